# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..schedule.periods import period_of


class CallbackPolicy(models.Model):
    """How a policy counts: the calculation conventions of one version.

    The written texts leave these open; each is decided on the version, approved with
    it and locked with it (T-03, X-05, X-30, X-33, X-39, X-46).
    """

    _inherit = "callback.policy"

    cutoff = fields.Selection(
        [
            ("default", "Working days with the working hours, others at midnight"),
            ("day_end", "Always at the end of the day (23:59:59)"),
            ("closing", "Always with the working hours of that day"),
            ("clock", "At a clock time"),
        ],
        string="A day ends",
        default="default",
        required=True,
        help="When the last day of a time limit ends. None of the texts says it "
        "(X-39); minutes and hours run on the clock in any case (T-04).",
    )
    cutoff_hour = fields.Float(
        string="Cut-off time", help="Local clock time on the last day."
    )
    statement_reading = fields.Selection(
        [
            ("exclusive", "Before that day"),
            ("inclusive", "At the end of that day"),
        ],
        string="Statement day without a time",
        default="exclusive",
        required=True,
        help="“Before the 6th” in a text can end with the 5th or include the 6th "
        "(X-05). Not used when the statement has a clock time: that time counts.",
    )
    first_week = fields.Selection(
        [
            ("days", "Days 1 to 7"),
            ("full_week", "First full week from Monday"),
        ],
        string="First week of a month",
        default="days",
        required=True,
        help="What “the first week of next month” means (X-33).",
    )
    year_window = fields.Selection(
        [("calendar", "Calendar year"), ("rolling", "Twelve months back")],
        string="Within the year",
        default="calendar",
        required=True,
        help="What “within the year” means for repeated events (X-30).",
    )
    half_year = fields.Selection(
        [
            ("calendar", "Calendar half years"),
            ("rolling", "Six months after the last time"),
        ],
        string="Every half year",
        default="calendar",
        required=True,
        help="What “at least every half year” means (X-46).",
    )

    @api.constrains("cutoff", "cutoff_hour")
    def _check_cutoff_hour(self):
        for policy in self:
            if policy.cutoff == "clock" and not 0 < policy.cutoff_hour < 24:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: the cut-off time must lie within the day, after "
                        "0:00 and before 24:00.",
                        policy=policy.code,
                    )
                )

    @api.constrains("statement_day", "statement_hour", "statement_reading")
    def _check_statement_reading(self):
        for policy in self:
            strict = policy.statement_reading == "exclusive"
            if policy.statement_day == 1 and not policy.statement_hour and strict:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: a statement before the 1st would be due while "
                        "its month still runs. Give a time, or include the day.",
                        policy=policy.code,
                    )
                )

    def _get_deadline_options(self):
        """Return the keywords this version adds to ``callback.workday.deadline``.

        :returns: {} or {"cutoff": …}, for deadline, _deadlines, explain and _basis
        """
        self.ensure_one()
        if self.cutoff == "default":
            return {}
        if self.cutoff != "clock":
            return {"cutoff": self.cutoff}
        # 23:59:45 is still that day, whatever a float makes of it.
        minutes = min(round(self.cutoff_hour * 60), 24 * 60 - 1)
        return {"cutoff": f"{minutes // 60:02}:{minutes % 60:02}"}

    def _get_statement_due(self, month, company=None):
        """Return when the statement of a period is due, as naive UTC (U1-33).

        The day is counted from the first day of the next period: the 5th of the next
        month, the fifth day (Friday) of the next week.

        A clock time on the day counts as it stands. Without one the last moment is
        23:59:59 of the day before, or of the day itself (X-05).

        :param month: any date of the period that is reported
        """
        self.ensure_one()
        calendar = self._get_calendar(company)
        _first, last = period_of(month, self.statement_period)
        day = last + datetime.timedelta(days=self.statement_day)
        clock = self.statement_hour
        if not clock and self.statement_reading == "exclusive":
            day -= datetime.timedelta(days=1)
        shift = self.statement_shift

        def _due(table):
            last = day if shift == "none" else table.shifted(day, shift)
            if clock:
                return table.zone.at_minute(last, round(clock * 60))
            return table.zone.day_end(last)

        return self.env["callback.workday"]._with_table(calendar, _due)

    def _get_first_week(self, day):
        """Return (first, last) date of the first week of the month of ``day`` (X-33).

        A full week begins on the month's first Monday.
        """
        self.ensure_one()
        first = day.replace(day=1)
        if self.first_week == "full_week":
            first += datetime.timedelta(days=-first.weekday() % 7)
        return first, first + datetime.timedelta(days=6)

    def _get_year_window(self, day):
        """Return (first, last) date that count as “within the year” on a day (X-30).

        Rolling: the twelve months that end with the day itself.
        """
        self.ensure_one()
        if self.year_window == "calendar":
            return day.replace(month=1, day=1), day.replace(month=12, day=31)
        first = day - relativedelta(years=1) + datetime.timedelta(days=1)
        return first, day

    def _get_half_year_due(self, last):
        """Return the last date for the next of a half-yearly duty (X-46).

        :param last: date on which it was done before. Calendar halves: the next one
            is owed in the half year that follows, until its last day
        """
        self.ensure_one()
        if self.half_year == "rolling":
            return last + relativedelta(months=6)
        if last.month <= 6:
            return last.replace(month=12, day=31)
        return datetime.date(last.year + 1, 6, 30)
