# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """The most that may be deducted in a month; empty as long as nobody sets it."""

    _inherit = "res.company"

    callback_deduction_cap = fields.Monetary(
        string="Deductions at most",
        help="For each person and month. The rest goes into the next months. "
        "Empty: no limit.",
    )
    callback_deduction_cap_rate = fields.Float(
        string="Deductions at most, % of the wage",
        digits=(16, 4),
        help="The lower of both limits counts.",
    )
