# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How long employees of the company may appeal."""

    _inherit = "res.config.settings"

    callback_appeal_quantity = fields.Integer(
        related="company_id.callback_appeal_quantity", readonly=False
    )
    callback_appeal_unit = fields.Selection(
        related="company_id.callback_appeal_unit", readonly=False
    )
