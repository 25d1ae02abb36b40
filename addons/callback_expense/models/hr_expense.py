# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.callback_assessment.models.callback_penalty_money import (
    refuse_parts_of_cents,
)

from .callback_expense_approval import ROLES

#: What the signatures stand for: fixed once a claim is handed in.
FACTS = frozenset(
    {
        "callback_head_count",
        "callback_leader_id",
        "callback_record_id",
        "company_id",
        "currency_id",
        "date",
        "department_id",
        "employee_id",
        "is_callback",
        "name",
        "payment_mode",
        "price_unit",
        "product_id",
        "quantity",
        "total_amount",
        "total_amount_currency",
    }
)
#: What only the steps of the flow write.
GUARDED = frozenset(
    {
        "callback_approval_ids",
        "callback_date_submitted",
        "callback_head_limit_kept",
        "callback_month_limit",
        "callback_next_role",
    }
)
#: Finance and human resources learn nothing of the customers.
CALLERS = "callback_base.callback_group_caller,callback_base.callback_group_auditor"
MONEY = ("total_amount_currency", "total_amount", "price_unit")


class HrExpense(models.Model):
    """A gift or another expense of callbacks: a claim (BASE-41, T1-22, F1-05)."""

    _inherit = "hr.expense"

    is_callback = fields.Boolean(
        string="Expense of callbacks",
        compute="_compute_is_callback",
        store=True,
        readonly=False,
        help="The supervisor and the leader in charge sign it; above the limit of the "
        "month another person does so as well.",
    )
    callback_record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        groups=CALLERS,
    )
    callback_partner_id = fields.Many2one(
        related="callback_record_id.partner_id",
        string="Customer called",
        groups=CALLERS,
    )
    callback_plan_id = fields.Many2one(
        related="callback_record_id.plan_id",
        string="Plan of callbacks",
        store=True,
        index="btree_not_null",
    )
    callback_leader_id = fields.Many2one(
        "res.users",
        string="Leader in charge",
        domain=lambda self: [
            ("share", "=", False),
            ("company_ids", "in", self.env.companies.ids),
            (
                "all_group_ids",
                "in",
                self.env.ref("callback_base.callback_group_manager").ids,
            ),
        ],
        help="Signs after the supervisor.",
    )
    callback_approval_ids = fields.One2many(
        "callback.expense.approval",
        "expense_id",
        string="Signatures",
        readonly=True,
        copy=False,
    )
    callback_date_submitted = fields.Datetime(
        string="Handed in on", readonly=True, copy=False
    )
    callback_next_role = fields.Selection(
        ROLES, string="Waits for", readonly=True, copy=False, index="btree_not_null"
    )

    @api.depends("callback_record_id")
    def _compute_is_callback(self):
        """What belongs to a callback is one; others are marked by hand."""
        for expense in self:
            expense.is_callback = expense.is_callback or bool(
                expense.callback_record_id
            )

    @api.constrains("is_callback", "callback_record_id")
    def _check_is_callback(self):
        for expense in self.sudo():  # also of who does not see the callbacks
            if expense.callback_record_id and not expense.is_callback:
                raise ValidationError(
                    self.env._(
                        "“%(claim)s” belongs to callback %(callback)s: it is an "
                        "expense of callbacks.",
                        claim=expense.name,
                        callback=expense.callback_record_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Claims begin as drafts, and their money has no parts of cents.

        :raises AccessError: with a signature, or with a step of the flow done
        :raises ValidationError: naming the field and the amount
        """
        marked = self.env.context.get("default_is_callback")
        for vals in vals_list:
            if marked or vals.get("is_callback") or vals.get("callback_record_id"):
                refuse_parts_of_cents(self, vals, MONEY)
        expenses = super().create(vals_list)
        if not self.env.su:
            # sudo: also what a context has set; only whether something is.
            for claim, vals in zip(expenses.sudo(), vals_list, strict=True):
                if not claim.is_callback:
                    continue
                state = vals.get("state") or claim.state
                begun = claim.approval_state or state != "draft"
                if begun or any(claim[name] for name in GUARDED):
                    self._refuse_callback_step()
        return expenses

    def write(self, vals):
        """What is handed in stays as it was; signatures come from their steps.

        :raises AccessError: for what only the steps of the flow write
        :raises UserError: for facts of a claim that is not a draft, and for an
            approval without the signatures
        """
        claims = self.filtered("is_callback")
        if claims or vals.get("is_callback") or vals.get("callback_record_id"):
            refuse_parts_of_cents(self[:1], vals, MONEY)
            self._check_callback_write(claims, vals)
        handed_in = vals.get("approval_state") == "submitted"
        if handed_in:
            claims._check_callback_complete()
        elif vals.get("approval_state") == "approved":
            claims._check_callback_signed()
        result = super().write(vals)
        if handed_in:
            claims._start_callback_approval()
        return result

    def _check_callback_write(self, claims, vals):
        """Raise for facts and steps that are not written by hand, RPC included."""
        if self.env.su:
            return
        self.check_access("write")
        if (GUARDED | {"state"}) & set(vals):
            self._refuse_callback_step()
        if not FACTS & set(vals):
            return
        for expense in self:
            if expense.approval_state and (
                expense in claims or vals.get("is_callback")
            ):
                raise UserError(
                    self.env._(
                        "“%(claim)s” was handed in and stays as it is; send it back "
                        "to change it.",
                        claim=expense.name,
                    )
                )

    def _refuse_callback_step(self):
        raise AccessError(
            self.env._("Claims are handed in and signed by their buttons only.")
        )

    @api.model
    def _get_callback_amounts(self, name, records, signed=False):
        """Return what was spent on callbacks or plans: {id: amount}.

        :param name: the field of the claims that names them
        :param signed: only what has all signatures, not all that was not refused
        """
        state = Domain("approval_state", "=", "approved")
        if not signed:
            state |= Domain("approval_state", "in", [False, "submitted"])
        # sudo: the sum alone; whose claims they are stays closed.
        groups = self.sudo()._read_group(
            Domain(name, "in", records.ids) & state,
            [name],
            ["total_amount:sum"],
        )
        return {record.id: amount for record, amount in groups}
