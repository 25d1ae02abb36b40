# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Callbacks by the day they are due, and how many of them are estimated."""

from collections import Counter
from fractions import Fraction


class Demand:
    """Counters of callbacks: due by day, of these estimated, and by kind."""

    def __init__(self):
        self.due = Counter()
        self.estimated = Counter()
        self.by_kind = Counter()

    def add(self, kind, days, estimated=False):
        """Add numbers by day, of one kind; ``estimated`` are part of the due."""
        self.due.update(days)
        self.by_kind[kind] += sum(days.values())
        if estimated:
            self.estimated.update(days)

    def get_due(self, first):
        """Return the numbers by day from a day on, and the sum of what was before."""
        due = {day: number for day, number in self.due.items() if day >= first}
        return due, sum(self.due.values()) - sum(due.values())

    def get_average(self, weights):
        """Return the mean of a number of each kind, by callbacks, as a fraction.

        :param weights: mapping of all kinds; without callbacks their plain mean counts
        """
        counts = (
            self.by_kind if sum(self.by_kind.values()) else dict.fromkeys(weights, 1)
        )
        total = sum(counts.values())
        return Fraction(sum(weights[kind] * n for kind, n in counts.items()), total)


def spread_evenly(rate, known):
    """Return what to add to known numbers, so that a rate a day is reached.

    Whole numbers, one for each day; their sums never drift from the rate.

    :param rate: ``Fraction`` a day
    :param known: list of the numbers known already, a day each
    """
    return [
        max(0, int(rate * (place + 1)) - int(rate * place) - number)
        for place, number in enumerate(known)
    ]
