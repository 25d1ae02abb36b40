# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The limit of the expenses of callbacks."""

    _inherit = "res.config.settings"

    callback_expense_month_limit = fields.Monetary(
        related="company_id.callback_expense_month_limit",
        currency_field="callback_currency_id",
        readonly=False,
    )
