# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

UNITS = [
    ("hour", "Hours"),
    ("day", "Days"),
    ("working_day", "Working days"),
]


class CallbackPropertyHandoverRule(models.Model):
    """What papers are handed on, to whom and how soon (S6-01 … S6-08, S7-06)."""

    _name = "callback.property.handover.rule"
    _description = "Hand-over of documents"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Documents", required=True, translate=True)
    recipient = fields.Char(string="Handed over to", translate=True)
    kind = fields.Selection(
        [
            ("mortgage", "Mortgage"),
            ("registration", "Registration"),
            ("notarisation", "Notarisation"),
            ("transfer", "Transfer of title"),
            ("file", "File"),
            ("delivery", "Delivery of the house"),
        ],
        string="Matter",
        default="file",
        required=True,
    )
    has_limit = fields.Boolean(
        string="With a time limit",
        default=True,
        help="Without one only the day is kept on which it was done (S6-06).",
    )
    quantity = fields.Integer(
        string="Within", help="0 days: on the day of receipt, until midnight."
    )
    unit = fields.Selection(UNITS, string="Time unit", default="day", required=True)
    month = fields.Integer(help="A fixed day of the year instead of a number of days.")
    day = fields.Integer()
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        "callback_property_handover_rule_clause_rel",
        "rule_id",
        "clause_id",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "The time limit cannot be negative."
    )

    @api.constrains("month", "day")
    def _check_day(self):
        for rule in self.filtered(lambda rule: rule.month or rule.day):
            try:
                date(2000, rule.month, rule.day)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Hand-over “%(rule)s”: there is no such day of the year.",
                        rule=rule.name,
                    )
                ) from error

    def _get_deadline(self, start, company, planned=None):
        """Return ``(deadline, its derivation)``, naive UTC; False without a limit.

        A fixed day is that of the year for which the matter is planned (S7-06); before
        that is known, of the year of the start, or the next one when it is over.
        """
        self.ensure_one()
        if not self.has_limit or not start:
            return False, ""
        if self.month:
            return self._get_fixed_deadline(start, company, planned)
        policy, workday = self.policy_id, self.env["callback.workday"]
        values = (start, self.quantity, self.unit)
        options = {
            "calendar": policy._get_calendar(company),
            **policy._get_deadline_options(),
        }
        steps = workday.explain(*values, **options)
        text = "\n".join(step["text"] for step in steps)
        return workday.deadline(*values, **options), text

    def _get_fixed_deadline(self, start, company, planned):
        zone = self.policy_id._get_zone(company)
        first = zone.local(planned or start).date()
        over = not planned and first > self._get_day_of(first.year)
        year = first.year + over
        day = self._get_day_of(year)
        text = self.env._(
            "%(clauses)s: by %(day)s.",
            clauses=", ".join(self.clause_ids.mapped("code")),
            day=format_date(self.env, day),
        )
        return zone.day_end(day), text

    def _get_day_of(self, year):
        """Return the fixed day; 29 February is the 28th in other years."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, self.day - 1)
