# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The numbers of the records that a line of the access log names."""

import hashlib

#: So many numbers of records are written down; of more, their digest.
LISTED = 200


class AccessNumbers:
    """Collects numbers one after another, in the memory of a few of them."""

    def __init__(self, numbers=()):
        self.count = 0
        self._first = []
        self._digest = hashlib.sha256()
        self.extend(numbers)

    def extend(self, numbers):
        """Add numbers of records, in the order in which they are taken out."""
        for number in numbers:
            text = str(number)
            if self.count:
                self._digest.update(b", ")
            self._digest.update(text.encode())
            if self.count < LISTED:
                self._first.append(text)
            self.count += 1

    def text(self):
        """Return the numbers; of more than ``LISTED``, the SHA-256 of their list."""
        if self.count > LISTED:
            return f"sha256:{self._digest.hexdigest()}"
        return ", ".join(self._first)
