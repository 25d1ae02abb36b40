# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts that name something in braces, which is put in when they are used."""

import re

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def find_names(text):
    """Return the names that a text has in braces, in their order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text or "")))


def find_unknown(text, known):
    """Return the names in braces that are not among the known ones, sorted."""
    return sorted(set(find_names(text)) - set(known))


def merge(text, values):
    """Return the text with the values put in; unknown names stay as they are.

    Done in one go: braces inside a value are not looked at.
    """
    return PLACEHOLDER.sub(
        lambda found: str(values.get(found[1], found[0])), text or ""
    )
