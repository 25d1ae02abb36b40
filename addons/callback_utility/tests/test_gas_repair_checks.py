# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .gas_common import GasCommon
from .test_gas_numbers import month
from .utility_common import china

KINDS = ("riser_replacement", "meter_change", "ignition", "pipe_exposed")
KINDS += ("pipe_concealed",)


@tagged("post_install", "-at_install")
class TestGasRepairChecks(GasCommon):
    """How many repairs are checked, at other numbers than those of the example."""

    def _finish_orders(self, number, *counts):
        """File so many repairs of each kind, finished in a month."""
        for kind, count in zip(KINDS, counts, strict=True):
            if not count:
                continue
            order = self._order(
                kind,
                None,
                name=f"EX19-{number}-{kind}",
                supply_point_id=self.gas.id,
                date_completed=china(f"2026-{number:02}-12 10:00"),
            )
            self._copies(order, count)

    def test_ex_019_other_months(self):
        """EX-019, G1-32…G1-36: shares round up kind by kind; empty kinds draw none."""
        rule = self._rule("g1_repair_check")
        for number, counts, sizes in (
            (1, (1, 20, 21, 1, 1), (1, 1, 2, 1, 1)),
            (2, (0, 100, 101, 8, 0), (0, 5, 6, 4, 0)),
            (3, (5, 0, 0, 0, 4), (5, 0, 0, 0, 4)),
            (4, (0, 19, 0, 9, 0), (0, 1, 0, 5, 0)),
        ):
            self._finish_orders(number, *counts)
            plan = self._plan(rule, *month(number))
            found = self._sizes(plan)
            self.assertEqual(tuple(found.values()), sizes, counts)
            self.assertEqual(plan.record_count, sum(sizes))

    def test_ex_019_two_risers(self):
        """EX-019, G1-32: each replaced riser needs a check of its own on site."""
        checked, other = (
            self._order(
                "riser_replacement",
                None,
                name=f"EX19-R{number}",
                supply_point_id=self.gas.id,
                date_completed=china("2026-03-12 10:00"),
                tightness_test="passed",
                joint_acceptance=True,
            )
            for number in range(2)
        )
        checked.date_onsite_check = china("2026-03-13 10:00")
        checked.date_archived = china("2026-03-14 10:00")
        with self.assertRaisesRegex(UserError, "G1-32"), self.cr.savepoint():
            other.date_archived = china("2026-03-14 10:00")
        self.assertTrue(checked.date_archived)
        self.assertFalse(other.date_archived)
