# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """What a company lays down for its campaigns and its callbacks by order."""

    _inherit = "res.company"

    callback_first_week = fields.Selection(
        [
            ("days", "Days 1 to 7"),
            ("full_week", "First full week, Monday to Sunday"),
        ],
        string="First week of a month",
        default="days",
        required=True,
        help="For campaigns in the first week of the month after their approval.",
    )
    callback_expense_limit = fields.Monetary(
        string="Expense limit",
        help="A campaign that costs more is approved by a third person as well. "
        "0: no limit is laid down.",
    )
    callback_order_department_id = fields.Many2one(
        "hr.department",
        string="Department that decides on orders",
        ondelete="restrict",
        help="Its supervisors decide on requests for callbacks. Empty: those of the "
        "head department above the responsible one.",
    )

    _callback_expense_limit_positive = models.Constraint(
        "CHECK (callback_expense_limit IS NULL OR callback_expense_limit >= 0)",
        "An expense limit cannot be negative.",
    )
