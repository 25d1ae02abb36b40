# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .plan_common import china
from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestBreachArchive(QuotaCommon):
    """U1-39: files due in a month and missing at its end, one of unit and month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.archive_monthly = True
        cls.step.covers_archive = True
        cls.breaches = cls.env["callback.breach"]

    def _file(self, due="2026-06-10 04:00:00", done="2026-06-09 04:00:00", **values):
        return self._make(1, self.phone, done, deadline=due, **values)

    def _sweep(self, moment="2026-07-01 00:00"):
        self.breaches.sweep(china(moment))
        return self.breaches.search(
            [("kind", "=", "archive"), ("policy_id", "=", self.policy.id)]
        )

    def test_u1_39_one_of_unit_and_month(self):
        """U1-39: many files, one breach, however often the job runs."""
        self.branch.manager_id = self.supervisor.employee_id
        self._file()
        self._file()
        self.assertFalse(self._sweep("2026-06-30 23:59:59"))
        breach = self._sweep()
        self.assertEqual(len(breach), 1)
        self.assertEqual(breach.department_id, self.branch)
        self.assertEqual(breach.user_id, self.supervisor)
        self.assertEqual(breach.date_limit, china("2026-06-30 23:59:59"))
        self.assertTrue(breach.name.startswith("2026-06 "))
        for _night in range(2):
            self.assertEqual(self._sweep("2026-07-02 02:00"), breach)
        self._file("2026-07-31 15:59:59", "2026-07-30 04:00:00")
        found = self._sweep("2026-08-01 02:00")
        self.assertEqual(len(found), 2)
        self.assertIn(breach, found)

    def test_u1_39_what_is_no_missing_file(self):
        """U1-39: filed by the end, due later, not finished, cancelled, another rule."""
        self._file(date_archived="2026-06-30 15:59:59")
        self._file(due="2026-06-30 16:00:00")
        self._file(done=None)
        self._file(done="2026-06-30 16:00:00")
        self._set(self._file(), state="cancelled")
        self._set(self._file(), covers_archive=False)
        self.assertFalse(self._sweep())

    def test_u1_39_filed_a_second_too_late(self):
        """U1-39: filed after the month it stays a breach; the callbacks are listed."""
        late = self._file(date_archived="2026-06-30 16:00:00")
        self._file(due="2026-05-31 15:59:59", date_archived="2026-05-31 15:00:00")
        breach = self._sweep()
        action = breach.with_user(self.manager).action_open_document()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), late)

    def test_u1_39_only_where_the_policy_asks(self):
        """U1-39: a policy that does not look for files notes nothing."""
        self.policy.archive_monthly = False
        self._file()
        self.assertFalse(self._sweep())

    def test_u1_39_units_apart(self):
        """U1-39: each unit for itself; a supervisor sees the own one."""
        other = self.env["hr.department"].create({"name": "Elsewhere"})
        self._file()
        self._file(department_id=other.id)
        found = self._sweep()
        self.assertEqual(found.department_id, self.branch + other)
        mine = found.with_user(self.supervisor)._filtered_access("read")
        self.assertEqual(mine.department_id, self.branch)
