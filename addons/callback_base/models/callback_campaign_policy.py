# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPolicy(models.Model):
    """The limit that a policy sets to the expense of callbacks (T1-23)."""

    _inherit = "callback.policy"

    expense_currency_id = fields.Many2one(
        "res.currency", compute="_compute_expense_currency_id"
    )
    expense_limit = fields.Monetary(
        currency_field="expense_currency_id",
        help="A campaign that costs more is approved by a third person as well. "
        "0: the limit of the company.",
    )

    _expense_limit_positive = models.Constraint(
        "CHECK (expense_limit IS NULL OR expense_limit >= 0)",
        "An expense limit cannot be negative.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_expense_currency_id(self):
        for policy in self:
            company = policy.company_id or self.env.company
            policy.expense_currency_id = company.currency_id
