# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a sample can prove about its population."""

from math import ceil, lgamma, log, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


def deviations(confidence=CONFIDENCE):
    """Return how many standard deviations a two-sided interval reaches."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def half_width(strata, confidence=CONFIDENCE):
    """Return the largest half width of the interval of a proportion, or None.

    :param strata: pairs (population, drawn); each counts with its population and
        with the finite-population correction. None if a stratum was left out.
    """
    strata = [pair for pair in strata if pair[0]]
    total = sum(population for population, _drawn in strata)
    if not total or any(drawn < 1 for _population, drawn in strata):
        return None
    variance = 0.0
    for population, drawn in strata:
        correction = (population - drawn) / max(population - 1, 1)
        variance += (population / total) ** 2 * 0.25 / drawn * correction
    return min(deviations(confidence) * sqrt(variance), 1.0)


def defects_possible(population, drawn, confidence=CONFIDENCE):
    """Return how many defects the population may hold when the sample has none.

    Exact (hypergeometric): with more, a sample without a defect would be less
    likely than one minus the confidence.
    """
    low, high = 0, population - drawn
    while low < high:
        middle = (low + high + 1) // 2
        if _log_no_defect(population, middle, drawn) >= log(1 - confidence):
            low = middle
        else:
            high = middle - 1
    return low


def required_size(population, margin, confidence=CONFIDENCE, proportion=0.5):
    """Return the sample size for a half width, with finite-population correction."""
    if not 0 < margin < 1 or not 0 < confidence < 1 or not 0 < proportion < 1:
        raise ValueError("margin, confidence and proportion lie between 0 and 1")
    if population < 1:
        return 0
    infinite = deviations(confidence) ** 2 * proportion * (1 - proportion) / margin**2
    return min(population, ceil(infinite / (1 + (infinite - 1) / population)))


def _log_no_defect(population, defects, drawn):
    return (
        lgamma(population - defects + 1)
        - lgamma(population - defects - drawn + 1)
        - lgamma(population + 1)
        + lgamma(population - drawn + 1)
    )
