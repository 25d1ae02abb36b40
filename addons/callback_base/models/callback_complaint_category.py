# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .res_groups import CATEGORY


class CallbackComplaintCategory(models.Model):
    """What a complaint is about; complaints of one category are one topic (S3-10)."""

    _name = "callback.complaint.category"
    _inherit = ["callback.data.mixin"]
    _description = "Complaint category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Used by policy packs and integrations.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    sector_id = fields.Many2one(
        "res.groups",
        ondelete="set null",
        domain=lambda self: [
            ("privilege_id.category_id", "=", self.env.ref(CATEGORY).id)
        ],
        help="Offered to the users of this sector; empty: to everybody.",
    )
    is_offered = fields.Boolean(
        string="Offered to me",
        compute="_compute_is_offered",
        search="_search_is_offered",
    )

    _code_unique = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "A category code can be used once only."
    )

    @api.depends("sector_id")
    @api.depends_context("uid")
    def _compute_is_offered(self):
        offered = self.filtered_domain(self._get_offered_domain())
        for category in self:
            category.is_offered = category in offered

    def _search_is_offered(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_offered_domain()
        return domain if True in value else ~domain

    def _get_offered_domain(self):
        """Return which categories the user chooses from: all or the own sectors'."""
        return Domain("sector_id", "=", False) | Domain(
            "sector_id", "in", self.env.user.all_group_ids.ids
        )
