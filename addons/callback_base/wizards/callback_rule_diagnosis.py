# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

#: An ordinary hour of the sample events, and the shortest break that is shown.
SAMPLE_CLOCK = time(15, 0)
SHORTEST_BREAK = timedelta(days=3)


class CallbackRuleDiagnosis(models.TransientModel):
    """Shows what a rule makes of events around the breaks of the coming year.

    A weekend is shown once, each longer break with its name: the days on which time
    limits go wrong elsewhere.
    """

    _name = "callback.rule.diagnosis"
    _description = "Sample deadlines of a rule"

    rule_id = fields.Many2one("callback.rule", required=True, readonly=True)
    line_ids = fields.One2many(
        "callback.rule.diagnosis.line", "diagnosis_id", readonly=True
    )

    @api.model
    def _make(self, rule):
        """Return a diagnosis of the rule with its lines."""
        calendar = rule.policy_id._get_calendar()
        lines = [
            fields.Command.create(values)
            for name, event in self._get_sample_events(calendar)
            for values in self._prepare_lines(rule, calendar, name, event)
        ]
        return self.create({"rule_id": rule.id, "line_ids": lines})

    def _prepare_lines(self, rule, calendar, name, event):
        workday = self.env["callback.workday"]
        for step in rule.step_ids:
            yield {
                "name": name,
                "step_id": step.id,
                "date_event": event,
                "deadline": step._get_limit(event, calendar),
                "why": workday._basis_text(step._get_basis(event, calendar)),
            }

    @api.model
    def _get_sample_events(self, calendar):
        """Return (name, naive UTC) on the last working day before each break."""
        workday = self.env["callback.workday"]
        today = fields.Date.context_today(self)
        until = today + relativedelta(years=1)
        table = workday._with_table(calendar, lambda table: self._reach(table, until))
        days = workday.search(
            [
                ("calendar_id", "=", calendar.id),
                ("date", ">=", today),
                ("date", "<=", until),
            ],
            order="date",
        )
        events, opened, seen_weekend = [], None, False
        closed = workday
        for day in days:
            if not day.is_working:
                closed |= day
                continue
            weekend = not any(closed.mapped("name"))
            if opened and closed and not (weekend and seen_weekend):
                long = day.date - opened.date > SHORTEST_BREAK
                if weekend or long:
                    name = self._get_break_name(closed)
                    events.append((name, opened.date))
                    seen_weekend |= weekend
            opened, closed = day, workday
        return [
            (name, table.zone.moment(datetime.combine(date, SAMPLE_CLOCK)))
            for name, date in events
        ]

    @api.model
    def _reach(self, table, day):
        table.row(day)  # asks for a longer table when the day lies beyond it
        return table

    @api.model
    def _get_break_name(self, closed):
        names = [name for name in closed.mapped("name") if name]
        return names[0] if names else self.env._("Weekend")
