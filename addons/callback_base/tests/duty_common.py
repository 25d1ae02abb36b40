# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time

from .common import CallbackCommon
from .plan_common import china


class DutyCommon(CallbackCommon):
    """A policy with regular duties, and finished calls with recordings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duties = cls.env["callback.duty"]
        cls.breaches = cls.env["callback.breach"]
        cls.head_office.manager_id = cls.chief.employee_id

    @classmethod
    def _lay_down(cls, *rules, date_from="2026-03-02", code="DP"):
        """Return a policy in force from a Monday with these regular duties."""
        policy = cls.policy.copy({"code": code, "name": code, "date_from": date_from})
        policy.duty_rule_ids = [
            Command.create(
                {"name": "Duty", "clause_ids": policy.clause_ids.ids, **rule}
            )
            for rule in rules
        ]
        policy.action_activate()
        return policy

    def _record(self, policy, day, unit=None):
        """Return a finished call of a day with its recording."""
        with freeze_time(china(f"{day} 10:00")):
            record = self._create_record(
                step_id=policy.rule_ids.step_ids.id,
                user_id=self.caller.id,
                department_id=(unit or self.branch).id,
            )
            self._finish(record)
            self._add_evidence(
                record,
                "recording",
                date_start=china(f"{day} 09:55"),
                date_end=china(f"{day} 10:01"),
            )
        return record

    def _sweep(self, moment):
        self.breaches.sweep(china(moment))
        return self.duties.search([("policy_id.code", "like", "DP")], order="date_from")
