# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo.fields import Command

from .common import CallbackCommon

UTC_OFFSET = timedelta(hours=8)


def china(text):
    """Return a Shanghai wall-clock time as naive UTC."""
    return datetime.fromisoformat(text) - UTC_OFFSET


class PlanCommon(CallbackCommon):
    """Customers to be called, and a policy whose plans need filing only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls._new_customers(7)

    @classmethod
    def _new_customers(cls, count, ref="PLAN", **values):
        return cls.env["res.partner"].create(
            [
                {"name": f"{ref} {number}", "ref": f"{ref}-{number:04d}", **values}
                for number in range(count)
            ]
        )

    @classmethod
    def _new_policy(cls, *rules, approval="file", **values):
        """Return a policy in force with these rules (dicts) and one clause."""
        policy = cls.env["callback.policy"].create(
            {
                "name": "Plan policy",
                "code": "PP",
                "calendar_id": cls.calendar.id,
                "attempt_min": 3,
                "attempt_ring_seconds": 20,
                "plan_approval": approval,
                "clause_ids": [
                    Command.create(
                        {"code": "PP-1", "name": "All are called", "kind": "schedule"}
                    )
                ],
                "evidence_rule_ids": [Command.create({"channel_id": cls.phone.id})],
                **values,
            }
        )
        for rule in rules:
            cls._new_rule(policy, **rule)
        policy.action_activate()
        return policy

    @classmethod
    def _new_rule(cls, policy, ref="PLAN", steps=None, **values):
        steps = steps or [{"name": "Call", "quantity": 0, "unit": "day"}]
        return cls.env["callback.rule"].create(
            {
                "name": "Plan rule",
                "policy_id": policy.id,
                "type_id": cls.type.id,
                "channel_id": cls.phone.id,
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "domain": f"[('ref', '=like', '{ref}-%')]",
                "clause_ids": [Command.set(policy.clause_ids.ids)],
                "step_ids": [Command.create(step) for step in steps],
                **values,
            }
        )

    @classmethod
    def _new_plan(cls, policy, first="2026-01-01", last="2026-12-31", **values):
        return cls.env["callback.plan"].create(
            {
                "name": "Plan",
                "policy_id": policy.id,
                "department_id": cls.branch.id,
                "rule_ids": [Command.set(policy.rule_ids.ids)],
                "date_from": first,
                "date_to": last,
                "frequency": "Once",
                "content": "Asked how they are",
                "channel_ids": [Command.set(cls.phone.ids)],
                "user_ids": [Command.set(cls.caller.ids)],
                **values,
            }
        )

    @classmethod
    def _records(cls, plan):
        return cls.env["callback.record"].search(
            [("plan_id", "=", plan.id)], order="deadline, res_id"
        )
