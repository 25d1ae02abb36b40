# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSanctionReason(models.TransientModel):
    """Asks why, and then rejects, cancels, drops or sends back."""

    _name = "callback.sanction.reason"
    _description = "Reason of a decision on fines"

    sanction_ids = fields.Many2many("callback.sanction", string="Fines and rewards")
    violation_ids = fields.Many2many("callback.violation", string="Reports")
    rectification_ids = fields.Many2many(
        "callback.rectification", string="Rectifications"
    )
    action = fields.Selection(
        [
            ("reject", "Reject"),
            ("cancel", "Cancel"),
            ("drop", "Drop"),
            ("return", "Send back"),
        ],
        required=True,
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Do it; the documents check who may."""
        self.ensure_one()
        if self.action == "reject":
            self.sanction_ids.action_reject(self.reason)
        elif self.action == "cancel":
            self.sanction_ids.action_cancel(self.reason)
        elif self.action == "return":
            self.rectification_ids.action_return(self.reason)
        else:
            self.violation_ids.action_drop(self.reason)
        return {"type": "ir.actions.act_window_close"}
