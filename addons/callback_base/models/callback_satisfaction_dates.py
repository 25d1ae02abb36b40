# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..schedule.periods import period_of
from ..workday.zone import LocalZone


class CallbackSatisfactionRound(models.Model):
    """The period a round belongs to, and the time limit it has (U1-28)."""

    _inherit = "callback.satisfaction.round"

    @api.depends("date_start", "rule_id.period")
    def _compute_period(self):
        for survey in self:
            day, kind = survey.date_start, survey.rule_id.period
            survey.period_name = day and kind and survey._get_period_name(day, kind)

    @api.model
    def _get_period_name(self, day, kind):
        """Return 2026-03, 2026-W11, 2026-Q1, 2026-H1 or 2026."""
        first, _last = period_of(day, kind)
        if kind == "week":
            year, week, _weekday = first.isocalendar()
            return f"{year}-W{week:02}"
        if kind == "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        if kind == "half_year":
            return f"{first.year}-H{(first.month + 5) // 6}"
        return f"{first:%Y}" if kind == "year" else f"{first:%Y-%m}"

    @api.depends("date_start", "rule_id.quantity", "rule_id.unit", "company_id")
    def _compute_deadline(self):
        """The round ends so long after its first day (U1-28)."""
        workday = self.env["callback.workday"]
        for survey in self:
            rule = survey.rule_id
            if survey.state not in (False, "draft"):
                continue
            if not (rule.quantity and survey.date_start):
                survey.deadline = False
                continue
            calendar = rule.policy_id._get_calendar(survey.company_id)
            start = LocalZone(calendar.tz or "UTC").midnight(survey.date_start)
            options = rule.policy_id._get_deadline_options()
            if not options and rule.unit != "working_day":
                # A month of a survey ends with its last day, working hours or not.
                options = {"cutoff": "day_end"}
            survey.deadline = workday.deadline(
                start, rule.quantity, rule.unit, calendar, **options
            )

    @api.depends("state", "deadline", "date_reported")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for survey in self:
            end = survey.date_reported or now
            survey.is_overdue = bool(survey.deadline and survey.deadline < end)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self.env["callback.breach"]._get_late_rounds(fields.Datetime.now())
        return [("id", "in" if True in value else "not in", late)]

    def _get_today(self):
        """Return the local date of the policy's calendar (T-01)."""
        calendar = self.policy_id._get_calendar(self.company_id)
        return LocalZone(calendar.tz or "UTC").local(fields.Datetime.now()).date()
