# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .utility_common import UtilityCommon, china


class SupplyCommon(UtilityCommon):
    """Shipped policies put in force on calendar A, and plans of their rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar_a = cls.policy_u1.calendar_id
        cls.env["callback.utility.supply.point"].search([]).active = False
        cls.point.active = True

    @classmethod
    def _in_force(cls, code):
        """Return a shipped policy of this code, in force from 2020 on calendar A."""
        policy = cls.env.ref(f"callback_utility.policy_{code}")
        policy.write({"calendar_id": cls.calendar_a.id, "date_from": "2020-01-01"})
        if policy.state == "draft":
            policy.action_activate()
        return policy

    @classmethod
    def _rule(cls, name):
        return cls.env.ref(f"callback_utility.rule_{name}")

    @classmethod
    def _points(cls, count, prefix="SUP", **values):
        """Return so many new supply points of the branch."""
        points = cls.env["callback.utility.supply.point"]
        return points.create(
            [
                {
                    "name": f"{prefix}{number:05d}",
                    "partner_id": cls.customer.id,
                    "department_id": cls.branch.id,
                    **values,
                }
                for number in range(count)
            ]
        )

    def _plan(self, rule, first, last, **values):
        """File a plan of one rule; a second person approves it if need be."""
        plan = (
            self.env["callback.plan"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Plan",
                    "policy_id": rule.policy_id.id,
                    "rule_ids": [Command.set(rule.ids)],
                    "department_id": self.branch.id,
                    "date_from": first,
                    "date_to": last,
                    "frequency": "As laid down",
                    "content": "As laid down",
                    "channel_ids": [Command.set(rule._get_channels().ids)],
                    "user_ids": [Command.set(self.caller.ids)],
                    **values,
                }
            )
        )
        plan.action_submit()
        if plan.state == "submitted":
            plan.with_user(self.chief).action_approve()
        plan.action_generate()
        return plan

    def _records(self, rule, *documents):
        return self.env["callback.record"].search(
            [
                ("rule_id", "=", rule.id),
                ("res_id", "in", [document.id for document in documents]),
            ],
            order="deadline, id",
        )

    def _sizes(self, plan):
        """Return {stratum: size} of the sample of a plan."""
        return {
            stratum.name: stratum.size
            for stratum in plan.sudo().line_ids.sample_id.stratum_ids
        }

    @classmethod
    def _sheet(cls, point, moment, *kinds, **values):
        """Return an inspection with every line in order, result and signature."""
        sheet = cls.env["callback.utility.inspection"].create(
            {
                "name": f"T-{point.name}-{moment}",
                "supply_point_id": point.id,
                "date_check": china(moment),
                "kind_ids": [
                    Command.link(cls.env.ref(f"callback_utility.inspection_{kind}").id)
                    for kind in kinds
                ],
                "result": "In order",
                "signed_by": "Customer",
                **values,
            }
        )
        sheet.line_ids.result = "ok"
        return sheet
