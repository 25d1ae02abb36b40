# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..schedule.patterns import dates, n_occurrences
from ..schedule.periods import ONE_DAY
from .period_selections import SHIFTS

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
#: Fields of the weekdays, Monday first.
DAY_FIELDS = [f"schedule_{name.lower()[:3]}" for _key, name in WEEKDAYS]
#: Fields that decide which dates a pattern has, and how they are moved.
PATTERN_FIELDS = (
    "schedule_pattern",
    "schedule_start",
    *DAY_FIELDS,
    "schedule_day",
    "schedule_month",
    "schedule_nth",
    "schedule_weekday",
    "schedule_interval",
    "schedule_count",
)
SCHEDULE_FIELDS = (*PATTERN_FIELDS, "schedule_shift")


class CallbackScheduleMixin(models.AbstractModel):
    """Calendar dates on which something is due (BASE-05): pattern, number, shift.

    A record without a pattern has no dates. ``_get_schedule_dates`` lists those of a
    span, ``_get_schedule_series`` all of a schedule that ends; words come from
    ``callback_schedule_text.py``.
    """

    _name = "callback.schedule.mixin"
    _description = "Calendar dates"

    schedule_pattern = fields.Selection(
        [
            ("once", "Once"),
            ("weekly", "Weekdays"),
            ("monthly_day", "Day of the month"),
            ("monthly_weekday", "Weekday of the month"),
            ("quarter_end", "End of the quarter"),
            ("half_year_end", "End of the half-year"),
            ("year_end", "End of the year"),
            ("yearly", "Day of the year"),
        ],
        string="Repeats on",
        help="Which dates are meant. Empty: none.",
    )
    schedule_start = fields.Date(
        string="First date from",
        help="No date before this one; the number of times and the interval count "
        "from it. Once: the date itself.",
    )
    schedule_mon = fields.Boolean(string="Monday")
    schedule_tue = fields.Boolean(string="Tuesday")
    schedule_wed = fields.Boolean(string="Wednesday")
    schedule_thu = fields.Boolean(string="Thursday")
    schedule_fri = fields.Boolean(string="Friday")
    schedule_sat = fields.Boolean(string="Saturday")
    schedule_sun = fields.Boolean(string="Sunday")
    schedule_day = fields.Integer(
        string="Day",
        help="1 to 31. Days that a month does not have become its last day, so 31 is "
        "always the last day.",
    )
    schedule_month = fields.Selection(
        [
            ("1", "January"),
            ("2", "February"),
            ("3", "March"),
            ("4", "April"),
            ("5", "May"),
            ("6", "June"),
            ("7", "July"),
            ("8", "August"),
            ("9", "September"),
            ("10", "October"),
            ("11", "November"),
            ("12", "December"),
        ],
        string="Month",
        help="Month of the day of the year.",
    )
    schedule_nth = fields.Selection(
        [
            ("1", "First"),
            ("2", "Second"),
            ("3", "Third"),
            ("4", "Fourth"),
            ("5", "Fifth"),
            ("-1", "Last"),
        ],
        string="Which one",
        help="Which of these weekdays in the month. A month without a fifth one has "
        "no date.",
    )
    schedule_weekday = fields.Selection(
        WEEKDAYS, string="Weekday", help="Weekday of the month that is meant."
    )
    schedule_interval = fields.Integer(
        string="Every",
        default=1,
        help="1: each week, month or year; 2: every second one from the first date.",
    )
    schedule_count = fields.Integer(
        string="Number of times", help="0: without end, or until the last date."
    )
    schedule_shift = fields.Selection(
        SHIFTS,
        string="If closed",
        default="none",
        help="What happens to a date on which the working calendar is closed.",
    )

    @api.constrains(*PATTERN_FIELDS)
    def _check_schedule(self):
        """Refuse a pattern without dates, naming the record and the field."""
        for record in self.filtered("schedule_pattern"):
            record._check_schedule_needs()
            if record.schedule_interval < 1:
                record._refuse_schedule("schedule_interval")
            if record.schedule_count < 0:
                record._refuse_schedule("schedule_count")
            try:
                record._get_schedule_originals(fields.Date.today(), None)
            except ValueError as error:
                name = str(error).partition(":")[0]
                record._refuse_schedule(f"schedule_{name}")

    def _check_schedule_needs(self):
        """Refuse the fields that this pattern needs and that are empty."""
        needs = {
            "monthly_day": ["schedule_day"],
            "monthly_weekday": ["schedule_nth", "schedule_weekday"],
            "yearly": ["schedule_month", "schedule_day"],
            "once": ["schedule_start"],
        }.get(self.schedule_pattern, [])
        if self.schedule_pattern == "weekly" and not self._get_schedule_weekdays():
            self._refuse_schedule("schedule_mon", self.env._("Weekdays"))
        if self.schedule_count or self.schedule_interval > 1:
            needs = [*needs, "schedule_start"]
        for name in needs:
            if not self[name]:
                self._refuse_schedule(name)

    def _refuse_schedule(self, name, label=None):
        field = self._fields[name]
        value = self[name] if field.type == "integer" else self[name] or ""
        pattern = self._fields["schedule_pattern"]
        raise ValidationError(
            self.env._(
                "“%(record)s”, %(field)s: “%(value)s” gives no dates for "
                "“%(pattern)s”.",
                record=self.display_name,
                field=label or field.get_description(self.env, ["string"])["string"],
                value="" if label else value,
                pattern=dict(pattern._description_selection(self.env))[
                    self.schedule_pattern
                ],
            )
        )

    def _get_schedule_weekdays(self):
        """Return the chosen weekdays of a weekly pattern, 0 is Monday."""
        self.ensure_one()
        return [day for day, name in enumerate(DAY_FIELDS) if self[name]]

    def _get_schedule_options(self):
        """Return the options of ``schedule.patterns`` for this record."""
        self.ensure_one()
        if self.schedule_pattern == "once":
            return {"day": self.schedule_start}
        return {
            "weekdays": self._get_schedule_weekdays(),
            "day": self.schedule_day,
            "month": int(self.schedule_month or 0),
            "nth": int(self.schedule_nth or 0),
            "weekday": int(self.schedule_weekday or 0),
            "interval": self.schedule_interval,
            "anchor": self.schedule_start or None,
        }

    def _get_schedule_originals(self, first, last):
        """Return the dates before any shift.

        :param last: date; None: all from the start on, of a schedule that ends
        """
        self.ensure_one()
        pattern, options = self.schedule_pattern, self._get_schedule_options()
        if not pattern:
            return []
        start = self.schedule_start
        if pattern == "once" or self.schedule_count:
            count = self.schedule_count or 1
            days = n_occurrences(pattern, start, count, **options)
            return [day for day in days if last is None or first <= day <= last]
        if last is None:
            return dates(pattern, first, first, **options)
        return dates(pattern, max(first, start or first), last, **options)

    def _get_schedule_calendar(self):
        """Return the working calendar that shifts the dates; for overriders."""
        return self.env["callback.workday"]._calendar(None)

    def _get_schedule_dates(self, first, last, calendar=None):
        """Return the dates of a span, after the shift of closed days (EX-082).

        :param first: first date that is asked for
        :param last: last date that is asked for, included
        :param calendar: ``resource.calendar`` that knows the closed days; None: see
            ``_get_schedule_calendar``. Not used when nothing is shifted.
        :return: list of (date, date before the shift), in order. The span is meant
            for the shifted date, so that spans that follow each other give each date
            once. Two dates that a shift moves to one day are both in the list.
        """
        self.ensure_one()
        shift = self.schedule_shift or "none"
        if not self.schedule_pattern or shift == "none":
            return [(day, day) for day in self._get_schedule_originals(first, last)]

        def shifted_dates(table):
            """Return the pairs by a ``WorkdayTable``."""
            # What lies in the closed days next to the span may move into it.
            low, high = first, last
            if shift == "next":
                low = table.shifted(first - ONE_DAY, "previous") + ONE_DAY
            else:
                high = table.shifted(last + ONE_DAY, "next") - ONE_DAY
            originals = self._get_schedule_originals(low, high)
            pairs = [(table.shifted(day, shift), day) for day in originals]
            return [pair for pair in pairs if first <= pair[0] <= last]

        calendar = calendar or self._get_schedule_calendar()
        return self.env["callback.workday"]._with_table(calendar, shifted_dates)

    def _get_schedule_series(self, last=None, calendar=None):
        """Return all dates of a schedule that ends.

        :param last: date after which no date before the shift lies; None: the number
            of times must end the schedule
        :return: list of (date, date before the shift), in order
        :raises UserError: naming the record, when nothing begins or ends the schedule
        """
        self.ensure_one()
        if not self.schedule_pattern:
            return []
        if not (last or self.schedule_count or self.schedule_pattern == "once"):
            raise UserError(
                self.env._(
                    "“%(record)s” repeats without end: give the number of times or "
                    "the last date.",
                    record=self.display_name,
                )
            )
        if not self.schedule_start:
            raise UserError(
                self.env._(
                    "“%(record)s”: give the date from which it repeats.",
                    record=self.display_name,
                )
            )
        originals = self._get_schedule_originals(self.schedule_start, last)
        shift = self.schedule_shift or "none"
        if shift == "none":
            return [(day, day) for day in originals]
        return self.env["callback.workday"]._with_table(
            calendar or self._get_schedule_calendar(),
            lambda table: [(table.shifted(day, shift), day) for day in originals],
        )
