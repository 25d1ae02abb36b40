# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shares of an amount that add up to the cent."""

from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")


def split_amount(amount, rates):
    """Return the amounts of the shares, in their order (T-18, ASMT-20).

    Each share is cut to the cent; the cents left over go to the largest remainders,
    of equal ones to the first. The sum is always the amount.

    :param amount: Decimal with at most two places, 0 or more
    :param rates: Decimals of 0 or more whose sum is 1
    :raises ValueError: for other rates, for fractions of a cent, for less than 0
    """
    if sum(rates) != 1 or any(rate < 0 for rate in rates):
        raise ValueError("The shares do not add up to 100 %.")
    if amount < 0 or amount != amount.quantize(CENT):
        raise ValueError("The amount is negative or has fractions of a cent.")
    exact = [amount * rate for rate in rates]
    shares = [share.quantize(CENT, ROUND_FLOOR) for share in exact]
    missing = int((amount - sum(shares)) / CENT)
    order = sorted(
        range(len(rates)), key=lambda place: (shares[place] - exact[place], place)
    )
    for place in order[:missing]:
        shares[place] += CENT
    return shares
