# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.tests import freeze_time, tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestRuleDiagnosis(CallbackCommon):
    """Sample deadlines of a rule over the breaks of a year."""

    def test_breaks_of_a_year_with_their_deadlines(self):
        self.step.write({"quantity": 7, "unit": "working_day"})
        with freeze_time("2026-01-05 04:00:00"):
            action = self.rule.with_user(self.supervisor).action_diagnose()
        lines = self.env[action["res_model"]].browse(action["res_id"]).line_ids
        events = {line.date_event: line for line in lines}
        spring = events[datetime(2026, 2, 14, 7)]
        self.assertEqual(spring.deadline, datetime(2026, 3, 3, 10))
        national = events[datetime(2026, 9, 30, 7)]
        self.assertEqual(national.deadline, datetime(2026, 10, 15, 10))
        self.assertIn("2026-10-10", national.why)
        self.assertEqual(lines.mapped("name").count("Weekend"), 1)
