# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRecordReview(models.TransientModel):
    """Asks for the opinion before callbacks are signed as reviewed."""

    _name = "callback.record.review"
    _description = "Review callbacks"

    record_ids = fields.Many2many(
        "callback.record", default=lambda self: self.env.context.get("active_ids")
    )
    opinion = fields.Text(required=True)

    def action_confirm(self):
        """Sign the opinion on the chosen callbacks."""
        self.ensure_one()
        self.record_ids.action_review(self.opinion)
        return {"type": "ir.actions.act_window_close"}
