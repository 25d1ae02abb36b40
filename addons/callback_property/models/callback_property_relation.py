# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPropertyRelation(models.Model):
    """A relation between two customers, and whether it makes them one family."""

    _name = "callback.property.relation"
    _inherit = ["callback.data.mixin"]
    _description = "Relation of customers"
    _order = "sequence, id"

    name = fields.Char(string="Relation", required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_family = fields.Boolean(
        string="One family",
        help="Direct relatives within three generations (S5-08); others are in turn.",
    )
