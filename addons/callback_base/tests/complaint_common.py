# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user

from .plan_common import china
from .scenario_common import ScenarioCommon


class ComplaintCommon(ScenarioCommon):
    """A policy for complaints on calendar A, and the people of the small world."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Other policies of the database would fit the complaints of a test too.
        processes = cls.env["callback.complaint.process"].search([])
        processes.policy_id.write({"state": "superseded", "date_to": False})
        cls.clerk = new_test_user(
            cls.env, login="cb_clerk", groups="callback_base.callback_group_intake"
        )
        cls.third = cls.env.ref("callback_base.callback_complaint_severity_3")
        cls.second = cls.env.ref("callback_base.callback_complaint_severity_2")
        cls.topic = cls.env.ref("callback_base.callback_complaint_category_quality")

    @classmethod
    def _policy_with(cls, *processes, **values):
        """Return a policy in force with these processes (dicts).

        ``stages``: (code, quantity, unit, anchor) or dicts.
        """
        number = cls.env["callback.policy"].search_count([])
        policy = cls.env["callback.policy"].create(
            {
                "name": "Complaint policy",
                "code": f"CP{number}",
                "calendar_id": cls.calendar.id,
                "attempt_min": 2,
                "attempt_ring_seconds": 20,
                "clause_ids": [
                    Command.create(
                        {"code": f"CP{number}-1", "name": "All", "kind": "complaint"}
                    )
                ],
                "evidence_rule_ids": [
                    Command.create({"channel_id": channel.id})
                    for channel in cls.phone | cls.visit | cls.letter
                ],
                **values,
            }
        )
        rule = cls._new_rule(
            policy,
            name="Callback after a complaint",
            trigger="manual",
            model_id=False,
            domain="[]",
            channel_ids=[Command.set((cls.phone | cls.visit | cls.letter).ids)],
            steps=[{"name": "Callback", "quantity": 3, "unit": "working_day"}],
        )
        for values in processes:
            cls._new_process(policy, rule.step_ids, **values)
        policy.action_activate()
        return policy

    @classmethod
    def _new_process(cls, policy, step, stages=(), **values):
        return cls.env["callback.complaint.process"].create(
            {
                "name": values.get("kind", "complaint"),
                "policy_id": policy.id,
                "step_id": step.id,
                "clause_ids": [Command.set(policy.clause_ids.ids)],
                "stage_ids": [
                    Command.create({"sequence": number, **cls._stage(stage)})
                    for number, stage in enumerate(stages)
                ],
                **values,
            }
        )

    @staticmethod
    def _stage(stage):
        if isinstance(stage, dict):
            return stage
        names = ("code", "quantity", "unit", "anchor")
        return dict(zip(names, stage, strict=False))

    @classmethod
    def _file(cls, received=None, user=None, **values):
        """Return a complaint of the customer, filed by a user (default: the caller).

        :param received: Shanghai time at which it was received
        """
        model = cls.env["callback.complaint"].with_user(user or cls.caller)
        if received:
            values["date_received"] = china(received)
        return model.create(
            {"subject": "Leak", "partner_id": cls.customer.id, **values}
        )

    @staticmethod
    def _at(text):
        return freeze_time(china(text))

    @staticmethod
    def _clock(complaint, code, number=None):
        clocks = complaint.sudo().clock_ids.filtered(lambda c: c.code == code)
        if number:
            clocks = clocks.filtered(lambda c: c.round == number)
        return clocks[-1:]

    def _limit(self, complaint, code):
        """Return the limit of a stage as Shanghai text."""
        return self._local(self._clock(complaint, code).deadline)

    @staticmethod
    def _local(moment):
        return str(moment + (moment - china(str(moment)))) if moment else ""

    @classmethod
    def _call_back(cls, complaint, user=None, solved="yes", channel="phone", **values):
        """Do the callback of this round as another caller would."""
        record = complaint.sudo()._get_round_callback()
        mine = record.with_user(user or cls.supervisor)
        mine.log_attempt(channel, "answered")
        mine.write(
            {
                "content": "Asked",
                "problem": "None",
                "result": "Fine",
                "complaint_solved": solved,
                **values,
            }
        )
        mine.action_done()
        return record
