# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.callback_assessment.models.callback_penalty_money import exact


class HrExpense(models.Model):
    """What a claim costs for each person treated, against its limit (Y3-02)."""

    _inherit = "hr.expense"

    callback_head_count = fields.Integer(
        string="Persons treated",
        default=1,
        help="Guests and staff whom the expense was for.",
    )
    callback_head_limit_kept = fields.Monetary(
        string="Limit per person when handed in",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
    )
    callback_head_limit = fields.Monetary(
        string="Limit per person",
        compute="_compute_callback_head",
        currency_field="company_currency_id",
        help="Of this kind of expense and the position of who claims, as it was when "
        "the claim was handed in. 0: none.",
    )
    callback_head_amount = fields.Monetary(
        string="Per person",
        compute="_compute_callback_head",
        currency_field="company_currency_id",
    )
    is_above_callback_head_limit = fields.Boolean(
        string="Above the limit per person", compute="_compute_callback_head"
    )

    _callback_head_count_positive = models.Constraint(
        "CHECK (callback_head_count > 0)",
        "An expense is for one person at least.",
    )

    @api.depends(
        "callback_date_submitted",
        "callback_head_count",
        "callback_head_limit_kept",
        "company_id",
        "employee_id.job_id",
        "is_callback",
        "product_id",
        "total_amount",
    )
    def _compute_callback_head(self):
        # sudo: the limits and the position are meant for all who claim expenses.
        claims = self.filtered("is_callback").sudo()
        limits = claims.env["callback.expense.limit"]._find_amounts(claims)
        for claim in self:
            limit = limits.get(claim.sudo(), 0)  # as above
            if claim.callback_date_submitted:
                limit = claim.callback_head_limit_kept
            heads = max(claim.callback_head_count, 1)
            claim.callback_head_limit = limit
            claim.callback_head_amount = claim.total_amount / heads
            # multiplied, not divided: no third of a cent decides
            claim.is_above_callback_head_limit = bool(limit) and (
                exact(claim.total_amount) > exact(limit) * heads
            )
