# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestComplaintButton(FinanceCommon):
    """F3-15: from a complaint about the attitude to a violation to be verified."""

    def _complain(self, step, **values):
        record = self._create_record(step_id=step.id, user_id=self.caller.id)
        return self.env["callback.complaint"].create(
            {
                "subject": "Unfriendly on the phone",
                "partner_id": self.customer.id,
                "record_id": record.id,
                "department_id": self.branch.id,
                **values,
            }
        )

    def test_f3_15_button(self):
        complaint = self._complain(self.env.ref("callback_finance.step_f3_contract"))
        self.assertTrue(complaint.with_user(self.supervisor).has_penalty_rule)
        self.assertFalse(complaint.with_user(self.auditor).has_penalty_rule)
        with self.assertRaises(AccessError):
            complaint.with_user(self.auditor).action_report_violation()
        action = complaint.with_user(self.supervisor).action_report_violation()
        violations = self.env["callback.violation"].with_user(self.supervisor)
        with Form(violations.with_context(**action["context"])) as form:
            self.assertEqual(form.facts, "Unfriendly on the phone")
        violation = form.record
        self.assertEqual(violation.employee_id.user_id, self.caller)
        self.assertEqual(violation.complaint_id, complaint)
        self.assertEqual(violation.rule_id.code, "F3-15")
        self.assertFalse(violation.is_verified)
        self.assertFalse(violation.sudo().sanction_ids)
        # reported once: the button is gone until the report is dropped
        mine = complaint.with_user(self.supervisor)
        mine.invalidate_recordset(["has_penalty_rule"])
        self.assertFalse(mine.has_penalty_rule)
        violation.sudo().reject_reason = "Proved wrong"
        mine.invalidate_recordset(["has_penalty_rule"])
        self.assertTrue(mine.has_penalty_rule)

    def test_f3_15_other_complaints(self):
        """F3-15: of no other policy, and not without a callback."""
        # Of a policy without a process of its own, F3 handles it: with one it does not.
        self.env["callback.complaint.process"].create(
            {"name": "Own", "policy_id": self.policy.id, "kind": "complaint"}
        )
        other = self._complain(self.step).with_user(self.supervisor)
        self.assertFalse(other.has_penalty_rule)
        with self.assertRaisesRegex(UserError, "no rule in force"):
            other.action_report_violation()
        process = self.env.ref("callback_finance.process_f3_complaint")
        alone = self.env["callback.complaint"].create(
            {
                "subject": "Late answer",
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
                "process_id": process.id,
            }
        )
        self.assertFalse(alone.with_user(self.supervisor).has_penalty_rule)

    def test_f3_15_condition_is_data(self):
        """F3-15: the rule says which complaints it is about; no faulty condition."""
        complaint = self._complain(
            self.env.ref("callback_finance.step_f3_contract")
        ).with_user(self.supervisor)
        rule = self.env.ref("callback_finance.penalty_f3_15")
        rule.complaint_domain = "[('kind', '=', 'suggestion')]"
        complaint.invalidate_recordset(["has_penalty_rule"])
        self.assertFalse(complaint.has_penalty_rule)
        for wrong in ("[('kind', '=', 'quality'", "[('no_field', '=', 1)]"):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                rule.complaint_domain = wrong
