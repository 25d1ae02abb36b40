# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)


@tagged("post_install", "-at_install")
class TestRewardG1(SanctionCommon):
    """The shipped rewards of customers who report a hazard or a theft."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "callback_assessment.callback_group_informant"
        cls.clerk = cls._new_user("cb_reward_clerk", group, cls.head_office)
        cls.person = (
            cls.env["callback.informant"]
            .with_user(cls.clerk)
            .create({"person": "Zhang Secret", "phone": "13900002222"})
        )

    def _ask(self, number, case, **values):
        """Ask for a reward by a shipped rule, put in force as it is."""
        rule = self.env.ref(f"callback_assessment.penalty_rule_g1_{number}")
        if rule.state == "draft":
            rule.action_activate()
        self.assertIn(f"G1-{number}", rule.clause_ids.mapped("code"))
        rewards = self.env["callback.reward"].with_user(self.clerk)
        return rewards.create(
            {
                "informant_id": self.person.id,
                "rule_id": rule.id,
                "date": "2026-03-02",
                "case_ref": case,
                **values,
            }
        )

    def test_ex_069_hazards(self):
        """EX-069, G1-82…G1-85: 200, 500, 1 000, 2 000; the own home is refused."""
        amounts = {82: 200, 83: 500, 84: 1000, 85: 2000}
        for number, amount in amounts.items():
            self.assertEqual(self._ask(number, f"EX69-{number}").amount, amount)
        with self.assertRaisesRegex(ValidationError, "own home"):
            self._ask(83, "EX69-own", is_own=True)

    def test_ex_069_theft(self):
        """EX-069, G1-86: 5 % of the fine; 10 % of the fee; other numbers."""
        rule = self.env.ref("callback_assessment.penalty_rule_g1_86")
        for rate, base, kind, amount in (
            (5, 3260.50, "fine", 163.03),
            (10, 12345.67, "recovered", 1234.57),
            (7.5, 1000.10, "fine", 75.01),
        ):
            # sudo: the choice of another company; the rule may be in force here.
            rule.sudo().write({"state": "draft", "rate": rate, "base_kind": kind})
            reward = self._ask(
                86, f"EX69-{rate}", base_amount=base, base_document="Order 7"
            )
            self.assertEqual(reward.amount, amount)

    def test_ex_069_who_reported(self):
        """EX-069, G1-87: the number is seen, the person is not."""
        reward = self._ask(85, "EX69-secret")
        for user in (self.manager, self.hr, self.auditor):
            self.assertNotIn("informant_id", reward.with_user(user).fields_get())
            self.assertNotIn("Secret", str(reward.with_user(user).read()))
