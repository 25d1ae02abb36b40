# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command, Date

from odoo.addons.callback_base.tests.common import CallbackCommon


class SanctionCommon(CallbackCommon):
    """Employees with contracts, a head of the branch, human resources."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr = cls._new_user(
            "cb_hr", "callback_assessment.callback_group_hr", cls.head_office
        )
        cls.other_hr = cls._new_user(
            "cb_hr_other", "callback_assessment.callback_group_hr", cls.head_office
        )
        cls.second = cls._new_user("cb_second", "supervisor", cls.head_office)
        cls.employee = cls.caller.employee_ids
        cls.head = cls.supervisor.employee_ids
        cls.branch.manager_id = cls.head
        cls.head_office.manager_id = cls.chief.employee_ids
        cls._set_contract(cls.employee, wage=5600)

    @classmethod
    def _set_contract(cls, employee, **values):
        employee.version_ids[:1].write(
            {
                "date_version": "2025-01-01",
                "contract_date_start": "2025-01-01",
                **values,
            }
        )

    @classmethod
    def _new_rule(cls, code, steps=(), joints=(), activate=True, **values):
        rule = cls.env["callback.penalty.rule"].create(
            {
                "name": f"Rule {code}",
                "code": code,
                "step_ids": [Command.create(step) for step in steps],
                "joint_ids": [Command.create(joint) for joint in joints],
                **values,
            }
        )
        if activate:
            rule.action_activate()
        return rule

    @classmethod
    def _report(cls, rule, date="2026-03-02", user=None, **values):
        """Return a violation of the caller, reported by the head of the branch."""
        person = {} if rule.target == "department" else {"employee_id": cls.employee.id}
        return (
            cls.env["callback.violation"]
            .with_user(user or cls.supervisor)
            .create(
                {
                    "rule_id": rule.id,
                    "date": Date.to_date(date),
                    "department_id": cls.branch.id,
                    **person,
                    **values,
                }
            )
        )

    @classmethod
    def _propose(cls, *args, **values):
        """Return the lines of a report, the main line first."""
        violation = cls._report(*args, **values)
        violation.action_confirm()
        return violation.sudo().sanction_ids.sorted("id").with_env(cls.env)

    def _confirm(self, lines, user=None):
        lines.with_user(user or self.hr).action_confirm()
        return lines

    def _finish(self, lines):
        """Confirm, tell and make final, with the time for an appeal over."""
        self._confirm(lines).with_user(self.hr).action_notify()
        self._expire(lines)
        lines.with_user(self.hr).action_finalise()
        return lines

    def _expire(self, lines):
        lines.sudo().write({"appeal_deadline": "2026-01-01 00:00:00"})

    def _note_breaches(self, count):
        """Note so many of the caller; what other rules find is proposed before."""
        self.env["callback.violation"].with_user(self.manager).propose_breaches()
        records = [self._create_record(user_id=self.caller.id) for _i in range(count)]
        self.env["callback.breach"]._note(
            [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "record_id": record.id,
                    "kind": "deadline",
                    "name": record.name,
                    "company_id": record.company_id.id,
                    "department_id": self.branch.id,
                    "user_id": self.caller.id,
                    "policy_id": self.policy.id,
                    "clause_id": self.policy.clause_ids.id,
                    "date_limit": "2026-03-31 17:00:00",
                }
                for record in records
            ]
        )
        return self.env["callback.breach"].search(
            [("record_id", "in", [r.id for r in records])]
        )
