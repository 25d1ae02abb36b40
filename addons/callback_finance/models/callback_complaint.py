# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

#: What the fine of F3-15 rests on.
PENALTY = "callback_finance.penalty_f3_15"


class CallbackComplaint(models.Model):
    """A complaint about the attitude during a callback, taken to a fine (F3-15)."""

    _inherit = "callback.complaint"

    def action_report_attitude(self):
        """Open a new violation for the complaint, as far as it is known. RPC.

        Nothing is proposed yet: another person verifies it first, and only
        who may report violations gets this far.

        :raises AccessError: for who may not report
        """
        self.ensure_one()
        self.check_access("read")
        self.env["callback.violation"].check_access("create")
        rule = self.env.ref(PENALTY)
        record = self.record_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaint about attitude"),
            "res_model": "callback.violation",
            "view_mode": "form",
            "context": {
                "default_rule_id": rule.id,
                "default_complaint_id": self.id,
                "default_record_id": record.id,
                "default_employee_id": record.user_id.employee_id.id,
                "default_company_id": self.company_id.id,
                "default_facts": self.subject,
            },
        }
