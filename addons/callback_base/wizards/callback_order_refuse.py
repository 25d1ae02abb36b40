# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackOrderRefuse(models.TransientModel):
    """Ask for the reason before an order is rejected."""

    _name = "callback.order.refuse"
    _description = "Reject a callback order"

    order_id = fields.Many2one("callback.order", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Reject the order. RPC."""
        self.ensure_one()
        return self.order_id.action_refuse(self.reason)
