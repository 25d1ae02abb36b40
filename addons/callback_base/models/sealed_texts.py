# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts of answers in the language in which they were sealed."""

#: The language of the source texts, which every database holds.
SOURCE_LANG = "en_US"


def as_sealed(sealed, told):
    """Return the living values; a text that is as sealed in one language, as sealed.

    :param sealed: plain value of the file
    :param told: the same value as it is now, in several languages
    """
    if isinstance(sealed, dict) and all(isinstance(value, dict) for value in told):
        return {
            name: as_sealed(sealed.get(name), [value.get(name) for value in told])
            for name in told[0]
        }
    if isinstance(sealed, list) and all(isinstance(value, list) for value in told):
        if {len(value) for value in told} == {len(sealed)}:
            return [
                as_sealed(line, of_line)
                for line, of_line in zip(sealed, zip(*told, strict=True), strict=True)
            ]
    return sealed if sealed in told else told[0]
