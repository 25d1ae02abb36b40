# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The deadline rules walked day by day, as slowly and plainly as they read."""

from calendar import monthrange
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def to_utc(zone, day, clock):
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def nearest_open(day, is_open, shift):
    while shift != "none" and not is_open(day):
        day += DAY if shift == "next" else -DAY
    return day


def later(day, quantity, unit):
    if unit in ("day", "week"):
        for _ in range(quantity * (7 if unit == "week" else 1)):
            day += DAY
        return day
    year, month = day.year, day.month
    for _ in range(quantity * (12 if unit == "year" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return day.replace(
        year=year, month=month, day=min(day.day, monthrange(year, month)[1])
    )


def oracle(start, quantity, unit, shift, zone, closing, cutoff="default"):
    """``closing(day)``: local closing time of a working day, None when closed."""

    def is_open(day):
        return closing(day) is not None

    local = start.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    if unit in ("hour", "minute"):
        end = start + quantity * timedelta(**{unit + "s": 1})
        clock = end.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
        day = nearest_open(clock.date(), is_open, shift)
        return end if day == clock.date() else to_utc(zone, day, clock.time())
    day = local.date()
    if unit == "working_day":
        day = day if quantity else nearest_open(day, is_open, "next")
        while quantity:
            day += DAY
            quantity -= 1 if is_open(day) else 0
        by_hours = cutoff in ("default", "closing")
    else:
        day = nearest_open(later(day, quantity, unit), is_open, shift)
        by_hours = cutoff == "closing"
    if by_hours and is_open(day):
        return to_utc(zone, day, closing(day))
    if ":" in cutoff:
        return to_utc(zone, day, time.fromisoformat(cutoff))
    return to_utc(zone, day, time(23, 59, 59))
