# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exact sample sizes: no binary fractions, so 10 % of 40 is 4 and never 5.

Rates and shares are fractions of one (0.1 is 10 %) in any form whose text is exact:
int, Decimal, Fraction, str, or a float that was typed in as a short decimal.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor


def exact(number):
    """Return a number as the fraction its shortest decimal form says."""
    if isinstance(number, int | Fraction | Decimal):
        return Fraction(number)
    return Fraction(str(number))


def at_least(rate, population):
    """Return the smallest whole number that is not less than the share."""
    return ceil(exact(rate) * population)


def at_most(rate, population):
    """Return the largest whole number that is not more than the share."""
    return floor(exact(rate) * population)


def size(population, rate, minimum=0, maximum=None):
    """Return the sample size: rate rounded up, floor, population, upper limit."""
    wanted = min(population, max(at_least(rate, population), minimum))
    return wanted if maximum is None else min(wanted, maximum)


def split(total, shares, keep_total=False):
    """Divide a total by shares that sum to one.

    Each part is rounded up, so that the sum may exceed the total; with
    ``keep_total`` the largest remainders are rounded up and the sum stays.
    """
    shares = [exact(share) for share in shares]
    if any(share < 0 for share in shares) or sum(shares) != 1:
        raise ValueError("shares are not negative and sum to 100 %")
    if not keep_total:
        return [ceil(share * total) for share in shares]
    return _largest_remainders(total, shares)


def spread(total, weights, lows, highs):
    """Bring whole numbers between ``lows`` and ``highs`` to a total by weight.

    The total is met as far as the bounds allow it.
    """
    parts = list(lows)
    while True:
        rest = total - sum(parts)
        room = [i for i, high in enumerate(highs) if parts[i] < high and weights[i]]
        if rest <= 0 or not room:
            return parts
        weight = sum(weights[i] for i in room)
        extra = _largest_remainders(rest, [Fraction(weights[i], weight) for i in room])
        for index, more in zip(room, extra, strict=True):
            parts[index] = min(highs[index], parts[index] + more)


def by_rate(populations, rates, minimum=0, maximum=None):
    """Return the size of each stratum at its own rate, at least one if not empty.

    A floor of the whole sample is filled up by population; an upper limit cuts by
    size and keeps one of each stratum as long as it suffices for that.
    """
    sizes = [size(*pair, 1) for pair in zip(populations, rates, strict=True)]
    if sum(sizes) < minimum:
        sizes = spread(minimum, populations, sizes, populations)
    return _cut(sizes, maximum)


def by_share(populations, shares, base, keep_total=False, maximum=None):
    """Return the size of each stratum as its share of a base size."""
    parts = split(base, shares, keep_total)
    sizes = [
        min(population, max(part, 1) if share else part)
        for population, part, share in zip(populations, parts, shares, strict=True)
    ]
    return _cut(sizes, maximum)


def _cut(sizes, maximum):
    """Bring sizes down to a limit; one of each stays as long as that is possible."""
    if maximum is None or sum(sizes) <= maximum:
        return sizes
    lows = [min(1, wanted) for wanted in sizes]
    if sum(lows) > maximum:
        lows = [0] * len(sizes)
    return spread(maximum, sizes, lows, sizes)


def _largest_remainders(total, shares):
    """Equal remainders go to the first, so the odd one of two halves does too."""
    parts = [floor(share * total) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i] * total, i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
