# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import format_date

from .callback_schedule_mixin import DAY_FIELDS


class CallbackScheduleMixin(models.AbstractModel):
    """The dates of a schedule in one sentence."""

    _inherit = "callback.schedule.mixin"

    def _get_schedule_text(self):
        """Return the schedule in words of the user: last Friday of each month, 3 times.

        Empty without a pattern.
        """
        self.ensure_one()
        if not self.schedule_pattern:
            return ""
        if self.schedule_pattern == "once":
            text = self.env._("on %(date)s", date=self._format_schedule_start())
        else:
            text = self._get_schedule_pattern_text()
            if self.schedule_interval > 1 and not self.schedule_pattern.endswith(
                "_end"
            ):
                text = self.env._(
                    "%(dates)s, every %(interval)s",
                    dates=text,
                    interval=self._get_schedule_interval_text(),
                )
            if self.schedule_start:
                text = self.env._(
                    "%(dates)s, from %(date)s",
                    dates=text,
                    date=self._format_schedule_start(),
                )
            if self.schedule_count:
                text = self.env._(
                    "%(dates)s, %(count)s times", dates=text, count=self.schedule_count
                )
        if self.schedule_shift == "next":
            return self.env._("%(dates)s; if closed, the next working day", dates=text)
        if self.schedule_shift == "previous":
            return self.env._(
                "%(dates)s; if closed, the working day before", dates=text
            )
        return text

    def _get_schedule_pattern_text(self):
        last_day = self.schedule_day == 31
        values = {
            "day": self.schedule_day,
            "month": self._get_schedule_label("schedule_month"),
            "nth": self._get_schedule_label("schedule_nth"),
            "weekday": self._get_schedule_label("schedule_weekday"),
        }
        match self.schedule_pattern:
            case "weekly":
                names = [
                    self._fields[DAY_FIELDS[day]].get_description(self.env, ["string"])
                    for day in self._get_schedule_weekdays()
                ]
                return self.env._(
                    "each %(weekdays)s", weekdays=[name["string"] for name in names]
                )
            case "monthly_day" if last_day:
                return self.env._("last day of each month")
            case "monthly_day":
                return self.env._("day %(day)s of each month", **values)
            case "monthly_weekday":
                return self.env._("%(nth)s %(weekday)s of each month", **values)
            case "quarter_end":
                return self.env._("last day of each quarter")
            case "half_year_end":
                return self.env._("last day of each half-year")
            case "year_end":
                return self.env._("last day of each year")
        return self.env._("%(month)s %(day)s of each year", **values)

    def _get_schedule_interval_text(self):
        count = self.schedule_interval
        match self.schedule_pattern:
            case "weekly":
                return self.env._("%(count)s weeks", count=count)
            case "yearly":
                return self.env._("%(count)s years", count=count)
        return self.env._("%(count)s months", count=count)

    def _get_schedule_label(self, name):
        labels = dict(self._fields[name]._description_selection(self.env))
        label = labels.get(self[name], "")
        return label.lower() if name == "schedule_nth" else label

    def _format_schedule_start(self):
        return format_date(self.env, self.schedule_start)
