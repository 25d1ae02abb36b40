# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china
from odoo.addons.callback_base.tests.quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestReviewP1(QuotaCommon):
    """P1-10: the office checks what its housing officers called, and signs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.step = cls.env.ref("callback_property.step_p1_complaint")
        cls.rule = cls.env.ref("callback_property.review_p1")
        cls.branch.manager_id = cls.supervisor.employee_id
        officer = cls.env.ref("callback_property.job_housing_officer")
        cls.caller.employee_ids.job_id = officer

    def _draw(self, moment):
        quotas = self.rule.sudo()._draw(china(moment))
        return quotas.filtered(lambda q: q.department_id == self.branch)

    def test_p1_10_every_callback_of_the_month(self):
        """P1-10: all that was finished in the month, once; nothing of another one."""
        may = self._make(2, self.visit, "2026-05-31 15:59:59", user_id=self.caller.id)
        june = self._make(3, self.phone, "2026-05-31 16:00:00", user_id=self.caller.id)
        self._make(1, self.phone, None, user_id=self.caller.id)
        quota = self._draw("2026-06-01 02:00")
        self.assertEqual(quota.review_ids.record_id, may)
        quota = self._draw("2026-07-01 02:00")
        self.assertEqual((quota.population, quota.demanded), (3, 3))
        self.assertEqual(quota.review_ids.record_id, june)
        self.assertFalse(self._draw("2026-07-01 03:00"))
        self.assertEqual(quota.review_ids.user_id, self.supervisor)

    def test_p1_10_opinion_is_signed(self):
        """P1-10: what is found needs an opinion; nobody checks the own callback."""
        self._make(1, self.phone, user_id=self.caller.id)
        review = self._draw("2026-07-01 02:00").review_ids
        with freeze_time(china("2026-07-02 09:00")):
            with self.assertRaises(UserError), self.cr.savepoint():
                review.with_user(self.caller).action_start()
            mine = review.with_user(self.supervisor)
            mine.action_start()
            self.assertEqual(len(mine.line_ids), 3)
            mine.line_ids.write({"answer": "yes"})
            mine.line_ids[1].write({"answer": "no", "remark": "No word on the form"})
            with self.assertRaises(UserError), self.cr.savepoint():
                mine.action_finish()
            mine.opinion = "The words “phone callback” are added"
            mine.action_finish()
        self.assertEqual(review.user_id, self.supervisor)
        self.assertEqual(review.date_finished, china("2026-07-02 09:00"))
        self.assertTrue(review.opinion)
