# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..search_text import digits, spread


class ResPartner(models.Model):
    """Finding a customer by name, phone or reference among a million."""

    _inherit = "res.partner"

    callback_search = fields.Char(
        string="Search text",
        compute="_compute_callback_search",
        store=True,
        index="trigram",
        groups="base.group_system",
        help="Name, digits of the phone number and reference, as they are searched.",
    )

    @api.depends("complete_name", "name", "phone", "ref")
    def _compute_callback_search(self):
        for partner in self:
            parts = (
                spread(partner.complete_name or partner.name),
                digits(partner.phone),
                spread(partner.ref),
            )
            partner.callback_search = " ".join(filter(None, parts))
