# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Domain
from odoo.tests import BaseCase, tagged

from ..bands import gaps


@tagged("post_install", "-at_install")
class TestBands(BaseCase):
    """U2-08, X-03: voltages that no unit is responsible for, at every boundary."""

    def test_ex_011_gaps(self):
        low, two = [(0, 10)], [(0, 10), (65, None)]
        for bands, domain, expected in (
            (two, [], ["10–<65"]),
            (two, [("kv", ">=", 10)], ["10–<65"]),
            (two, [("kv", ">", 10)], [">10–<65"]),
            (two, [("kv", "<=", 35)], ["10–35"]),
            (low, [], ["≥10"]),
            (low, [("kv", "<", 10)], []),
            # Exactly the upper end is in no band.
            (low, [("kv", "<=", 10)], ["10"]),
            (low, [("kv", "=", 35)], ["35"]),
            (low, [("kv", "in", [5, 35, 110])], ["35", "110"]),
            (low, [("kv", "not in", [35])], ["10–<35", ">35"]),
            (low, ["!", ("kv", ">=", 10)], []),
            (low, ["|", ("kv", ">", 15), ("kv", "<", 5)], [">15"]),
            (low, ["|", ("kv", ">", 15), ("name", "=", "x")], ["≥10"]),
            (low, ["&", ("kv", "<", 20), ("name", "=", "x")], ["10–<20"]),
            (low, ["!", "|", ("kv", "<", 20), ("name", "=", "x")], ["≥20"]),
            ([(5, 10)], [], ["0–<5", "≥10"]),
            ([(0, 10), (5, 20)], [("kv", ">", 15)], ["≥20"]),
            ([(0, 0.4), (0.4, None)], [], []),
            ([(0, 0.4), (1, None)], [], ["0.4–<1"]),
            ([(0, None)], [("kv", "=", False)], []),
            (low, [(0, "=", 1)], []),
        ):
            with self.subTest(bands=bands, domain=domain):
                self.assertEqual(gaps(Domain(domain), "kv", bands), expected)
