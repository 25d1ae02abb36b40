# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanRefuse(models.TransientModel):
    """Asks why a plan is sent back."""

    _name = "callback.plan.refuse"
    _description = "Send a plan back"

    plan_id = fields.Many2one(
        "callback.plan",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Send the plan back with the reason."""
        self.ensure_one()
        return self.plan_id.action_refuse(self.reason)
