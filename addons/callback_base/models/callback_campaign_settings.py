# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of campaigns and orders."""

    _inherit = "res.config.settings"

    callback_first_week = fields.Selection(
        related="company_id.callback_first_week", readonly=False
    )
    callback_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the limit"
    )
    callback_expense_limit = fields.Monetary(
        related="company_id.callback_expense_limit",
        currency_field="callback_currency_id",
        readonly=False,
    )
    callback_order_department_id = fields.Many2one(
        related="company_id.callback_order_department_id", readonly=False
    )
