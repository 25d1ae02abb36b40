# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date, formatLang

from ..forecast.capacity import accumulate, first_miss, needed, onto
from ..models.period_selections import UNITS
from ..sampling.sizes import exact

#: So many working days are shown one by one, more than these by the week.
DAY_LINES = 120


class CallbackPlanForecast(models.TransientModel):
    """Callbacks a day against working hours, and what if (BASE-03).

    Writes nothing but itself. See ``callback_plan_forecast_demand.py`` for what is
    owed; whether it can be held is worked out in ``forecast/capacity.py``.
    """

    _name = "callback.plan.forecast"
    _description = "Forecast of a plan"

    plan_id = fields.Many2one("callback.plan", required=True, ondelete="cascade")
    date_first = fields.Date(string="First day of work", required=True)
    caller_count = fields.Integer(string="Callers", required=True)
    minutes = fields.Float(
        string="Minutes per callback",
        digits=(16, 2),
        help="Empty: the average of the callback types, by their callbacks.",
    )
    share = fields.Float(
        string="Share for callbacks",
        digits=(16, 4),
        default=1,
        required=True,
        help="Share of the opening hours of each working day that a caller has for "
        "callbacks.",
    )
    quantity = fields.Integer(string="Other time limit")
    unit = fields.Selection(
        UNITS, string="Time unit", help="Empty: the time limits of the rules."
    )
    rate = fields.Float(
        string="Other rate of the samples",
        digits=(16, 8),
        help="Instead of all rates of samples not drawn yet. Zero: as planned.",
    )
    estimate_days = fields.Integer(
        string="Days of the average",
        default=90,
        required=True,
        help="Events of days to come are estimated from so many past days. "
        "Zero: no estimate.",
    )
    total_count = fields.Integer(string="Callbacks", readonly=True)
    overdue_count = fields.Integer(string="Late at the start", readonly=True)
    estimate_count = fields.Integer(string="Of these estimated", readonly=True)
    date_miss = fields.Date(string="First day that cannot be held", readonly=True)
    needed_count = fields.Integer(
        string="Callers needed",
        readonly=True,
        help="With so many all deadlines from the first day on can be held.",
    )
    is_possible = fields.Boolean(readonly=True)
    summary = fields.Text(readonly=True)
    line_ids = fields.One2many("callback.plan.forecast.line", "forecast_id")
    point_ids = fields.One2many("callback.plan.forecast.point", "forecast_id")

    @api.depends("plan_id.name")
    def _compute_display_name(self):
        for forecast in self:
            forecast.display_name = self.env._(
                "Forecast: %(plan)s", plan=forecast.plan_id.name or ""
            )

    @api.constrains(
        "caller_count", "minutes", "share", "quantity", "rate", "estimate_days"
    )
    def _check_inputs(self):
        """Refuse negative numbers and shares that are none, naming the field."""
        for forecast in self:
            for name in ("caller_count", "minutes", "quantity", "estimate_days"):
                if forecast[name] < 0:
                    forecast._refuse_input(name, f"{forecast[name]:.10g}")
            if not 0 < forecast.share <= 1:
                forecast._refuse_input("share", f"{forecast.share * 100:.10g} %")
            if not 0 <= forecast.rate <= 1:
                forecast._refuse_input("rate", f"{forecast.rate * 100:.10g} %")

    def _refuse_input(self, name, value):
        raise ValidationError(
            self.env._(
                "%(forecast)s, %(label)s: %(value)s is not allowed.",
                forecast=self.display_name,
                label=self._fields[name]._description_string(self.env),
                value=value,
            )
        )

    # Actions ------------------------------------------------------------------------

    @api.model
    def _make(self, plan):
        """Return the forecast of a plan as it stands."""
        plan._check_supervisor()
        plan.check_access("read")
        today = plan._local_day(fields.Datetime.now())
        forecast = self.create(
            {
                "plan_id": plan.id,
                "date_first": max(today, plan.date_from),
                "caller_count": len(plan._get_plan_callers()),
            }
        )
        forecast._fill()
        return forecast

    def action_compute(self):
        """Work the forecast out again with what was changed. RPC."""
        for forecast in self:
            forecast.plan_id._check_supervisor()
            forecast.plan_id.check_access("read")
            forecast._fill()
        return True

    def action_view_graph(self):
        """Show what is due so far against what can be done so far."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "callback.plan.forecast.point",
            "views": [(False, "graph")],
            "domain": [("forecast_id", "=", self.id)],
            # Closed days have no points; filled up with zeros the lines would fall.
            "context": {"fill_temporal": False},
        }

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # Result -------------------------------------------------------------------------

    def _fill(self):
        """Write demand, capacity and what follows from both."""
        self.ensure_one()
        if not self.plan_id.rule_ids:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” has no rules that could be forecast.",
                    plan=self.plan_id.name,
                )
            )
        # sudo: what a plan owes does not depend on who has it worked out; only
        # numbers of callbacks a day are kept.
        demand = self.sudo()._get_demand()
        first = self.date_first
        if not self.minutes:
            kinds = self.plan_id.rule_ids.type_id.union(*demand.by_kind)
            lengths = {kind: exact(kind.duration_minutes) for kind in kinds}
            self.minutes = round(float(demand.get_average(lengths)), 2)
        due, backlog = demand.get_due(first)
        able = self._get_capacity(first, max(due, default=first))
        due = onto(sorted(able), due)
        estimated = onto(sorted(able), demand.estimated)
        crowd = {day: number * self.caller_count for day, number in able.items()}
        miss = first_miss(due, crowd, backlog)
        callers = needed(due, able, backlog)
        lines = self._prepare_lines(due, estimated, crowd, backlog, miss)
        self.write(
            {
                "total_count": backlog + sum(due.values()),
                "overdue_count": backlog,
                "estimate_count": sum(demand.estimated.values()),
                "date_miss": miss,
                "needed_count": callers or 0,
                "is_possible": callers is not None,
                "line_ids": [
                    fields.Command.clear(),
                    *map(fields.Command.create, lines),
                ],
                "point_ids": [
                    fields.Command.clear(),
                    *map(fields.Command.create, self._prepare_points(lines)),
                ],
            }
        )
        self.summary = self._get_summary(len(able))

    def _get_capacity(self, first, last):
        """Return how many callbacks one caller can make on each open day."""
        plan = self.plan_id
        # sudo: opening hours only.
        calendar = plan.policy_id._get_calendar(plan.company_id).sudo()
        calendar._workday_check_years(first.year, last.year)
        hours = {
            day.date: exact(day.hour_to or 0) - exact(day.hour_from or 0)
            for day in calendar._workday_days(first, last)
            if day.is_working
        }
        factor = 60 * exact(self.share) / exact(self.minutes)
        return {day: number * factor for day, number in hours.items() if number > 0}

    def _prepare_lines(self, due, estimated, able, backlog, miss):
        """Return the values of a line for each working day, or each week."""
        weekly = len(able) > DAY_LINES
        lines = {}
        for day, owed, done in accumulate(due, able, backlog):
            key = day - timedelta(days=day.weekday()) if weekly else day
            line = lines.setdefault(
                key, {"date": day, "due_count": 0, "estimate_count": 0}
            )
            line["due_count"] += due.get(day, 0)
            line["estimate_count"] += estimated.get(day, 0)
            line |= {
                "date_last": day,
                "due_total": owed,
                "capacity_total": float(done),
                "load": float(owed / done) if done else 0,
                "is_held": not miss or day < miss,
            }
        return list(lines.values())

    def _prepare_points(self, lines):
        for line in lines:
            yield {"date": line["date"], "series": "due", "value": line["due_total"]}
            yield {
                "date": line["date"],
                "series": "capacity",
                "value": line["capacity_total"],
            }

    # Words --------------------------------------------------------------------------

    def _get_summary(self, days):
        """Say the result in a few sentences."""
        if not self.total_count:
            return self.env._("This plan owes no callbacks any more.")
        daily = self.total_count / (days * self.caller_count or 1)
        values = {
            "total": self._format(self.total_count),
            "daily": self._format(daily, digits=1),
            "callers": self._format(self.caller_count),
            "needed": self._format(self.needed_count),
            "date": format_date(self.env, self.date_miss) if self.date_miss else "",
        }
        if not self.date_miss:
            text = self.env._(
                "%(total)s callbacks, %(daily)s a day and caller; all deadlines can be "
                "held with %(callers)s callers; %(needed)s are needed.",
                **values,
            )
        elif self.is_possible:
            text = self.env._(
                "%(total)s callbacks, %(daily)s a day and caller; the deadlines of "
                "%(date)s cannot be held with %(callers)s callers; %(needed)s are "
                "needed.",
                **values,
            )
        else:
            text = self.env._(
                "%(total)s callbacks, %(daily)s a day and caller; the deadlines of "
                "%(date)s cannot be held by anybody: nobody works before them.",
                **values,
            )
        return "\n".join([text, *self._get_remarks()])

    def _get_remarks(self):
        if self.overdue_count:
            yield self.env._(
                "%(count)s were due before %(date)s; they come first and are late.",
                count=self._format(self.overdue_count),
                date=format_date(self.env, self.date_first),
            )
        if self.estimate_count:
            yield self.env._(
                "%(count)s are an estimate of what is still to happen.",
                count=self._format(self.estimate_count),
            )

    def _format(self, number, digits=0):
        return formatLang(self.env, number, digits=digits)
