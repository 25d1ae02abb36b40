# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackExpenseRefuse(models.TransientModel):
    """Asks why a claim of callback expenses is sent back (T1-22)."""

    _name = "callback.expense.refuse"
    _description = "Reason for sending a claim back"

    expense_id = fields.Many2one("hr.expense", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Send it back, with the reason; the claim checks who may."""
        self.ensure_one()
        self.expense_id.action_callback_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
