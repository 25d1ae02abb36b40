# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Scores of spot checks and agreement of two checkers, in exact numbers."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def half_up(number, places=CENT):
    """Return an exact number rounded half up, as ``Decimal`` (90.005 is 90.01)."""
    number = Fraction(number)
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(
        places, ROUND_HALF_UP
    )


def percent(part, whole):
    """Return a share in per cent with two decimals, or None of nothing."""
    return half_up(Fraction(part) * 100 / Fraction(whole)) if whole else None


def score(items):
    """Return the score of a sheet out of 100, or None when nothing applied.

    :param items: (points, points got, whether a fatal item is not met) of each item
        that applied, exact
    """
    items = list(items)
    if any(fatal for _points, _got, fatal in items):
        return Decimal("0.00")
    total = sum(points for points, _got, _fatal in items)
    return percent(sum(got for _points, got, _fatal in items), total)


def agreement(pairs):
    """Return (agreeing, all, kappa) of the answers of two checkers.

    Cohen's kappa: (po - pe) / (1 - pe), with po the share of agreement and pe the
    share that is expected by chance. None when pe is 1, both always giving the same
    one answer, or without pairs: then kappa says nothing.

    :param pairs: (answer of the first, answer of the second)
    """
    pairs = list(pairs)
    count = len(pairs)
    agreeing = sum(first == second for first, second in pairs)
    firsts = Counter(first for first, _second in pairs)
    seconds = Counter(second for _first, second in pairs)
    chance = sum(firsts[answer] * seconds[answer] for answer in firsts)
    return agreeing, count, kappa(count, agreeing, chance)


def kappa(count, agreeing, chance):
    """Return Cohen's kappa of counts as ``Fraction``, or None where undefined.

    :param chance: sum over the answers of how often the first gave it times how often
        the second did
    """
    if not count or chance == count * count:
        return None
    return Fraction(agreeing * count - chance, count * count - chance)
