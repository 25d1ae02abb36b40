# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon

YEAR = ("2026-01-01", "2026-12-31")


@tagged("post_install", "-at_install")
class TestCoveragePlan(FinanceCommon):
    """Yearly coverage, plans, orders and groups by the shipped policies (EX-035)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref("callback_finance.rule_f3_continuous")
        # Accounts of the demonstration are no customers of this test.
        cls.env["callback.finance.account"].search([]).active = False

    def _plan(self, rule, **values):
        return self.env["callback.plan"].create(
            {
                "name": "Plan",
                "policy_id": rule.policy_id.id,
                "rule_ids": [Command.set(rule.ids)],
                "department_id": self.branch.id,
                "date_from": YEAR[0],
                "date_to": YEAR[1],
                "content": "Questionnaire of the continuous callback",
                "channel_ids": [Command.set(rule.channel_id.ids)],
                "user_ids": [Command.set(self.caller.ids)],
                **values,
            }
        )

    def _accounts(self, count, prefix="C", **values):
        customers = self._new_customers(count, prefix)
        return self.env["callback.finance.account"].create(
            [
                {
                    "name": f"{prefix}-{number}",
                    "partner_id": customer.id,
                    "department_id": self.branch.id,
                    "manager_id": self.adviser.id,
                    "date_opened": "2025-05-05",
                    **values,
                }
                for number, customer in enumerate(customers)
            ]
        )

    def test_ex_035_two_of_120_are_missing(self):
        """F3-33, F3-34: 98.33 %; the one signed on 30 December is shown as new."""
        accounts = self._accounts(120)
        accounts[-1].date_opened = "2026-12-30"
        plan = self._plan(self.rule)
        plan.with_user(self.supervisor).action_submit()
        with self.assertRaises(UserError):
            plan.action_generate()  # F3-36: not before head office approves
        plan.with_user(self.chief).action_approve()
        self.assertEqual(plan.action_generate(), 120)
        missing = accounts[-2:]
        records = self.env["callback.record"].search([("plan_id", "=", plan.id)])
        self.assertEqual(
            set(records.mapped("deadline")), {china("2026-12-31 23:59:59")}
        )
        called = records.filtered(lambda r: r.res_id not in missing.ids)
        for record in called:
            self._call(record, "2026-11-03 10:20:00")
        figures = self.rule.get_coverage(*YEAR)
        self.assertEqual(set(figures["missing_ids"]), set(missing.ids))
        self.assertEqual(figures["new_ids"], accounts[-1].ids)
        self.assertEqual(f"{figures['rate']:.2%}", "98.33%")

    def test_f3_32_the_quotas_demand_all(self):
        """F3-32, F3-34: the limit of both shares is 100 %."""
        for name in ("contract", "continuous"):
            quota = self.env.ref(f"callback_finance.quota_f3_{name}")
            self.assertEqual(quota.limit_text, "≥ 100 %")

    def test_f3_36_a_plan_states_its_elements(self):
        """F3-36, F1-03: what is missing is named before anything is submitted."""
        plan = self._plan(self.rule, content=False)
        with self.assertRaisesRegex(UserError, "Content"):
            plan.action_submit()
        fund = self.env.ref("callback_finance.rule_f1_fund")
        plan = self._plan(fund, date_from="2026-09-01", date_to="2026-09-30")
        with self.assertRaisesRegex(UserError, "Scope"):
            plan.action_submit()

    def test_f1_03_groups_in_balance(self):
        """F1-03: the draw takes its share of each customer group."""
        fund = self.env.ref("callback_finance.rule_f1_fund")
        for group, count in (("person", 30), ("wealthy", 20), ("institution", 11)):
            self._accounts(count, group, business="fund", customer_group=group)
        plan = self._plan(
            fund,
            purpose="Satisfaction",
            scope="Holders of the new fund",
            target_count=7,
        )
        plan.action_submit()
        plan.with_user(self.chief).action_approve()
        plan.action_generate()
        sample = plan.line_ids.sample_id
        self.assertEqual(
            sorted(sample.stratum_ids.mapped("picked_count")),
            [2, 2, 3],
        )

    def test_f3_30_by_order(self):
        """F2-06, F3-30, F3-35: asked for, approved by head office, on its date."""
        rules = [
            f"callback_finance.rule_f2_{name}"
            for name in ("existing", "advisory", "key", "abnormal", "other")
        ]
        for name in ("callback_finance.rule_f3_special", *rules):
            with freeze_time("2026-03-02 02:00:00"):
                order = (
                    self.env["callback.order"]
                    .with_user(self.supervisor)
                    .create(
                        {
                            "rule_id": self.env.ref(name).id,
                            "department_id": self.branch.id,
                            "reason": "Asked for by the branch",
                            "date_due": "2026-03-20 04:30:00",
                            "partner_ids": [Command.set(self.customers[:2].ids)],
                        }
                    )
                )
                order.action_submit()
                self.assertFalse(order.callback_count)
                order.with_user(self.chief).action_approve()
            records = order.sudo().record_ids
            self.assertEqual(len(records), 2, name)
            self.assertEqual(
                set(records.mapped("deadline")), {china("2026-03-20 12:30:00")}
            )
