# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.callback_assessment.models.callback_penalty_money import (
    refuse_parts_of_cents,
)


class CallbackExpenseLimit(models.Model):
    """The most that an expense may cost for each person treated (BASE-41, Y3-02).

    By the position of who claims: a standard of 20 a head for clerks, 40 for heads
    of section and 60 above is three limits of one kind of expense.
    """

    _name = "callback.expense.limit"
    _description = "Expense limit per person treated"
    _order = "company_id, product_id, amount, id"
    _rec_name = "product_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    product_id = fields.Many2one(
        "product.product",
        string="Kind of expense",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('can_be_expensed', '=', True)]",
    )
    job_ids = fields.Many2many(
        "hr.job",
        string="Positions",
        check_company=True,
        help="Of who claims. Empty: all positions without a limit of their own.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        string="Limit per person",
        required=True,
        help="What a claim costs above it for each person treated waits for another "
        "signature.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The limit per person must be above 0."
    )

    @api.constrains("company_id", "job_ids", "product_id")
    def _check_one_limit(self):
        """Refuse two limits for one position and kind of expense."""
        others = self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("product_id", "in", self.product_id.ids),
            ]
        )
        for limit in self:
            for other in others - limit:
                twins = limit.job_ids & other.job_ids
                if (limit.company_id, limit.product_id) == (
                    other.company_id,
                    other.product_id,
                ) and (twins or not (limit.job_ids or other.job_ids)):
                    names = ", ".join(twins.mapped("name"))
                    raise ValidationError(
                        self.env._(
                            "%(expense)s: there are two limits for %(jobs)s.",
                            expense=limit.product_id.display_name,
                            jobs=names or self.env._("all other positions"),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Create limits; their money has no parts of cents.

        :raises ValidationError: naming the field and the amount
        """
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ("amount",))
        return super().create(vals_list)

    def write(self, vals):
        """Write limits; their money has no parts of cents.

        :raises ValidationError: naming the field and the amount
        """
        refuse_parts_of_cents(self[:1], vals, ("amount",))
        return super().write(vals)

    @api.model
    def _find_amounts(self, claims):
        """Return the limit per person of each claim, 0 where none is laid down.

        :param claims: ``hr.expense``, as superuser; one query for all of them
        :returns: {claim: amount}
        """
        limits = self.search(
            [
                ("company_id", "in", claims.company_id._origin.ids),
                ("product_id", "in", claims.product_id._origin.ids),
            ]
        )
        amounts = {}
        for limit in limits:
            for job in limit.job_ids or [self.env["hr.job"]]:
                amounts[limit.company_id.id, limit.product_id.id, job.id] = limit.amount
        found = {}
        for claim in claims:
            key = (claim.company_id._origin.id, claim.product_id._origin.id)
            job = claim.employee_id.job_id._origin.id
            found[claim] = amounts.get((*key, job), amounts.get((*key, False), 0))
        return found
