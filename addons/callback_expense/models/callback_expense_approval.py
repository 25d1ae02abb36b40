# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

ROLES = [
    ("supervisor", "Supervisor"),
    ("leader", "Leader in charge"),
    ("excess", "Expense above the limit"),
]


class CallbackExpenseApproval(models.Model):
    """One signature under a claim of callback expenses (T1-22, T1-23).

    The claims make them, nobody writes them.
    """

    _name = "callback.expense.approval"
    _description = "Signature under a claim"
    _order = "expense_id, id"
    _rec_name = "role"

    expense_id = fields.Many2one(
        "hr.expense", string="Claim", required=True, index=True, ondelete="cascade"
    )
    role = fields.Selection(ROLES, string="Signs as", required=True)
    user_id = fields.Many2one(
        "res.users", string="Signed by", required=True, ondelete="restrict"
    )
    date = fields.Datetime(string="Signed on", required=True)
    company_id = fields.Many2one(related="expense_id.company_id", store=True)
    currency_id = fields.Many2one(related="expense_id.company_currency_id")
    amount = fields.Monetary(string="Signed amount", required=True)

    _role_unique = models.UniqueIndex(
        "(expense_id, role)", "This signature has been given already."
    )
    _person_unique = models.UniqueIndex(
        "(expense_id, user_id)", "One person signs a claim once."
    )
