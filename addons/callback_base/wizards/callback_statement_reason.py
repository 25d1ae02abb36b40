# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackStatementReason(models.TransientModel):
    """Asks why a statement is amended or marked missing."""

    _name = "callback.statement.reason"
    _description = "Reason on a statement"

    statement_id = fields.Many2one("callback.statement", required=True, readonly=True)
    action = fields.Selection(
        [("amend", "Amend"), ("missing", "Mark missing")], required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Do it, with the reason; the statement checks who may."""
        self.ensure_one()
        if self.action == "amend":
            self.statement_id.action_amend(self.reason)
        else:
            self.statement_id.action_mark_missing(self.reason)
        return {"type": "ir.actions.act_window_close"}
