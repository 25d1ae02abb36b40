# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

SECTOR = "callback_property.callback_group_sector"


class ResPartner(models.Model):
    """What the customer file of a sales centre holds besides the contact (S7-01)."""

    _inherit = "res.partner"

    property_occupant_ids = fields.One2many(
        "callback.property.occupant",
        "partner_id",
        string="Houses and flats",
        groups=SECTOR,
    )
    callback_property_birthday = fields.Date(string="Birthday", groups=SECTOR)
    callback_property_family = fields.Char(string="Marriage and family", groups=SECTOR)
    callback_property_interests = fields.Char(string="Interests", groups=SECTOR)
    callback_property_relations = fields.Text(
        string="Relations to other customers", groups=SECTOR
    )
    callback_property_opinion = fields.Text(
        string="Opinion on the sales staff", groups=SECTOR
    )
