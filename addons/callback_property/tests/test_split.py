# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
from decimal import Decimal

from odoo.tests import TransactionCase, tagged

from ..split import split_amount


@tagged("post_install", "-at_install")
class TestSplit(TransactionCase):
    """Shares add up to the cent: T-18, ASMT-20."""

    def _split(self, amount, *rates):
        shares = split_amount(Decimal(amount), [Decimal(rate) for rate in rates])
        return [str(share) for share in shares]

    def test_known_amounts(self):
        """EX-049, EX-050: two to eight, half and half, odd cents."""
        self.assertEqual(self._split("12000.00", "0.2", "0.8"), ["2400.00", "9600.00"])
        self.assertEqual(self._split("9999.99", "0.2", "0.8"), ["2000.00", "7999.99"])
        self.assertEqual(self._split("0.01", "0.5", "0.5"), ["0.01", "0.00"])
        self.assertEqual(self._split("0.03", "0.2", "0.8"), ["0.01", "0.02"])
        self.assertEqual(
            self._split("1.00", "0.333", "0.333", "0.334"),
            ["0.33", "0.33", "0.34"],
        )
        self.assertEqual(self._split("0.00", "0.2", "0.8"), ["0.00", "0.00"])

    def test_any_amounts_add_up(self):
        """ASMT-20: whatever the amount and the rates, nothing is lost."""
        dice = random.Random(20)
        for _number in range(500):
            amount = Decimal(dice.randrange(10**9)) / 100
            cuts = sorted(dice.randrange(10001) for _place in range(dice.randrange(5)))
            ends = [0, *cuts, 10000]
            pairs = zip(ends, ends[1:], strict=False)
            rates = [Decimal(last - first) / 10000 for first, last in pairs]
            shares = split_amount(amount, rates)
            self.assertEqual(sum(shares), amount)
            for share, rate in zip(shares, rates, strict=True):
                self.assertLess(abs(share - amount * rate), Decimal("0.01"))

    def test_bad_input(self):
        for amount, *rates in (("1", "0.5", "0.51"), ("-1", "1"), ("0.001", "1")):
            with self.subTest(amount), self.assertRaises(ValueError):
                self._split(amount, *rates)
