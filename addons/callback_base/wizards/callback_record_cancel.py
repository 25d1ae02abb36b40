# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRecordCancel(models.TransientModel):
    """Asks for the reason before callbacks are cancelled."""

    _name = "callback.record.cancel"
    _description = "Cancel callbacks"

    record_ids = fields.Many2many(
        "callback.record", default=lambda self: self.env.context.get("active_ids")
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Cancel the chosen callbacks."""
        self.ensure_one()
        self.record_ids.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
