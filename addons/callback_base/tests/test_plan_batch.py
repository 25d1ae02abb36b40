# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
class TestPlanBatch(PlanCommon):
    """A plan is made in batches; what goes over them goes on (BASE-02)."""

    def _round_robin(self, count=3):
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Ring {number}",
                    "login": f"ring_{number}",
                    "group_ids": [
                        Command.link(
                            self.env.ref("callback_base.callback_group_caller").id
                        )
                    ],
                }
                for number in range(count)
            ]
        )
        self.env["hr.employee"].create(
            [
                {"name": u.name, "user_id": u.id, "department_id": self.branch.id}
                for u in users
            ]
        )
        policy = self._new_policy(
            {"trigger": "coverage", "period": "year", "assign_method": "round_robin"}
        )
        return self._new_plan(policy, user_ids=[Command.set(users.ids)])

    def test_base_02_the_turn_goes_on_from_batch_to_batch(self):
        """Seven customers in batches of two: 3, 2, 2, in turn."""
        plan = self._round_robin()
        plan.action_submit()
        made = plan.with_context(callback_batch=2).action_generate()
        self.assertEqual(made, 7)
        ring = plan.user_ids.employee_id.sorted("id").user_id.ids
        turns = [record.user_id.id for record in self._records(plan).sorted("res_id")]
        self.assertEqual(turns, [ring[place % 3] for place in range(7)])
        rotation = self.env["callback.rotation"].search(
            [("rule_id", "=", plan.rule_ids.id)]
        )
        self.assertEqual(rotation.position, 7)

    def test_base_02_the_turn_goes_on_from_plan_to_plan(self):
        """The customer of the next time begins where the one before ended."""
        plan = self._round_robin()
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 7)
        self._new_customers(1, "PLAN-LATER")
        self.assertEqual(plan.action_generate(), 1)
        later = self._records(plan).sorted("res_id")[-1]
        ring = plan.user_ids.employee_id.sorted("id").user_id
        self.assertEqual(later.user_id, ring[7 % 3])

    def test_base_02_a_batch_is_one_at_least(self):
        plan = self._round_robin()
        plan.action_submit()
        self.assertEqual(plan.with_context(callback_batch=0).action_generate(), 7)
