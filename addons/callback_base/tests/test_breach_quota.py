# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .plan_common import china
from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestBreachQuota(QuotaCommon):
    """G1-46: who does not reach a share with the own callbacks, once a period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quota = cls._quota(
            "All called back",
            1,
            [("state", "=", "done")],
            [("channel_id", "=", cls.phone.id)],
            period="month",
            basis="date_event",
            notes_people=True,
        )
        cls.other = cls._new_user("cb_quota_other", "caller", cls.branch)

    def _sweep(self, moment="2026-07-01 00:00"):
        breaches = self.env["callback.breach"]
        breaches.sweep(china(moment))
        return breaches.search(
            [("res_model", "=", "callback.quota"), ("res_id", "=", self.quota.id)]
        )

    def _owe(self, done, open_, user, **values):
        values = {"user_id": user.id, "deadline": "2026-06-20 04:00:00", **values}
        if done:
            self._make(done, self.phone, **values)
        if open_:
            return self._make(open_, self.phone, None, **values)
        return self.env["callback.record"]

    def test_g1_46_one_of_each_agent(self):
        """G1-46: 9 of 10 is not all; who made all has nothing to answer for."""
        owed = self._owe(9, 1, self.caller)
        self._owe(3, 0, self.other)
        self.assertFalse(self._sweep("2026-06-30 23:59:59"))
        breach = self._sweep()
        self.assertEqual((breach.user_id, breach.kind), (self.caller, "quota"))
        self.assertEqual(breach.department_id, self.branch)
        self.assertEqual(breach.date_limit, china("2026-06-30 23:59:59"))
        self.assertIn("2026-06", breach.name)
        for _night in range(2):
            self.assertEqual(self._sweep("2026-07-15 02:00"), breach)
        self.assertEqual(self._sweep("2026-08-01 02:00"), breach)
        action = breach.with_user(self.manager).action_open_document()
        self.assertEqual(self.env["callback.record"].search(action["domain"]), owed)

    def test_g1_46_not_due_yet(self):
        """G1-46: what may still be made in July is held against nobody in June."""
        self._owe(2, 1, self.caller, deadline="2026-06-30 16:00:00")
        self.assertFalse(self._sweep())
        self._owe(0, 1, self.other, deadline="2026-06-30 15:59:59")
        self.assertEqual(self._sweep().user_id, self.other)

    def test_g1_46_callbacks_of_nobody(self):
        """G1-46: for what nobody was given, the head of the unit answers."""
        self.branch.manager_id = self.supervisor.employee_id
        owed = self._owe(0, 2, self.env["res.users"])
        breach = self._sweep()
        self.assertEqual(breach.user_id, self.supervisor)
        self.assertEqual(breach.department_id, self.branch)
        action = breach.with_user(self.manager).action_open_document()
        self.assertEqual(self.env["callback.record"].search(action["domain"]), owed)

    def test_g1_46_only_where_asked(self):
        """G1-46: other quotas note nobody, and a ceiling has nobody to note."""
        self._owe(0, 2, self.caller)
        self.quota.notes_people = False
        self.assertFalse(self._sweep())
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.quota.write({"notes_people": True, "direction": "at_most"})
