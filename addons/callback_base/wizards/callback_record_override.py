# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..models.callback_override import OVERRIDE_KINDS


class CallbackRecordOverride(models.TransientModel):
    """Asks which exception is allowed on callbacks, and why."""

    _name = "callback.record.override"
    _description = "Allow an exception"

    record_ids = fields.Many2many(
        "callback.record", default=lambda self: self.env.context.get("active_ids")
    )
    kind = fields.Selection(
        OVERRIDE_KINDS, string="Exception", required=True, default="round"
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Allow the exception on the chosen callbacks."""
        self.ensure_one()
        self.record_ids.action_override(self.kind, self.reason)
        return {"type": "ir.actions.act_window_close"}
