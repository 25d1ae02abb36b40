# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter
from datetime import timedelta
from fractions import Fraction
from itertools import product

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..forecast.demand import Demand, spread_evenly
from ..models.callback_owed_sql import INTERVALS, span
from ..models.callback_record import OPEN_STATES
from ..workday.table import CLOCK_UNITS

NOON = 12 * 60


class CallbackPlanForecast(models.TransientModel):
    """What the rules of a plan still owe, by the local day of the deadline.

    Counted with the conditions with which the plan makes its callbacks; nothing is
    made, and no document is read one by one.
    """

    _inherit = "callback.plan.forecast"

    def _get_demand(self):
        """Return the ``Demand`` of the plan and of what its callers have open."""
        self.ensure_one()
        plan, demand, made = self.plan_id, Demand(), self._get_made()
        owed = {}
        for rule in plan.rule_ids.filtered(lambda rule: rule.model_name in self.env):
            occasions = rule._get_version_occasions(
                plan.date_from, plan.date_to, plan.company_id
            )
            for occasion, step in product(occasions, rule.step_ids):
                known, estimated = self._count_step(step, occasion, made, owed)
                demand.add(rule.type_id, known)
                demand.add(rule.type_id, estimated, estimated=True)
        for kind, days in self._count_open().items():
            demand.add(kind, days)
        return demand

    def _count_step(self, step, occasion, made, owed):
        """Return two counters by day of the deadline: what is known, and estimated.

        :param made: see ``_get_made``
        :param owed: dict that keeps numbers which occasions have in common
        """
        rule = step.rule_id
        if rule.trigger == "event":
            return self._count_events(step, occasion)
        if occasion.occurrence is None:
            return self._count_intervals(step, occasion)
        if rule.trigger == "sample":
            numbers = self._count_sample(step, occasion)
        else:
            numbers = self._count_members(step, occasion, made, owed), 0
        anchor = occasion.end if step.anchor == "period_end" else occasion.event
        [day] = self._get_limit_days(step, [anchor])
        return [Counter({day: number}) for number in numbers]

    def _get_today(self):
        return self.plan_id._local_day(fields.Datetime.now())

    # Time limits --------------------------------------------------------------------

    def _get_span(self, step):
        """Return the time limit of a step, or the one that is tried instead."""
        if self.unit:
            return self.quantity, self.unit
        return step.quantity, step.unit

    def _get_limit_days(self, step, starts):
        """Return the local days of the deadlines that count from naive UTC starts."""
        policy, company = step.policy_id, self.plan_id.company_id
        if step.rule_id._is_rolling():
            starts = [step._get_anchor(start, company) for start in starts]
        quantity, unit = self._get_span(step)
        deadlines = self.env["callback.workday"]._deadlines(
            starts,
            quantity,
            unit,
            policy._get_calendar(company),
            step.shift,
            **policy._get_deadline_options(),
        )
        zone = step.rule_id._get_zone(company)
        return [zone.local(deadline).date() for deadline in deadlines]

    # Members of a population ----------------------------------------------------------

    def _get_made(self):
        """Return how many callbacks each step and occasion has already."""
        groups = self.env["callback.record"]._read_group(
            [("step_id", "in", self.plan_id.rule_ids.step_ids.ids)],
            ["step_id", "occurrence"],
            ["__count"],
        )
        return {(step.id, occurrence): count for step, occurrence, count in groups}

    def _get_owing(self, rule, occasion):
        plan = self.plan_id
        return rule._get_owing_domain(occasion, plan.company_id, plan.unit_ids)

    def _count_members(self, step, occasion, made, owed):
        """Count a population once, and again only where callbacks exist already."""
        rule = step.rule_id
        model, domain = rule._get_source_model(), self._get_owing(rule, occasion)
        # Without a time on the document only the exclusions change from day to day.
        key = (rule, occasion.first if rule._is_dated() else None)
        if self.env["callback.exclusion"].search_count([("rule_id", "=", rule.id)], 1):
            key = (rule, occasion.first)
        if made.get((step.id, occasion.occurrence)):
            domain &= rule._get_missing_domain(step, occasion)
            return model.search_count(domain)
        if key not in owed:
            owed[key] = model.search_count(domain)
        return owed[key]

    # Documents that bring their own time ----------------------------------------------

    def _count_days(self, step, domain):
        """Count documents by the day of their event, and by that of its end.

        :returns: list of (naive UTC time of the first event of the day, number)
        """
        rule = step.rule_id
        model = rule._get_source_model()
        self.env.flush_all()
        query = model._search(domain)
        zone = SQL("%s", rule._get_zone(self.plan_id.company_id).name)
        moment = model._field_to_sql(query.table, rule.event_field, query)
        if model._fields[rule.event_field].type == "date":
            moment = SQL(
                "%s::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC'", moment, zone
            )
        quantity, unit = self._get_span(step)
        end = SQL("f.moment")
        if unit in CLOCK_UNITS:
            end = SQL("f.moment + %s", span(quantity, unit))
        return self.env.execute_query(
            SQL(
                """SELECT date_trunc('second', min(f.moment)), count(*) FROM (%s) f
                GROUP BY (f.moment AT TIME ZONE 'UTC' AT TIME ZONE %s)::date,
                    ((%s) AT TIME ZONE 'UTC' AT TIME ZONE %s)::date""",
                query.select(SQL("%s AS moment", moment)),
                zone,
                end,
                zone,
            )
        )

    def _to_days(self, step, groups):
        """Return (start, number) pairs as numbers by the day of the deadline."""
        days = Counter()
        limits = self._get_limit_days(step, [start for start, _n in groups])
        for day, (_start, number) in zip(limits, groups, strict=True):
            days[day] += number
        return days

    def _count_events(self, step, occasion):
        """Count the events of the plan that are known, and estimate those to come."""
        rule, plan = step.rule_id, self.plan_id
        owing = self._get_owing(rule, occasion) & rule._get_validity_domain()
        domain = owing & rule._get_between(plan.date_from, plan.date_to)
        domain &= rule._get_missing_domain(step, occasion)
        known = self._to_days(step, self._count_days(step, domain))
        today, policy = self._get_today(), rule.policy_id
        first = max(filter(None, (today, plan.date_from, policy.date_from)))
        last = min(filter(None, (plan.date_to, policy.date_to)))
        coming = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if not coming or not self.estimate_days:
            return known, Counter()
        past = self._get_owing(rule, occasion) & self._get_past(rule, today)
        rate = Fraction(rule._get_source_model().search_count(past), self.estimate_days)
        expected = owing & rule._get_between(first, last)
        return known, self._estimate_events(step, rate, coming, expected)

    def _estimate_events(self, step, rate, coming, expected):
        """Return what is missing of the usual events of coming days, by deadline.

        :param rate: events a day
        :param expected: condition of the events of these days that are known by now
        """
        zone = step.rule_id._get_zone(self.plan_id.company_id)
        known = Counter()
        for start, number in self._count_days(step, expected):
            known[zone.local(start).date()] += number
        added = spread_evenly(rate, [known[day] for day in coming])
        groups = [
            (zone.at_minute(day, NOON), number)
            for day, number in zip(coming, added, strict=True)
            if number
        ]
        return self._to_days(step, groups)

    def _get_past(self, rule, today):
        """Return the condition that the event lies in the days of the average."""
        return rule._get_between(
            today - timedelta(days=self.estimate_days), today - timedelta(days=1)
        )

    def _count_intervals(self, step, occasion):
        """Count whose turn comes in the plan, and how often it comes again."""
        rule, last = step.rule_id, self.plan_id.date_to
        domain = self._get_owing(rule, occasion)
        domain &= rule._get_missing_domain(step, occasion)
        if not self.unit and step.unit in INTERVALS:
            domain &= rule._get_due_domain(step, last)
        known = self._to_days(step, self._count_days(step, domain))
        if self.unit or step.unit not in INTERVALS:
            known = Counter({day: n for day, n in known.items() if day <= last})
        # Called at the deadline, or on the first day of work when that is later, the
        # next limit begins.
        zone = rule._get_zone(self.plan_id.company_id)
        repeated, turn = Counter(), known
        while turn:
            again = Counter()
            called = [max(day, self.date_first) for day in turn]
            limits = self._get_limit_days(step, [zone.midnight(day) for day in called])
            for day, limit, number in zip(called, limits, turn.values(), strict=True):
                if day < limit <= last:
                    again[limit] += number
            repeated.update(again)
            turn = again
        return known, repeated

    # What the callers have already ----------------------------------------------------

    def _count_open(self):
        """Return the open callbacks of the same people: {type: {day: number}}."""
        plan = self.plan_id
        units = plan._get_plan_units().ids
        mine = Domain("user_id", "in", plan._get_plan_callers().ids)
        queue = Domain("user_id", "=", False) & Domain(
            "department_id", "child_of", units
        )
        domain = mine | queue | Domain("plan_id", "=", plan.id)
        domain &= Domain("state", "in", OPEN_STATES) & Domain("deadline", "!=", False)
        domain &= Domain("company_id", "=", plan.company_id.id)
        calendar = plan.policy_id._get_calendar(plan.company_id)
        records = self.env["callback.record"].with_context(tz=calendar.tz or "UTC")
        groups = records._read_group(domain, ["type_id", "deadline:day"], ["__count"])
        found = {}
        for kind, moment, number in groups:
            found.setdefault(kind, Counter())[moment.date()] += number
        return found
