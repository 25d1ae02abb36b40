# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSampleRedraw(models.TransientModel):
    """Asks for the reason before a sample is drawn again."""

    _name = "callback.sample.redraw"
    _description = "Draw a sample again"

    sample_id = fields.Many2one(
        "callback.sample",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Draw again; the old draw stays on file."""
        self.ensure_one()
        self.sample_id.action_redraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
