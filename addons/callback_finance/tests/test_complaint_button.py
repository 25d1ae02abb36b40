# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestComplaintButton(FinanceCommon):
    """F3-15: from a complaint about the attitude to a violation to be verified."""

    def test_f3_15_button(self):
        record = self.env["callback.record"].create(
            {
                "partner_id": self.customer.id,
                "step_id": self.step.id,
                "department_id": self.branch.id,
                "user_id": self.caller.id,
            }
        )
        complaint = self.env["callback.complaint"].create(
            {
                "subject": "Unfriendly on the phone",
                "partner_id": self.customer.id,
                "record_id": record.id,
                "department_id": self.branch.id,
            }
        )
        with self.assertRaises(AccessError):
            complaint.with_user(self.auditor).action_report_attitude()
        action = complaint.with_user(self.supervisor).action_report_attitude()
        violations = self.env["callback.violation"].with_user(self.supervisor)
        with Form(violations.with_context(**action["context"])) as form:
            self.assertEqual(form.facts, "Unfriendly on the phone")
        violation = form.record
        self.assertEqual(violation.employee_id.user_id, self.caller)
        self.assertEqual(violation.complaint_id, complaint)
        self.assertEqual(violation.rule_id.code, "F3-15")
        self.assertFalse(violation.is_verified)
        self.assertFalse(violation.sudo().sanction_ids)
