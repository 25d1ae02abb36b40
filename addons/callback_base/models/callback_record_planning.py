# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .callback_owed_sql import PRIORITY


class CallbackRecord(models.Model):
    """What planning gives a callback: plan, sample, place, number, second clock."""

    _inherit = "callback.record"
    _guarded_fields = frozenset(
        {
            "date_first_try",
            "deadline_start",
            "plan_id",
            "sample_id",
            "start_on_time",
        }
    )

    plan_id = fields.Many2one(
        "callback.plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    sample_id = fields.Many2one(
        "callback.sample",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    priority = fields.Integer(
        default=PRIORITY,
        aggregator=None,
        help="Lower comes first among callbacks with the same deadline.",
    )
    deadline_start = fields.Datetime(
        string="First contact by",
        readonly=True,
        help="The second clock: until then the customer is called for the first time.",
    )
    date_first_try = fields.Datetime(
        string="First contact",
        compute="_compute_first_try",
        store=True,
        help="Time of the first attempt that counts.",
    )
    start_on_time = fields.Boolean(
        string="First contact in time",
        compute="_compute_start_on_time",
        store=True,
        help="The first contact was made by its own deadline.",
    )

    @api.depends(
        "attempt_ids.is_valid", "attempt_ids.outcome", "attempt_ids.date_start"
    )
    def _compute_first_try(self):
        """The first time somebody was there, or it rang as long as it must."""
        nobody = ("no_answer", "busy", "invalid_number")
        for record in self:
            tried = record.attempt_ids.filtered(
                lambda a: a.is_valid or a.outcome not in nobody
            )
            record.date_first_try = min(tried.mapped("date_start"), default=False)

    @api.depends("deadline_start", "date_first_try")
    def _compute_start_on_time(self):
        """Kept to the second, like every clock (T-06)."""
        for record in self:
            first, limit = record.date_first_try, record.deadline_start
            record.start_on_time = bool(first and limit and first <= limit)

    @api.model
    def _get_sequence(self, company):
        """Return the sequence that numbers the callbacks of a company."""
        # sudo: whoever may create a record takes its number here.
        sequences = self.env["ir.sequence"].sudo().with_company(company)
        return sequences.search(
            [
                ("code", "=", "callback.record"),
                ("company_id", "in", [company.id, False]),
            ],
            order="company_id",
            limit=1,
        )

    def _number_one_by_one(self):
        """Number records that a statement created, where only Odoo can count."""
        for record in self:
            record.name = self._get_sequence(record.company_id).next_by_id()
