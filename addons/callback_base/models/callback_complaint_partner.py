# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .res_partner import ROLES


class ResPartner(models.Model):
    """The complaints of a customer."""

    _inherit = "res.partner"

    callback_complaint_count = fields.Integer(
        string="Complaints", compute="_compute_callback_complaint_count", groups=ROLES
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_callback_complaint_count(self):
        """Count the complaints that the user may see, in one query."""
        groups = self.env["callback.complaint"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.callback_complaint_count = counts.get(partner.id, 0)

    def action_view_callback_complaints(self):
        """Open the complaints of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_complaint_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}
