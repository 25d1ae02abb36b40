# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""When a rule asks for work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .schedule.periods import period_of


@dataclass(frozen=True)
class Occasion:
    """One time at which a rule owes callbacks.

    ``occurrence`` tells it from the others in the unique key of a record; None: it
    is the day of the event of each document. ``first`` and ``last`` are local dates,
    None for an event rule, whose documents bring their own time. ``event`` is the
    naive UTC moment from which all deadlines count; None: that of the document.
    ``end`` begins the last date in UTC, for limits that count from a period's end.
    """

    occurrence: int | None
    first: date | None = None
    last: date | None = None
    event: datetime | None = None
    end: datetime | None = None


def day_number(day):
    """Return a date as the number YYYYMMDD, the occurrence of what happens once."""
    return day.year * 10000 + day.month * 100 + day.day


def repeated_number(day, number):
    """Return the occurrence of the n-th callback of a period that begins on a day."""
    return day_number(day) if number == 1 else day_number(day) * 100 + number


def periods(kind, first, last):
    """Return the (first, last) dates of all periods that overlap with the dates."""
    spans, day = [], first
    while day <= last:
        span = period_of(day, kind)
        spans.append(span)
        day = span[1] + timedelta(days=1)
    return spans
