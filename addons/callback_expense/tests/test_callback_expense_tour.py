# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .expense_common import ExpenseCommon


@tagged("post_install", "-at_install")
class TestCallbackExpenseTour(ExpenseCommon, HttpCase):
    """Claims in the browser, in Chinese: EX-085, T1-22, T1-23."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.caller | cls.supervisor | cls.manager | cls.third | cls.finance
        for number, user in enumerate(people):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        cls.head_office.name, cls.branch.name = "测试总部", "测试分公司"
        cls.env.company.name = "测试供电公司"
        cls.customer.name = "测试客户"
        cls.journal.name = "费用日记账"

    def _new_claim(self):
        record = self._create_record(user_id=self.caller.id)
        return self._claim(
            2000.01, submit=False, name="测试花茶", callback_record_id=record.id
        )

    def _tour(self, name, user):
        self.start_tour(
            "/odoo/callback-expenses", f"callback_expense_{name}", login=user.login
        )
        self.env.invalidate_all()

    def test_three_signatures_then_finance(self):
        """EX-085: above the limit, from the claimant to the entry."""
        claim = self._new_claim()
        for tour, user, state in (
            ("claim", self.caller, "submitted"),
            ("supervisor", self.supervisor, "submitted"),
            ("leader", self.manager, "submitted"),
            ("excess", self.third, "approved"),
            ("finance", self.finance, "posted"),
        ):
            self._tour(tour, user)
            self.assertEqual(claim.sudo().state, state, tour)
        self.assertEqual(claim.sudo().account_move_id.amount_total, 2000.01)

    def test_sent_back(self):
        """T1-22: who does not sign says why."""
        claim = self._new_claim()
        claim.with_context(lang="zh_CN").action_submit()
        self._tour("send_back", self.supervisor)
        self.assertEqual(claim.sudo().state, "refused")
        self.assertIn("发票抬头不对", str(claim.sudo().message_ids.mapped("body")))
