# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Text that a trigram index finds, also by two Chinese characters.

A trigram index needs three characters in a row. Most Chinese names have two or three
and are searched by two; so each ideograph is written twice, in what is stored and in
what is asked for. Phone numbers are searched by digits, however they are written.
"""

import re

IDEOGRAPH = re.compile("([\u3400-\u9fff\uf900-\ufaff])")
NO_DIGIT = re.compile(r"\D+")
PHONE = re.compile(r"[\d\s()+./-]+")


def spread(text):
    """Return a text as it is stored: lower case, ideographs twice."""
    return IDEOGRAPH.sub(r"\1\1", (text or "").strip().lower())


def digits(text):
    """Return the digits of a phone number."""
    return NO_DIGIT.sub("", text or "")


def asked(text):
    """Return what is looked for: digits for what looks like a phone number."""
    text = (text or "").strip()
    if PHONE.fullmatch(text) and len(digits(text)) > 2:
        return digits(text)
    return spread(text)
