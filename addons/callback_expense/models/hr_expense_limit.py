# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.callback_assessment.models.callback_penalty_money import exact

COUNTED = ("submitted", "approved")


class HrExpense(models.Model):
    """What a person claims in a month, against the limit (T1-23, EX-085).

    A claim counts with all claims of the same month that were handed in before it:
    the first that exceeds the limit waits for another signature, and so does each
    after it. What was refused or taken back does not count.
    """

    _inherit = "hr.expense"

    callback_month_limit = fields.Monetary(
        string="Limit when handed in",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
    )
    callback_limit = fields.Monetary(
        string="Limit of the month",
        compute="_compute_callback_month",
        currency_field="company_currency_id",
        help="Of the company, as it was when the claim was handed in. 0: none.",
    )
    callback_month_amount = fields.Monetary(
        string="Claimed in the month",
        compute="_compute_callback_month",
        currency_field="company_currency_id",
        help="By this person, this claim and those handed in before it.",
    )
    is_above_callback_limit = fields.Boolean(
        string="Above the limit", compute="_compute_callback_month"
    )

    @api.depends(
        "approval_state",
        "callback_date_submitted",
        "callback_month_limit",
        "company_id.callback_expense_month_limit",
        "date",
        "employee_id",
        "is_callback",
        "total_amount",
    )
    def _compute_callback_month(self):
        claims = self.filtered("is_callback")
        others = self - claims
        others.callback_limit = others.callback_month_amount = 0
        others.is_above_callback_limit = False
        earlier = claims._get_earlier_claims()
        for claim in claims:
            # sudo: the limit of the company is meant for all who claim expenses.
            limit = claim.sudo().company_id.callback_expense_month_limit
            if claim.callback_date_submitted:
                limit = claim.callback_month_limit
            total = exact(claim.total_amount) + sum(
                exact(other.total_amount)
                for other in earlier
                if claim._is_after_in_month(other)
            )
            claim.callback_limit = limit
            claim.callback_month_amount = float(total)
            claim.is_above_callback_limit = bool(limit) and total > exact(limit)

    def _get_earlier_claims(self):
        """Return the claims that may count with these, as superuser; one query."""
        # sudo: what the person claimed, whoever looks; amounts only.
        claims = self.sudo()
        dates = [claim.date for claim in claims if claim.date]
        if not dates:
            return claims.browse()
        first = min(dates).replace(day=1)
        last = max(dates).replace(day=1) + relativedelta(months=1) - timedelta(days=1)
        return claims.search(
            [
                ("is_callback", "=", True),
                ("employee_id", "in", claims.employee_id.ids),
                ("company_id", "in", claims.company_id.ids),
                ("approval_state", "in", COUNTED),
                ("date", ">=", first),
                ("date", "<=", last),
            ]
        )

    def _is_after_in_month(self, other):
        """Tell whether another claim of the month counts before this one."""
        self.ensure_one()
        here = self._origin.id or 0
        if here == other.id or not self.date:
            return False
        same = (
            self.employee_id._origin.id == other.employee_id.id
            and self.company_id._origin.id == other.company_id.id
            and (self.date.year, self.date.month) == (other.date.year, other.date.month)
        )
        moment = self.callback_date_submitted
        before = not moment or (
            (other.callback_date_submitted, other.id) < (moment, here)
        )
        return same and before
