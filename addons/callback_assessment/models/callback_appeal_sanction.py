# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSanction(models.Model):
    """A line and the appeals against it: an open one stops everything (ASMT-14)."""

    _inherit = "callback.sanction"

    appeal_ids = fields.One2many("callback.appeal", "sanction_id", string="Appeals")
    is_appealed = fields.Boolean(string="Appeal open", readonly=True)
    can_appeal = fields.Boolean(compute="_compute_can_appeal")
    can_finalise = fields.Boolean(
        string="Appeal no longer possible", compute="_compute_can_finalise"
    )

    @api.depends("state", "appeal_deadline", "employee_id", "is_appealed")
    @api.depends_context("uid")
    def _compute_can_appeal(self):
        now = fields.Datetime.now()
        for line in self:
            # sudo: whether the user is the person concerned.
            own = self.env.user in line.sudo().employee_id.user_id
            in_time = line.state == "notified" and (line.appeal_deadline or now) >= now
            line.can_appeal = own and in_time and not line.is_appealed

    @api.depends("state", "appeal_deadline", "is_appealed")
    def _compute_can_finalise(self):
        """Tell whether the time for an appeal is over, as ``action_finalise`` asks."""
        now = fields.Datetime.now()
        for line in self:
            over = not line.appeal_deadline or line.appeal_deadline <= now
            line.can_finalise = (
                line.state == "notified" and over and not line.is_appealed
            )

    def action_appeal(self):
        """Open a new appeal. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Appeal"),
            "res_model": "callback.appeal",
            "view_mode": "form",
            "context": {"default_sanction_id": self.id},
        }

    def _is_appeal_open(self):
        return self.is_appealed

    def _get_no_appeal_domain(self):
        return [("is_appealed", "=", False)]
