# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contact windows over a table of local days (T-15), without database."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from .zone import ONE_DAY

#: How far a next window is looked for: no calendar is closed for so long.
SEARCH_DAYS = 400


class Window(NamedTuple):
    """Minutes of local days, closed at the start and open at the end (T-15)."""

    weekdays: frozenset
    working_days_only: bool
    minute_from: int
    minute_to: int

    def opens_on(self, table, day):
        """Tell whether the window holds on the day; raises BeyondTable."""
        return day.weekday() in self.weekdays and (
            not self.working_days_only or table.is_open(day)
        )


def contains(windows, table, moment):
    """Tell whether a naive UTC moment lies in one of the windows."""
    local = table.zone.local(moment)
    passed = local - datetime.combine(local.date(), time.min)
    return any(
        timedelta(minutes=window.minute_from)
        <= passed
        < timedelta(minutes=window.minute_to)
        and window.opens_on(table, local.date())
        for window in windows
    )


def next_moment(windows, table, moment):
    """Return the first naive UTC moment from ``moment`` on in a window, or None."""
    if contains(windows, table, moment):
        return moment
    first = table.zone.local(moment).date()
    starts = sorted(windows, key=lambda window: window.minute_from)
    for number in range(SEARCH_DAYS):
        day = first + ONE_DAY * number
        for window in starts:
            start = table.zone.moment(
                datetime.combine(day, time(*divmod(window.minute_from, 60)))
            )
            # The change of the clock can take a window away: look at the moment.
            if start >= moment and contains([window], table, start):
                return start
    return None
