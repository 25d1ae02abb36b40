# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from bisect import insort

from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_merit import LEVELS
from .callback_penalty_money import (
    DEMERITS,
    HR_MEASURES,
    MEASURES,
    WINDOWS,
    refuse_parts_of_cents,
)
from .callback_penalty_window import count_in_window, window_start

WINDOW_STATES = ("confirmed", "notified", "final", "handed_over")


class CallbackPenaltyThreshold(models.Model):
    """So many measures of one kind lead to another one (G1-67, G1-79, G1-80).

    Counted in a window (two warnings in a calendar year), when a measure is confirmed;
    or in the ledger of merits (two criticisms are one minor demerit), when it is
    final. What comes of it is a proposal, that others confirm.
    """

    _name = "callback.penalty.threshold"
    _description = "Measures that add up"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: every company.")
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", export_string_translation=False
    )
    measure = fields.Selection(MEASURES, required=True)
    quantity = fields.Integer(string="How many", required=True, default=2)
    mode = fields.Selection(
        [("window", "Confirmed in a window"), ("ledger", "Standing in the ledger")],
        string="Counted",
        default="window",
        required=True,
    )
    window = fields.Selection(WINDOWS, default="calendar_year", required=True)
    window_months = fields.Integer(string="Months")
    result_measure = fields.Selection(MEASURES, string="Leads to")
    result_amount = fields.Monetary(string="Pays once")
    clause_ids = fields.Many2many("callback.policy.clause", string="Clauses")

    _numbers_positive = models.Constraint(
        "CHECK (quantity > 0)",
        "At least one measure is needed.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for threshold in self:
            company = threshold.company_id or self.env.company
            threshold.currency_id = company.currency_id

    @api.constrains("result_measure", "result_amount", "window", "window_months")
    def _check_result(self):
        for threshold in self:
            wrong = threshold.window == "months" and threshold.window_months < 1
            if wrong or not (threshold.result_measure or threshold.result_amount):
                raise UserError(
                    self.env._(
                        "%(name)s: say what it leads to, and how many months count.",
                        name=threshold.name,
                    )
                )

    @api.constrains("mode", "measure", "result_measure")
    def _check_levels(self):
        """In the ledger a measure adds up to the next one above, never to itself."""
        for threshold in self.filtered(lambda t: t.mode == "ledger"):
            source, result = threshold.measure, threshold.result_measure
            same = source in LEVELS and (source in dict(DEMERITS)) == (
                result in dict(DEMERITS)
            )
            if source not in LEVELS or (
                result in LEVELS and not (same and LEVELS[result] > LEVELS[source])
            ):
                labels = dict(self._fields["measure"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(name)s: “%(measure)s” does not add up to “%(result)s”, only "
                        "to a higher level of its own kind.",
                        name=threshold.name,
                        measure=labels[source],
                        result=labels.get(result) or "–",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Money is exact to the cent."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ["result_amount"])
        return super().create(vals_list)

    def write(self, vals):
        """Money is exact to the cent."""
        refuse_parts_of_cents(self, vals, ["result_amount"])
        return super().write(vals)

    def _get_start(self, day):
        return window_start(self.window, self.window_months, day)

    def _get_proposal(self, employee, company, date, key):
        """Return the values of what the threshold leads to."""
        self.ensure_one()
        measure = self.result_measure
        demerit = measure in dict(DEMERITS) or (
            not measure and self.measure in dict(DEMERITS)
        )
        return {
            "source_key": key,
            "company_id": company.id,
            "employee_id": employee.id,
            "department_id": employee.department_id.id,
            "date": date,
            "direction": "deduct" if demerit else "award",
            "kind": "measure" if measure else "money",
            "measure": measure or None,
            "amount": 0 if measure else self.result_amount,
            "is_hr": measure in HR_MEASURES,
            "facts": self.name,
            "res_model": self._name,
            "res_id": self.id,
        }

    @api.model
    def _count_confirmed(self, lines):
        """Propose what measures that were just confirmed add up to. Private.

        :param lines: ``callback.sanction`` with a measure
        """
        lines = lines.filtered(lambda x: x.measure and x.employee_id)
        thresholds = self.search(
            [("mode", "=", "window"), ("measure", "in", lines.mapped("measure"))]
        )
        vals_list = []
        for threshold in thresholds:
            new = lines.filtered(
                lambda x, t=threshold: (
                    x.measure == t.measure
                    and (not t.company_id or t.company_id == x.company_id)
                )
            )
            before = lines.search_fetch(
                [
                    ("employee_id", "in", new.employee_id.ids),
                    ("measure", "=", threshold.measure),
                    ("state", "in", WINDOW_STATES),
                    ("id", "not in", new.ids),
                ],
                ["employee_id", "date"],
            )
            dates = {
                person.id: sorted(found.mapped("date"))
                for person, found in before.grouped("employee_id").items()
            }
            for line in new.sorted(lambda x: (x.date, x.id)):
                known = dates.setdefault(line.employee_id.id, [])
                insort(known, line.date)
                count = count_in_window(known, line.date, threshold._get_start)
                if count % threshold.quantity == 0:
                    key = f"threshold:{threshold.id}:{line.id}"
                    vals_list.append(
                        threshold._get_proposal(
                            line.employee_id, line.company_id, line.date, key
                        )
                    )
        self.env["callback.sanction"]._propose(vals_list)
