# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china
from odoo.addons.callback_base.tests.quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestReviewF2(QuotaCommon):
    """F2-04: another person than the caller reviews, one a month and outlet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.step = cls.env.ref("callback_finance.step_f2_existing")
        cls.rule = cls.env.ref("callback_finance.review_f2")
        cls.branch.manager_id = cls.supervisor.employee_id
        cls.env["callback.permission"].create(
            [
                {"user_id": user.id, "date_from": "2026-01-01"}
                for user in (cls.caller, cls.supervisor)
            ]
        )

    def _draw(self, moment):
        quotas = self.rule.sudo()._draw(china(moment))
        return quotas.filtered(lambda q: q.department_id == self.branch)

    def test_f2_04_one_a_month_of_each_outlet(self):
        """F2-04: one of the month, dealt to the head; the next month has its own."""
        may = self._make(3, self.visit, "2026-05-31 15:59:59", user_id=self.caller.id)
        june = self._make(2, self.phone, "2026-05-31 16:00:00", user_id=self.caller.id)
        drawn = self._draw("2026-06-01 02:00")
        self.assertEqual((drawn.population, drawn.demanded), (3, 1))
        self.assertIn(drawn.review_ids.record_id, may)
        self.assertEqual(drawn.review_ids.user_id, self.supervisor)
        self.assertFalse(self._draw("2026-06-01 03:00"))
        self.assertIn(self._draw("2026-07-01 02:00").review_ids.record_id, june)

    def test_f2_04_the_caller_does_not_review(self):
        """F2-04: not the own callback; one item that is not met fails the check."""
        self._make(1, self.phone, user_id=self.caller.id)
        review = self._draw("2026-07-01 02:00").review_ids
        with freeze_time(china("2026-07-02 09:00")):
            with self.assertRaises(UserError), self.cr.savepoint():
                review.with_user(self.caller).action_start()
            mine = review.with_user(self.supervisor)
            mine.action_start()
            self.assertEqual(len(mine.line_ids), 3)
            mine.line_ids.write({"answer": "yes"})
            mine.line_ids[1].write({"answer": "no", "remark": "No postal receipt"})
            mine.opinion = "The receipt is asked for"
            mine.action_finish()
        self.assertEqual(review.result, "failed")

    def test_f2_04_head_called_himself(self):
        """F2-04: what the head of the outlet called is dealt to nobody."""
        self._make(1, self.phone, user_id=self.supervisor.id)
        review = self._draw("2026-07-01 02:00").review_ids
        self.assertFalse(review.filtered(lambda r: r.user_id == self.supervisor))
