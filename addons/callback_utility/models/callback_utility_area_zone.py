# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackUtilityArea(models.Model):
    """How far the repair crew has to go (U3-03)."""

    _inherit = "callback.utility.area"

    zone = fields.Selection(
        [
            ("urban", "Urban area"),
            ("rural", "Countryside"),
            ("remote", "Special remote area"),
        ],
        string="Kind of area",
        default="urban",
        required=True,
    )
