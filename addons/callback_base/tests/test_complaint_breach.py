# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.tests import tagged

from .complaint_common import ComplaintCommon
from .plan_common import china

STAGES = [("service", 1, "day", "receipt"), ("result", 3, "day", "receipt")]


@tagged("post_install", "-at_install")
class TestComplaintBreach(ComplaintCommon):
    """A late stage of a complaint is a breach, once (BASE-26, BASE-54)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {"kind": "complaint", "stages": STAGES},
            {"kind": "misconduct", "is_confidential": True, "stages": STAGES},
        )
        cls.breaches = cls.env["callback.breach"]

    def _file_at(self, **values):
        with self._at("2026-03-02 09:00"):
            return self._file("2026-03-02 09:00", **values)

    def _sweep(self, complaint, moment):
        self.breaches.sweep(moment)
        clocks = complaint.sudo().clock_ids
        return self.breaches.search(
            [("res_model", "=", clocks._name), ("res_id", "in", clocks.ids)]
        )

    def test_each_late_stage_once(self):
        complaint = self._file_at()
        clocks = complaint.sudo().clock_ids.sorted("deadline")
        first, second = clocks.mapped("deadline")
        self.assertFalse(self._sweep(complaint, first))
        breach = self._sweep(complaint, first + timedelta(seconds=1))
        self.assertEqual(breach.kind, "stage")
        self.assertEqual(breach.date_limit, first)
        self.assertEqual(breach.name, complaint.name)
        self.assertEqual(breach.policy_id, self.policy)
        self.assertEqual(breach.clause_id, self.policy.clause_ids)
        self.assertEqual(breach.department_id, complaint.sudo().service_department_id)
        self.assertFalse(breach.date_met)
        self.assertEqual(self._sweep(complaint, first + timedelta(hours=1)), breach)
        late = self._sweep(complaint, second + timedelta(seconds=1))
        self.assertEqual(len(late), 2)
        self.assertEqual(self.breaches.sweep(second + timedelta(days=9)), 0)
        action = breach.action_open_document()
        self.assertEqual(action["res_model"], "callback.complaint")
        self.assertEqual(action["res_id"], complaint.id)

    def test_done_late_is_a_breach_and_says_when(self):
        complaint = self._file_at()
        clock = self._clock(complaint, "service")
        met = clock.deadline + timedelta(minutes=2)
        clock.date_done = met
        breach = self._sweep(complaint, met)
        self.assertEqual(breach.date_limit, clock.deadline)
        self.assertEqual(breach.date_met, met)

    def test_a_time_granted_before_moves_it_and_after_does_not(self):
        complaint = self._file_at()
        clock = self._clock(complaint, "result")
        self._clock(complaint, "service").date_done = china("2026-03-02 10:00")
        limit = clock.deadline
        clock.deadline = limit + timedelta(days=2)
        self.assertFalse(self._sweep(complaint, limit + timedelta(days=1)))
        clock.deadline_breached = limit
        breach = self._sweep(complaint, limit + timedelta(days=1))
        self.assertEqual(breach.date_limit, limit)

    def test_a_cancelled_case_is_not_late(self):
        complaint = self._file_at()
        complaint.sudo().state = "cancelled"
        self.assertFalse(self._sweep(complaint, china("2026-05-01 09:00")))

    def test_a_confidential_case_stays_with_its_superior(self):
        """BASE-31: not even its number is seen by others."""
        case = self._file_at(kind="misconduct")
        self.assertTrue(case.sudo().is_confidential)
        found = self._sweep(case.sudo(), china("2026-05-01 09:00"))
        self.assertEqual(len(found), 2)
        self.assertFalse(found.department_id)
        for user in (self.caller, self.supervisor, self.manager, self.auditor):
            seen = self.breaches.with_user(user).search([("id", "in", found.ids)])
            self.assertFalse(seen, user.login)
