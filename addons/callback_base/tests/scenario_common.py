# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .plan_common import UTC_OFFSET, PlanCommon, china
from .workday_common import WorkdayCommon


def local(moments):
    """Return naive UTC moments as Shanghai wall-clock texts, in order."""
    return [str(moment + UTC_OFFSET) for moment in sorted(moments)]


class ScenarioCommon(PlanCommon, WorkdayCommon):
    """Policies on calendars A and B of the worked examples; callbacks and partners
    stand in for the documents of a sector."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.calendar_a
        cls.visit = cls.env.ref("callback_base.callback_channel_visit")
        cls.event_model = cls.env["ir.model"]._get_id("callback.record")

    @classmethod
    def _new_policy(cls, *rules, **values):
        """As before, each policy with a code of its own."""
        number = cls.env["callback.policy"].search_count([])
        return super()._new_policy(*rules, **{"code": f"SC{number}", **values})

    @classmethod
    def _event_rule(cls, code, *steps, **values):
        """Return a rule on the stand-in documents of this code.

        :param steps: (quantity, unit) or dicts
        """
        return {
            "name": code,
            "trigger": "event",
            "model_id": cls.event_model,
            "domain": repr([("source_name", "=", code)]),
            "event_field": "date_event",
            "steps": [cls._step(step) for step in steps],
            **values,
        }

    @staticmethod
    def _step(step):
        if not isinstance(step, dict):
            step = {"quantity": step[0], "unit": step[1]}
        return {"name": f"{step['quantity']} {step['unit']}", **step}

    @classmethod
    def _document(cls, code, moment, **values):
        """Return a stand-in document whose event was at a Shanghai time."""
        return cls._create_record(source_name=code, date_event=china(moment), **values)

    @classmethod
    def _owed(cls, policy, *documents):
        """Sweep as a supervisor; returns the callbacks of these documents."""
        policy.rule_ids.with_user(cls.supervisor).sweep()
        return cls.env["callback.record"].search(
            [
                ("policy_id", "=", policy.id),
                ("res_id", "in", [document.id for document in documents]),
            ],
            order="deadline, id",
        )

    @classmethod
    def _carried_out(cls, policy, first, last, **values):
        """Make, file and generate a plan of a policy; returns its callbacks."""
        plan = cls._new_plan(policy, first, last, **values)
        plan.with_user(cls.manager).action_submit()
        plan.with_user(cls.manager).action_generate()
        return plan, cls._records(plan)

    @classmethod
    def _pool(cls, ref, **sizes):
        """Create so many customers of each kind; ``function`` names the kind."""
        return cls.env["res.partner"].create(
            [
                {"name": f"{ref} {kind} {number}", "ref": ref, "function": kind}
                for kind, size in sizes.items()
                for number in range(size)
            ]
        )

    @staticmethod
    def _sample_rule(ref, **values):
        """Return a sample rule on the customers of a pool."""
        return {
            "name": ref,
            "trigger": "sample",
            "domain": repr([("ref", "=", ref)]),
            "steps": [
                {"name": "Call", "quantity": 0, "unit": "day", "anchor": "period_end"}
            ],
            **values,
        }

    @staticmethod
    def _strata(**parts):
        """Return commands of strata by the kind of the customer."""
        return [
            Command.create(
                {
                    "name": kind,
                    "sequence": number,
                    "domain": repr([("function", "=", kind)]),
                    **part,
                }
            )
            for number, (kind, part) in enumerate(parts.items())
        ]
