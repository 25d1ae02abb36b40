# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.callback_base.tests.plan_common import china

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
        cls.env.ref("base.partner_root").name = "系统"
        cls.heir = cls._new_user("cb_heir", "caller", cls.branch)
        cls.hq = cls._new_user("cb_hq", "manager", cls.head_office)
        cls.hq.group_ids |= cls.env.ref("callback_base.callback_group_misconduct")
        people = cls.caller | cls.supervisor | cls.li | cls.heir | cls.hq
        for number, user in enumerate(people):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        permissions = cls.env["callback.permission"].with_user(cls.manager)
        permissions.create(
            [{"user_id": user.id, "date_from": "2026-01-01"} for user in people[:2]]
        )
        # The walks are made at any hour.
        cls.policies["f3"].window_ids.write(
            {"hour_from": 0, "hour_to": 24, "working_days_only": False}
        )
        sector = cls.env.ref("callback_finance.callback_group_sector")
        sector.user_ids |= people

    def _tour(self, path, name, user):
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        self.start_tour(f"/odoo/{path}", f"callback_finance_{name}", login=user.login)
        self.env.invalidate_all()

    def _assign(self, records):
        records.write({"user_id": self.caller.id})

    def test_from_signing_to_review(self):
        """F2-06, F2-09, F2-04: the first callback of a new customer."""
        self._tour("callback-contracts", "sign", self.supervisor)
        contract = self.env["callback.finance.contract"].search(
            [("name", "=", "HT-2026-9001")]
        )
        record = self._sweep(contract)
        self.assertEqual(record.policy_id, self.policies["f2"])
        self._tour("callback-queue", "call", self.caller)
        self._tour("callback-to-review", "review", self.supervisor)
        self.assertEqual((record.state, record.user_id), ("done", self.caller))
        self.assertEqual(record.evidence_ids.kind_id.code, "recording")
        self.assertEqual(record.reviewer_id, self.supervisor)

    def test_anomaly_in_three_steps(self):
        """F3-26, F3-47 … F3-50: from the answer to the second callback."""
        self.account.business = "wealth"
        self.adviser.parent_id = self.supervisor.employee_id
        record = self._create_record(
            step_id=self.env.ref("callback_finance.step_f3_continuous").id,
            res_model=self.account._name,
            res_id=self.account.id,
            user_id=self.caller.id,
            partner_id=self.customer.id,
            date_event=china("2026-11-16 10:00:00"),
        )
        self._tour("callback-queue", "anomaly_answer", self.caller)
        case = self.env["callback.complaint"].search([("record_id", "=", record.id)])
        self.assertEqual(
            (case.superior_id, case.concerned_user_ids), (self.supervisor, self.li)
        )
        self._tour("callback-anomalies", "anomaly_check", self.supervisor)
        self.assertEqual((case.investigation, case.check_finding), ("final", "true"))
        self.assertTrue(case.interview_employee_signature)
        self._tour("callback-anomalies", "anomaly_final", self.hq)
        self.assertEqual(case.final_user_id, self.hq)
        self._tour("callback-anomalies", "anomaly_second", self.supervisor)
        self.assertEqual(case.state, "closed")
        self.assertEqual(case.callback_ids.user_id, self.supervisor)

    def test_departure_to_the_last_customer(self):
        """F2-03, F2-06: handed over, each customer called, the progress shown."""
        self._account("T-101", business="brokerage")
        self._tour("callback-departures", "departure", self.supervisor)
        lines = self.env["callback.finance.departure.line"].search(
            [("employee_id", "=", self.adviser.id)]
        )
        records = self._sweep(lines)
        self.assertEqual(len(records), 2)
        self._assign(records)
        for _record in records:
            self._tour("callback-queue", "call_next", self.caller)
        self._tour("callback-departures", "departure_done", self.supervisor)
        self.assertEqual(set(records.mapped("state")), {"done"})
        self.assertEqual(self.account.manager_id, self.heir.employee_id)

    def test_change_and_termination(self):
        """F3-28, F3-29: entered, called back within five working days."""
        self.account.business = "wealth"
        contract = self._contract("HT-2026-9002", "2026-01-05 10:00:00")
        self._call(self._sweep(contract), "2026-01-08 10:20:00")
        self._tour("callback-contract-changes", "change", self.supervisor)
        self.assertEqual(contract.state, "terminated")
        records = self._sweep(contract.change_ids)
        self.assertEqual(
            set(records.type_id.mapped("code")),
            {"finance_change", "finance_terminated"},
        )
        self.assertEqual(
            {self._local(record.deadline) for record in records},
            {"2026-11-27 18:00:00"},
        )
        self._assign(records)
        for _record in records:
            self._tour("callback-queue", "call_next", self.caller)
        self.assertEqual(set(records.mapped("state")), {"done"})
