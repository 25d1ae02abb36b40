# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..occasion import Occasion, day_number, periods, repeated_number
from ..workday.zone import LocalZone
from .period_selections import PERIODS

EVENT = Occasion(1)


class CallbackRule(models.Model):
    """How often a rule asks: once an event, so often a period, on certain dates."""

    _name = "callback.rule"
    _inherit = ["callback.rule", "callback.schedule.mixin"]

    coverage_method = fields.Selection(
        [("period", "In each period"), ("interval", "After the last time")],
        string="Each member is called",
        default="period",
        required=True,
        help="In each period: so often a calendar year, quarter … After the last time: "
        "the steps count from the time on the document, again and again.",
    )
    coverage_count = fields.Integer(
        string="Times a period", default=1, help="At least so often in each period."
    )
    coverage_scope = fields.Selection(
        [("rule", "Callbacks of this rule"), ("policy", "Callbacks of the policy")],
        string="Counts as called",
        default="rule",
        required=True,
        help="Whether a callback that another rule of the policy asked for counts too.",
    )
    period = fields.Selection(
        PERIODS,
        help="Calendar period. Empty on a sample: the period of the plan.",
    )

    _coverage_count_positive = models.Constraint(
        "CHECK (coverage_count BETWEEN 1 AND 99)",
        "A member is called between 1 and 99 times a period.",
    )

    @api.constrains("trigger", "coverage_method", "period", "schedule_pattern")
    def _check_period(self):
        self.step_ids._check_anchor()
        self.step_ids._check_before()
        for rule in self:
            by_period = rule.trigger == "coverage" and not rule._needs_event()
            if by_period and not rule.period:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: say in which period each member is called.",
                        rule=rule.name,
                    )
                )
            if rule.trigger == "calendar" and not rule.schedule_pattern:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: say on which dates the calls are owed.",
                        rule=rule.name,
                    )
                )

    def _needs_event(self):
        interval = self.trigger == "coverage" and self.coverage_method == "interval"
        return interval or super()._needs_event()

    def _has_period(self):
        by_period = self.trigger == "coverage" and self.coverage_method == "period"
        return by_period or self.trigger == "sample"

    def _get_version_occasions(self, first, last, company):
        """Return those of the occasions that are of this version's time (T-13).

        A period belongs to the version that holds on its first day; where none did,
        to the first one that begins in it. Documents bring their own time.
        """
        occasions = self._get_occasions(first, last, company)
        policy = self.policy_id
        if self._needs_event() or not (policy.date_from or policy.date_to):
            return occasions
        starts = policy.date_from or datetime.date.min
        ends = policy.date_to or datetime.date.max
        earlier = policy._get_earlier() if policy.date_from else policy.browse()
        return [
            occasion
            for occasion in occasions
            if starts <= occasion.first <= ends
            or (
                occasion.first < starts <= occasion.last
                and not any(before._holds_on(occasion.first) for before in earlier)
            )
        ]

    def _get_occasions(self, first, last, company):
        """Return when this rule asks for work between two local dates.

        Periods that only overlap with the dates are asked for as a whole, so that
        two plans that meet inside a period ask for the same callbacks.

        :returns: list of ``Occasion``
        """
        self.ensure_one()
        calendar = self.policy_id._get_calendar(company)
        zone = LocalZone(calendar.tz or "UTC")
        if self.trigger == "event":
            return [EVENT]
        if self._needs_event():
            return [Occasion(None, first, last)]
        if self.trigger == "calendar":
            return [
                Occasion(day_number(day), day, day, zone.midnight(day))
                for day, _original in self._get_schedule_dates(first, last, calendar)
            ]
        spans = periods(self.period, first, last) if self.period else [(first, last)]
        times = self.coverage_count if self.trigger == "coverage" else 1
        return [
            Occasion(
                repeated_number(start, number),
                start,
                end,
                zone.midnight(start),
                zone.midnight(end),
            )
            for start, end in spans
            for number in range(1, times + 1)
        ]
