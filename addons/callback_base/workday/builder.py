# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which local days are open, from when to when, and why."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .zone import ONE_DAY, LocalZone

# What is left of a day after a time off and is shorter than this is no opening: time
# off is usually entered until 17:59:59 or 23:59:59.
SLACK = timedelta(minutes=1)


class Day(NamedTuple):
    """One local day of a calendar; hours are local, moments are naive UTC."""

    date: date
    is_working: bool
    hour_from: float
    hour_to: float
    date_midnight: datetime
    date_start: datetime | None
    date_end: datetime | None
    source: str
    name: str | None
    ordinal: int = 0


class Leave(NamedTuple):
    """A public time off: naive UTC moments and its reason."""

    start: datetime
    end: datetime
    name: str | None


def minutes(hours):
    """Return float hours as whole minutes of the day (17.6 is 17:36)."""
    return round(hours * 60)


def outer(intervals):
    """Return first opening and last closing of sorted intervals, None if none."""
    return (intervals[0][0], max(end for _, end in intervals)) if intervals else None


class Schedule:
    """Opening intervals, in minutes of the day, by week type and weekday."""

    def __init__(self, lines, two_weeks=False):
        """Take (week type 0/1 or None, weekday 0-6, hour from, hour to) lines."""
        self._weeks = ({}, {})
        for week_type, weekday, hour_from, hour_to in lines:
            interval = (minutes(hour_from), minutes(hour_to))
            if interval[0] >= interval[1]:
                continue
            types = (week_type,) if two_weeks and week_type is not None else (0, 1)
            for number in types:
                self._weeks[number].setdefault(weekday, []).append(interval)
        for week in self._weeks:
            for intervals in week.values():
                intervals.sort()
        self.usual = self._usual()

    def _usual(self):
        """Return the intervals of the most common opening hours of open weekdays."""
        days = [
            week[weekday]
            for weekday in range(7)
            for week in self._weeks
            if weekday in week
        ]
        if not days:
            return []
        opening = Counter(map(outer, days)).most_common(1)[0][0]
        return next(day for day in days if outer(day) == opening)

    def intervals(self, day):
        """Return the opening intervals of a date, ignoring holidays."""
        # The week parity counts weeks from the year 1, as the resource module does.
        week = self._weeks[(day.toordinal() - 1) // 7 % 2]
        return week.get(day.weekday(), [])


class DayBuilder:
    """Decide every day of a period from all its sources.

    Precedence: a day set by hand, the calendar's own public time off, a national
    make-up working day, a national holiday, the weekly hours.
    """

    def __init__(
        self, zone: LocalZone, schedule, leaves=(), national=({}, ()), overrides=None
    ):
        """``overrides``: {date: (is_working, hour_from, hour_to, name)}."""
        self.zone = zone
        self.schedule = schedule
        self.leaves = sorted(leaves, key=lambda leave: leave[:2])
        self.holidays, self.make_up = national
        self.overrides = overrides or {}

    def days(self, first, last):
        """Return the list of Day of all dates of the period, both included.

        ``ordinal`` counts the working days up to and including each day.
        """
        leaves = self._leaves_by_day(first, last)
        count = (last - first).days + 1
        dates = [first + timedelta(days=number) for number in range(count)]
        days, ordinal = [], 0
        for day in dates:
            row = self._day(day, leaves.get(day, ()))
            ordinal += row.is_working
            days.append(row._replace(ordinal=ordinal))
        return days

    def _leaves_by_day(self, first, last):
        by_day = {}
        for leave in self.leaves:
            day = max(self.zone.local(leave.start).date(), first)
            until = min(self.zone.local(leave.end).date(), last)
            while day <= until:
                by_day.setdefault(day, []).append(leave)
                day += ONE_DAY
        return by_day

    def _day(self, day, leaves):
        if day in self.overrides:
            is_working, hour_from, hour_to, name = self.overrides[day]
            hours = (minutes(hour_from), minutes(hour_to)) if is_working else None
            return self._row(day, self._moments(day, hours), "override", name, hours)
        source, name = "calendar", None
        intervals = self.schedule.intervals(day)
        if day in self.make_up:
            if not intervals:
                intervals, source = self.schedule.usual, "make_up"
        elif day in self.holidays:
            intervals, source, name = [], "holiday", self.holidays[day]
        if leaves:
            return self._day_with_leaves(day, intervals, leaves, source, name)
        hours = (
            (intervals[0][0], max(end for _s, end in intervals)) if intervals else None
        )
        return self._row(day, self._moments(day, hours), source, name, hours)

    def _moments(self, day, hours):
        return hours and tuple(self.zone.at_minute(day, minute) for minute in hours)

    def _day_with_leaves(self, day, intervals, leaves, source, name):
        leave_name = next((leave.name for leave in leaves if leave.name), None)
        if intervals:
            opened = [self._moments(day, interval) for interval in intervals]
        else:
            opened = [(self.zone.midnight(day), self.zone.day_end(day))]
        left = subtract(opened, leaves)
        if not left:
            return self._row(day, None, "leave", leave_name or name)
        if not intervals:
            return self._row(day, None, source, name)
        if left != opened:
            name = leave_name
        return self._row(day, outer(left), source, name)

    def _row(self, day, moments, source, name, hours=None):
        midnight = self.zone.midnight(day)
        if not moments:
            return Day(day, False, 0.0, 0.0, midnight, None, None, source, name)
        if hours is None:
            hours = [self._minute(moment) for moment in moments]
        hour_from, hour_to = (round(minute / 60, 6) for minute in hours)
        return Day(day, True, hour_from, hour_to, midnight, *moments, source, name)

    def _minute(self, moment):
        local = self.zone.local(moment)
        return local.hour * 60 + local.minute + (local.second + 1) // 60


def subtract(opened, leaves):
    """Return what time off leaves of opening intervals, crumbs swept away."""
    for leave in leaves:
        rest = []
        for start, end in opened:
            rest.append((start, min(end, leave.start)))
            rest.append((max(start, leave.end), end))
        opened = [(start, end) for start, end in rest if end - start >= SLACK]
    return opened
