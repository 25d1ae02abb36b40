# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestFinanceTour(FinanceCommon, HttpCase):
    """From the signing to the review in the browser, in Chinese (F2-01 … F2-09)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.write({"business": "brokerage", "date_opened": "2025-01-02"})
        cls.customer.name = "海河测试客户"
        cls.head_office.name, cls.branch.name = "测试总部", "测试营业部"
        cls.env.company.name = "测试证券公司"
        people = cls.caller | cls.supervisor | cls.li
        for number, user in enumerate(people):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        permissions = cls.env["callback.permission"].with_user(cls.manager)
        permissions.create(
            [{"user_id": user.id, "date_from": "2026-01-01"} for user in people[:2]]
        )
        sector = cls.env.ref("callback_finance.callback_group_sector")
        sector.user_ids |= people

    def test_from_signing_to_review(self):
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        self.start_tour(
            "/odoo/callback-contracts",
            "callback_finance_sign",
            login=self.supervisor.login,
        )
        self.env.invalidate_all()
        contract = self.env["callback.finance.contract"].search(
            [("name", "=", "HT-2026-9001")]
        )
        record = self._sweep(contract)
        self.assertEqual(record.policy_id, self.policies["f2"])
        self.start_tour(
            "/odoo/callback-queue", "callback_finance_call", login=self.caller.login
        )
        self.start_tour(
            "/odoo/callback-to-review",
            "callback_finance_review",
            login=self.supervisor.login,
        )
        self.env.invalidate_all()
        self.assertEqual((record.state, record.user_id), ("done", self.caller))
        self.assertEqual(record.evidence_ids.kind_id.code, "recording")
        self.assertEqual(record.reviewer_id, self.supervisor)
