# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
class TestPlanPreparation(PlanCommon):
    """F1-04, F3-37: what a policy has prepared comes onto each of its plans."""

    def _prepared(self, *names, code="PP"):
        rule = {"name": "Prepared", "trigger": "coverage", "period": "month"}
        policy = self._new_policy(rule, date_from="2026-01-01", code=code)
        policy.preparation_ids = [
            Command.create(
                {
                    "name": name,
                    "kind": "rehearsal",
                    "clause_ids": policy.clause_ids[:1].ids,
                }
            )
            for name in names
        ]
        return policy

    def test_f1_04_copied_once(self):
        """F1-04: copied into a new plan; a list given with it is left alone."""
        policy = self._prepared("Handbook", "Rehearsal")
        plan = self._new_plan(policy, "2026-01-01", "2026-12-31")
        self.assertEqual(plan.task_ids.mapped("name"), ["Handbook", "Rehearsal"])
        self.assertEqual(set(plan.task_ids.mapped("kind")), {"rehearsal"})
        plan.task_ids[0].is_done = True
        twin = plan.copy()
        self.assertEqual(twin.task_ids.mapped("name"), ["Handbook", "Rehearsal"])
        own = self._new_plan(
            policy,
            "2026-01-01",
            "2026-12-31",
            task_ids=[Command.create({"name": "Own"})],
        )
        self.assertEqual(own.task_ids.mapped("name"), ["Own"])

    def test_f1_04_another_policy(self):
        """F1-04: another policy asks for other things; what is ready stays."""
        plan = self._new_plan(self._prepared("A", "B"), "2026-01-01", "2026-12-31")
        plan.task_ids[0].is_done = True
        plan.task_ids = [Command.create({"name": "Own"})]
        plan.write(
            {
                "rule_ids": [Command.clear()],
                "policy_id": self._prepared("C", code="PP2").id,
            }
        )
        self.assertEqual(set(plan.task_ids.mapped("name")), {"A", "C", "Own"})

    def test_f1_04_version(self):
        """T-13, F1-04: a version takes the list along, with its own clauses."""
        policy = self._prepared("Handbook")
        action = policy.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        self.assertEqual(new.preparation_ids.name, "Handbook")
        self.assertEqual(new.preparation_ids.clause_ids.policy_id, new)
        new.with_user(self.manager).preparation_ids.name = "New handbook"
        found = [line["new"] for line in new.get_difference(policy)]
        self.assertIn("New handbook", found)

    def test_f1_04_roles(self):
        """F1-04: a manager lays the list down, in drafts only."""
        policy = self._prepared("Handbook")
        line = policy.preparation_ids
        self.assertEqual(line.with_user(self.supervisor).name, "Handbook")
        with self.assertRaises(UserError), self.cr.savepoint():
            line.with_user(self.manager).name = "Too late"
        action = policy.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        with self.assertRaises(AccessError), self.cr.savepoint():
            new.preparation_ids.with_user(self.supervisor).name = "Mine"
