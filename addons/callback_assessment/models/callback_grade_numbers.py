# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exact numbers of scores: no binary fraction decides about a grade (T-12).

A score is a ``Fraction`` until it is rounded once, by the digits and the method of its
grade scale; only then it is graded.
"""

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction

#: A grade scale covers every score from 0 to this one.
FULL = 100
METHODS = [
    ("half_up", "Half up"),
    ("half_even", "Half to even"),
    ("down", "Cut off"),
]


def exact(value):
    """Return a number of any kind as the fraction that a person reads.

    :raises ValueError: for what is no finite number
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(f"{value!r} is no number")
    try:
        # The shortest text of a float is what was typed: 90.005, not 90.00499…
        number = Decimal(repr(value) if isinstance(value, float) else str(value))
        return Fraction(number)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is no number") from error


def round_exact(value, digits, method):
    """Return a fraction, not negative, rounded to so many digits."""
    scaled = value * 10**digits
    if method == "half_up":
        whole = math.floor(scaled + Fraction(1, 2))
    elif method == "half_even":
        whole = round(scaled)
    elif method == "down":
        whole = math.floor(scaled)
    else:
        raise ValueError(f"{method!r} is no way of rounding")
    return Fraction(whole, 10**digits)


def plain(value):
    """Return a fraction that has finite decimals as a person writes it: 60.01."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number:f}"


def has_more_digits(value, digits):
    """Tell whether a number has more decimals than so many."""
    return (exact(value) * 10**digits).denominator != 1


class Band:
    """The scores of one grade, each end open or closed."""

    def __init__(self, name, lower, upper, lower_closed, upper_closed):
        self.name = name
        self.lower, self.upper = exact(lower), exact(upper)
        self.lower_closed, self.upper_closed = lower_closed, upper_closed

    def holds(self, score):
        """Tell whether a score lies in the band."""
        above = score > self.lower or (self.lower_closed and score == self.lower)
        below = score < self.upper or (self.upper_closed and score == self.upper)
        return above and below


def find_faults(bands, digits):
    """Return the scores from 0 to 100 that have no grade or several.

    Between two ends nothing changes, so each end and one score of each gap between
    neighbouring ends, as far as a rounded score can lie there, tell all.

    :returns: [(first score, last score, names of the bands)], the lowest first
    """
    step = Fraction(1, 10**digits)
    ends = {Fraction(0), Fraction(FULL)}
    ends |= {end for band in bands for end in (band.lower, band.upper)}
    ends = sorted(end for end in ends if 0 <= end <= FULL)
    places = []
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if (end / step).denominator == 1:
            places.append((end, end))
        if following is not None:
            first = (math.floor(end / step) + 1) * step
            last = (math.ceil(following / step) - 1) * step
            if first <= last:
                places.append((first, last))
    faults = []
    for first, last in places:
        names = [band.name for band in bands if band.holds(first)]
        if len(names) != 1:
            faults.append((first, last, names))
    return faults
