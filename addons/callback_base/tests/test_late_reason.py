# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.tests import tagged

from .test_dashboard import DashboardCommon


@tagged("post_install", "-at_install")
class TestLateReason(DashboardCommon):
    """Who is late and why: the list behind a unit."""

    def test_reasons(self):
        """Each callback says how far it has come."""
        day = datetime(2026, 6, 8, 2)
        record = self._record(day, user_id=self.caller.id)
        self.assertEqual(record.late_reason, "No attempt yet")
        record.log_attempt("phone", "busy", ring_seconds=5)
        self.assertIn("1 attempts, the last: Busy", record.late_reason)
        late = self._done(day, on_time=False)
        self.assertEqual(late.late_reason, "0 d 2 h too late")
        self.assertFalse(self._done(day).late_reason)
        waiting = self._record(day, state="done", covers_archive=True, date_done=day)
        self.assertIn("not archived yet", waiting.late_reason)
        free = self._record(day)
        free.user_id = False
        self.assertIn("Nobody assigned", free.late_reason)
