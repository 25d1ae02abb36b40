# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..conditions import check_searchable
from ..schedule.periods import period_of
from ..workday.table import CLOCK_UNITS
from .period_selections import SHIFTS, UNITS

#: Days that a unit of the calendar lasts at most.
LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}


class CallbackRuleStep(models.Model):
    """One callback that a rule owes, with its deadline after the event."""

    _name = "callback.rule.step"
    _description = "Callback rule step"
    _inherit = ["callback.policy.part.mixin"]
    _order = "rule_id, sequence, id"
    _policy_path = "rule_id.policy_id"
    _free_fields = frozenset({"sequence"})

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    rule_id = fields.Many2one(
        "callback.rule", required=True, index=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(related="rule_id.policy_id", string="Policy")
    model_name = fields.Char(related="rule_id.model_name")
    anchor = fields.Selection(
        [
            ("event", "The event"),
            ("before", "Back from the event"),
            ("period_end", "The end of the period"),
        ],
        string="Counted from",
        default="event",
        required=True,
        help="The event: the time limit runs from it. Back from the event: the "
        "callback is due so long before it, for example before a permit expires. The "
        "end of the period: it runs from the last day of the year, month … in which "
        "the callback is owed.",
    )
    lead_days = fields.Integer(
        string="Days ahead",
        help="Back from the event: so many days before its due date the callback is "
        "made. 0: on that day.",
    )
    quantity = fields.Integer(required=True, help="Length of the time limit.")
    unit = fields.Selection(UNITS, string="Time unit", required=True)
    shift = fields.Selection(
        SHIFTS,
        string="On a holiday",
        default="none",
        required=True,
        help="What happens to a deadline that falls on a day off.",
    )
    start_quantity = fields.Integer(
        string="First contact within",
        help="A second clock: the customer is called for the first time within this "
        "time limit. 0: no such clock.",
    )
    start_unit = fields.Selection(UNITS, string="First contact unit")
    covers_archive = fields.Boolean(
        string="Includes archiving",
        help="The callback and its archiving must both be done by the deadline.",
    )
    extension_quantity = fields.Integer(
        string="Longest extension",
        help="The longest limit an extension can give, counted from the event. "
        "0: no extension.",
    )
    extension_unit = fields.Selection(UNITS, string="Extension unit")
    extension_domain = fields.Char(
        string="Extension only if",
        default="[]",
        help="Condition that the document must meet for an extension.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause", domain="[('policy_id', '=', policy_id)]"
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0 AND extension_quantity >= 0 AND start_quantity >= 0)",
        "A time limit cannot be negative.",
    )
    _extension_has_unit = models.Constraint(
        "CHECK (COALESCE(extension_quantity, 0) = 0 OR extension_unit IS NOT NULL)",
        "An extension needs its unit.",
    )

    _start_has_unit = models.Constraint(
        "CHECK (COALESCE(start_quantity, 0) = 0 OR start_unit IS NOT NULL)",
        "The clock of the first contact needs its unit.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Lengths are checked first, so that the refusal can name the step."""
        for vals in vals_list:
            rule = self.env["callback.rule"].browse(vals.get("rule_id"))
            self._check_lengths(vals, rule.name, vals.get("name"))
        return super().create(vals_list)

    def write(self, vals):
        """See ``create``."""
        self._check_lengths(vals, self[:1].rule_id.name, self[:1].name)
        return super().write(vals)

    @api.model
    def _get_length_fields(self):
        """Return the fields that are lengths of time; for overriders."""
        return ("quantity", "start_quantity", "extension_quantity")

    @api.model
    def _check_lengths(self, vals, rule, step):
        for name in self._get_length_fields():
            value = vals.get(name)
            if isinstance(value, int | float) and value < 0:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”, step “%(step)s”, %(label)s: %(value)s; a "
                        "time limit cannot be negative.",
                        rule=rule or "",
                        step=step or "",
                        label=self._fields[name].get_description(self.env, ["string"])[
                            "string"
                        ],
                        value=value,
                    )
                )

    @api.depends("name", "rule_id.name")
    def _compute_display_name(self):
        for step in self:
            step.display_name = f"{step.rule_id.name or ''}: {step.name or ''}"

    @api.onchange("quantity", "unit")
    def _onchange_limit(self):
        """A step without a name is called after its time limit."""
        if self.unit and not self.name:
            labels = dict(self._fields["unit"]._description_selection(self.env))
            self.name = self.env._(
                "Within %(quantity)s %(unit)s",
                quantity=self.quantity,
                unit=labels[self.unit].lower(),
            )

    @api.constrains("anchor", "rule_id")
    def _check_anchor(self):
        """Only rules that know a period can count from its end."""
        for step in self.filtered(lambda s: s.anchor == "period_end"):
            if not step.rule_id._has_period():
                raise ValidationError(
                    self.env._(
                        "Step “%(step)s”: its rule has no period whose end the time "
                        "limit could be counted from.",
                        step=step.display_name,
                    )
                )

    @api.constrains("anchor", "unit", "lead_days", "start_quantity", "rule_id")
    def _check_before(self):
        """Back from the event whole days are counted, of a document that has one."""
        for step in self.filtered(lambda s: s.anchor == "before"):
            wrong = step.unit not in LONGEST or step.lead_days < 0
            if wrong or step.start_quantity or step.rule_id.trigger != "event":
                raise ValidationError(
                    self.env._(
                        "Step “%(step)s”: back from an event days, weeks, months or "
                        "years are counted, with one clock, by a rule with the "
                        "trigger “Event”.",
                        step=step.display_name,
                    )
                )

    @api.constrains("extension_domain", "rule_id")
    def _check_extension_domain(self):
        for step in self:
            if step.rule_id.model_name in self.env:
                step._get_extension_domain(probe=True)

    def action_open(self):
        """Open the step with its extension and its second clock. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _get_extension_domain(self, probe=False):
        """Return the extension condition as a checked ``Domain``.

        :param probe: ask the database too whether it can compare the values
        :raises ValidationError: naming the step, when it cannot be read
        """
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval((self.extension_domain or "[]").strip()))
            if self.rule_id.model_name:
                domain.validate(self.env[self.rule_id.model_name])
            if self.rule_id.model_name and probe:
                check_searchable(self.env[self.rule_id.model_name], domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Step “%(step)s”, extension condition: %(error)s",
                    step=self.display_name,
                    error=error,
                )
            ) from error
        return domain

    def _get_deadline(self, date_event, company):
        """Return the deadline of one event as naive UTC."""
        self.ensure_one()
        calendar = self.policy_id._get_calendar(company)
        return self._get_limit(self._get_anchor(date_event, company), calendar)

    def _get_anchor(self, date_event, company):
        """Return the naive UTC moment from which the time limit counts."""
        self.ensure_one()
        period = self.rule_id.period
        if self.anchor != "period_end" or not period:
            return date_event
        zone = self.rule_id._get_zone(company)
        if self.rule_id._is_rolling():
            last = zone.local(date_event).date()
            return zone.midnight(self.policy_id._get_half_year_due(last))
        return zone.midnight(period_of(zone.local(date_event).date(), period)[1])

    def _get_limit(self, start, calendar):
        """Return the deadline that is counted from a moment, as naive UTC."""
        self.ensure_one()
        return self.env["callback.workday"]._deadlines(
            [start],
            self.quantity,
            self.unit,
            calendar,
            self.shift,
            **self._get_options(),
        )[0]

    def _get_options(self):
        """Return what the policy and the step say besides quantity and shift."""
        self.ensure_one()
        options = self.policy_id._get_deadline_options()
        return {**options, "before": True} if self.anchor == "before" else options

    def _get_ahead(self):
        """Return how long before its event a callback is made, as days."""
        self.ensure_one()
        if self.anchor != "before":
            return timedelta(0)
        return timedelta(days=self.quantity * LONGEST[self.unit] + self.lead_days)

    def _get_start_deadline(self, date_event, company):
        """Return the deadline of the first contact as naive UTC, or False for none."""
        self.ensure_one()
        if not self.start_quantity:
            return False
        return self.env["callback.workday"].deadline(
            date_event,
            self.start_quantity,
            self.start_unit,
            calendar=self.policy_id._get_calendar(company),
            shift=self._get_start_shift(),
            **self.policy_id._get_deadline_options(),
        )

    def _get_start_shift(self):
        """A clock of hours or minutes is not moved; the others as the step says."""
        return "none" if self.start_unit in CLOCK_UNITS else self.shift

    def _get_extension_limit(self, start, company):
        """Return the latest deadline an extension may give, or False for none.

        :param start: naive UTC moment from which the time limit counts
        """
        self.ensure_one()
        if not self.extension_quantity:
            return False
        return self.env["callback.workday"].deadline(
            start,
            self.extension_quantity,
            self.extension_unit,
            calendar=self.policy_id._get_calendar(company),
            shift=self.shift,
            **self.policy_id._get_deadline_options(),
        )
