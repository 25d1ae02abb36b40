# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """What a company lays down for the expenses of callbacks (T1-23)."""

    _inherit = "res.company"

    callback_expense_month_limit = fields.Monetary(
        string="Expenses of a person in a month",
        help="What a person claims for callbacks above it, in one claim or in many of "
        "a month, waits for another signature. 0: no limit is laid down.",
    )

    _callback_expense_month_limit_positive = models.Constraint(
        "CHECK (callback_expense_month_limit IS NULL"
        " OR callback_expense_month_limit >= 0)",
        "An expense limit cannot be negative.",
    )
