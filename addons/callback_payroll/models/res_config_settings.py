# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The most that may be deducted in a month."""

    _inherit = "res.config.settings"

    callback_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the limit"
    )
    callback_deduction_cap = fields.Monetary(
        related="company_id.callback_deduction_cap",
        readonly=False,
        currency_field="callback_currency_id",
    )
    callback_deduction_cap_rate = fields.Float(
        related="company_id.callback_deduction_cap_rate", readonly=False
    )
