# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Deadline arithmetic over a table of local days (T-02 to T-07), without database."""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import datetime, timedelta

from .zone import ONE_DAY, LocalZone

CLOCK_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
CALENDAR_UNITS = ("day", "week", "month", "year")
UNITS = ("minute", "hour", "day", "working_day", "week", "month", "year")
SHIFTS = ("none", "next", "previous")
CUTOFFS = ("default", "day_end", "closing")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class BeyondTable(LookupError):
    """The answer lies outside the table.

    ``day`` should be covered by the next table; ``missing`` tells that the start is
    covered and only further working days lack.
    """

    def __init__(self, day, missing=False):
        super().__init__(day)
        self.day = day
        self.missing = missing


def clock_minute(cutoff):
    """Return the minute of the day of an "HH:MM" cut-off, None for the others.

    Raises ValueError for what is no cut-off.
    """
    if cutoff in CUTOFFS:
        return None
    match = CLOCK.fullmatch(cutoff) if isinstance(cutoff, str) else None
    if not match:
        raise ValueError(cutoff)
    return int(match[1]) * 60 + int(match[2])


def add_months(day, months):
    """Return the same day number months later, clamped to the month's end (T-05)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return day.replace(
        year=year, month=month, day=min(day.day, monthrange(year, month)[1])
    )


def calendar_day(day, quantity, unit):
    """Return the last day of a calendar period that starts after ``day``."""
    if unit in ("month", "year"):
        return add_months(day, quantity * (12 if unit == "year" else 1))
    return day + ONE_DAY * quantity * (7 if unit == "week" else 1)


def last_start(day, quantity, unit):
    """Return the last day from which a calendar period has ended by ``day`` (T-05).

    Six months from 31 March end on 30 September, as those from 30 March do: the last
    such day counts.
    """
    last = calendar_day(day, -quantity, unit)
    while calendar_day(last + ONE_DAY, quantity, unit) <= day:
        last += ONE_DAY
    return last


class WorkdayTable:
    """Immutable table of consecutive local days of one calendar.

    ``first`` is the first date, ``rows`` one (is_working, date_end, source, name) per
    day; ``date_end`` is the naive UTC end of working hours. A table without rows still
    answers clock and calendar units that need no working day.
    """

    def __init__(self, zone: LocalZone, first=None, rows=()):
        self.zone = zone
        self.first = first
        self.last = first + ONE_DAY * (len(rows) - 1) if rows else None
        self.rows = tuple(rows)
        self._open = [number for number, row in enumerate(rows) if row[0]]
        self._ends = [row[1] for row in rows if row[0]]
        self._cuts = {}

    # Days -----------------------------------------------------------------

    def covers(self, day):
        """Tell whether the day is in the table."""
        return bool(self.rows) and self.first <= day <= self.last

    def row(self, day):
        """Return the row of a day; raises BeyondTable."""
        if not self.covers(day):
            raise BeyondTable(day)
        return self.rows[(day - self.first).days]

    def is_open(self, day):
        """Tell whether the day is a working day; raises BeyondTable."""
        return self.row(day)[0]

    def working_day(self, day, number):
        """Return the index, among working days, of the n-th one after ``day``.

        Number 0 is the day itself or, if closed, the next working day.
        """
        self.row(day)
        index = (day - self.first).days
        if number:
            position = bisect_right(self._open, index) + number - 1
        else:
            position = bisect_left(self._open, index)
        lacking = position + 1 - len(self._open)
        if lacking > 0:
            share = max(len(self._open) / len(self.rows), 0.05)
            days = int(lacking / share) + 31
            raise BeyondTable(self.last + ONE_DAY * days, missing=True)
        return position

    def shifted(self, day, shift):
        """Return the day, moved to the next or previous working day if closed."""
        if shift == "none" or self.is_open(day):
            return day
        if shift == "next":
            return self._open_date(self.working_day(day, 0))
        position = bisect_left(self._open, (day - self.first).days) - 1
        if position < 0:
            raise BeyondTable(self.first - ONE_DAY, missing=True)
        return self._open_date(position)

    def _open_date(self, position):
        return self.first + ONE_DAY * self._open[position]

    def local_day(self, moment):
        """Return the local date of a naive UTC moment."""
        first, days, second = self._cut(moment.date())
        return days[(moment >= first) + (moment >= second)]

    # Deadlines ------------------------------------------------------------

    def deadline(self, start, quantity, unit, shift="none", cutoff="default"):
        """Return the naive UTC deadline of a naive UTC start."""
        return self.deadlines([start], quantity, unit, shift, cutoff)[0]

    def deadlines(self, starts, quantity, unit, shift="none", cutoff="default"):
        """Return the deadlines of many naive UTC starts, in their order.

        Only clock units differ from start to start: all others depend on the local
        day, so that each UTC date is worked out once and each start costs a lookup.
        """
        if unit in CLOCK_UNITS:
            duration = CLOCK_UNITS[unit] * quantity
            if shift == "none":
                return [start + duration for start in starts]
            return [self._clock_shifted(start + duration, shift) for start in starts]
        known, result = {}, []
        look_up, append = known.get, result.append
        for start in starts:
            entry = look_up(start.date())
            if entry is None:
                day = start.date()
                first, days, second = self._cut(day)
                entry = known[day] = (first, second, days, [None] * 3)
            first, second, days, ends = entry
            part = 0 if start < first else 1 if start < second else 2
            end = ends[part]
            if end is None:
                end = self.day_deadline(days[part], quantity, unit, shift, cutoff)
                ends[part] = end
            append(end)
        return result

    def day_deadline(self, day, quantity, unit, shift, cutoff="default"):
        """Return the deadline of a local start day, for all units but the clock's."""
        if unit == "working_day":
            position = self.working_day(day, quantity)
            if cutoff in ("default", "closing"):
                return self._ends[position]
            last = self._open_date(position)
        else:
            last = self.shifted(calendar_day(day, quantity, unit), shift)
        return self._cut_off(last, cutoff)

    def _cut_off(self, day, cutoff):
        """Return when a last day ends (T-03); "closing" needs its row."""
        if cutoff == "closing":
            return self.row(day)[1] or self.zone.day_end(day)
        minute = clock_minute(cutoff)
        if minute is None:
            return self.zone.day_end(day)
        return self.zone.at_minute(day, minute)

    def _clock_shifted(self, end, shift):
        local = self.zone.local(end)
        target = self.shifted(local.date(), shift)
        if target == local.date():
            return end
        return self.zone.moment(datetime.combine(target, local.time()))

    def _cut(self, utc_day):
        """Return the local midnights inside a UTC date and the local days around."""
        cut = self._cuts.get(utc_day)
        if cut is None:
            start = datetime(utc_day.year, utc_day.month, utc_day.day)
            day = self.zone.local(start).date()
            first = self.zone.midnight(day + ONE_DAY)
            second = self.zone.midnight(day + 2 * ONE_DAY)
            days = (day, day + ONE_DAY, day + 2 * ONE_DAY)
            cut = self._cuts[utc_day] = (first, days, second)
        return cut
