# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local


@tagged("post_install", "-at_install")
class TestStepGrouping(ScenarioCommon):
    """Callbacks that may wait for others near them (E1-21)."""

    def test_ex_076_ex_077_grouping_not_more_than_a_month_late(self):
        """E1-10…17, E1-21: the latest date counts from the clamped due date."""
        first = self._event_rule("ARRIVED", (0, "day"))
        group = {"group_quantity": 1, "group_unit": "month"}
        later = [
            {"quantity": months, "unit": "month", **group} for months in (6, 12, 24, 36)
        ]
        policy = self._new_policy(
            first, self._event_rule("ENERGISED", (1, "month"), *later)
        )
        cases = {
            "2026-08-31": {
                "2026-09-30": False,
                "2027-02-28": "2027-03-28",
                "2027-08-31": "2027-09-30",
                "2028-08-31": "2028-09-30",
                "2029-08-31": "2029-09-30",
            },
            "2024-02-29": {
                "2024-03-29": False,
                "2024-08-29": "2024-09-29",
                "2025-02-28": "2025-03-28",
                "2026-02-28": "2026-03-28",
                "2027-02-28": "2027-03-28",
            },
        }
        for day, dates in cases.items():
            energised = self._document("ENERGISED", f"{day} 08:00")
            with freeze_time(china("2026-09-01 08:00:00")):
                records = self._owed(policy, energised)
            found = {
                local([r.date_due or r.deadline])[0][:10]: r.date_due
                and local([r.deadline])[0]
                for r in records
            }
            latest = {due: end and f"{end} 23:59:59" for due, end in dates.items()}
            self.assertEqual(found, latest)
        third = records[1]
        self.assertIn("Grouped with other work", third.deadline_basis_text)
        self.assertIn("2024-09-29", third.deadline_basis_text)
        made = self._create_record(
            step_id=third.step_id.id, date_event=china("2024-02-29 08:00:00")
        )
        self.assertEqual(made.deadline, third.deadline)
        self.assertEqual(made.date_due, third.date_due)
        # Late by a second; the next one does not move.
        with freeze_time(china("2024-09-30 00:00:00")):
            self._finish(third)
        self.assertFalse(third.on_time)
        self.assertEqual(local([records[2].date_due]), ["2025-02-28 23:59:59"])

    def test_e1_21_grouping_needs_a_unit_and_days(self):
        for step in (
            {"quantity": 6, "unit": "month", "group_quantity": 1},
            {
                "quantity": 24,
                "unit": "hour",
                "group_quantity": 1,
                "group_unit": "month",
            },
        ):
            with self.assertRaisesRegex(ValidationError, "grouping"):
                self._new_policy(self._event_rule("X", step))
