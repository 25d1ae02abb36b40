# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartner(models.Model):
    """What the customer file of a sales centre holds besides the contact (S7-01)."""

    _inherit = "res.partner"

    property_occupant_ids = fields.One2many(
        "callback.property.occupant", "partner_id", string="Houses and flats"
    )
    callback_property_birthday = fields.Date(string="Birthday")
    callback_property_family = fields.Char(string="Marriage and family")
    callback_property_interests = fields.Char(string="Interests")
    callback_property_relations = fields.Text(string="Relations to other customers")
    callback_property_opinion = fields.Text(string="Opinion on the sales staff")
