# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The stand-alone verifier also finds what is not on the first list."""

from test_verifier import load_verifier

from odoo.addons.callback_base.tests.archive_tampering_beyond import (
    BEYOND,
    ArchiveTamperingBeyond,
)


class TestVerifierBeyond(ArchiveTamperingBeyond):
    """Each tampering is named in the check of an export (BASE-23)."""

    def test_each_is_found_and_located(self):
        verify, found = load_verifier().verify, set()
        for name, file, _words in self._tampered():
            broken = verify(self._export())["broken"]
            names = {line["archive"] for line in broken}
            if file == "chain":
                file = f"chain {self.chain.company_id.id}-{self.chain.year}"
            self.assertIn(file, names, (name, broken))
            found.add(name)
        self.assertEqual(found, set(BEYOND))
