# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates of a recurring pattern: every week, n-th weekday of a month, quarter end …

``dates`` answers for a span, ``n_occurrences`` for a number. Nothing is shifted here:
what happens on a holiday is decided by the working calendar, not by the pattern.

Options by pattern:

=================  ==============================================================
weekly             ``weekdays``: weekdays, 0 (Monday) to 6 (Sunday)
monthly_day        ``day``: 1 to 31, or -1 for the last; 29 to 31 become the last
                   day of a shorter month (T-05)
monthly_weekday    ``weekday``: 0 to 6; ``nth``: 1 to 5, or -1 for the last; a month
                   without a fifth one has no date
quarter_end        none
half_year_end      none
year_end           none
yearly             ``month``: 1 to 12; ``day`` as in monthly_day
once               ``day``: a date
=================  ==============================================================

The patterns of weeks, months and years take ``interval`` as well: only every n-th week
(Monday to Sunday), month or year, counted from that of the date ``anchor``.
"""

from datetime import MAXYEAR, date
from itertools import islice

from .periods import ONE_DAY, WEEK, month_after, month_end

PATTERNS = (
    "weekly",
    "monthly_day",
    "monthly_weekday",
    "quarter_end",
    "half_year_end",
    "year_end",
    "yearly",
    "once",
)
#: Months at whose end the period of a pattern ends.
PERIOD_ENDS = {
    "quarter_end": (3, 6, 9, 12),
    "half_year_end": (6, 12),
    "year_end": (12,),
}


def dates(pattern, first, last, **options):
    """Return the dates of a pattern from ``first`` to ``last``, both included.

    :param pattern: one of ``PATTERNS``
    :param first: date
    :param last: date; before ``first``: no dates
    :param options: see the table of the module
    :return: sorted list of dates
    :raises ValueError: an unknown pattern, or an option that is missing or outside
        its range, with the option's name in the text
    """
    return list(_between(_series(pattern, first, **options), first, last))


def n_occurrences(pattern, start, count, **options):
    """Return the first ``count`` dates of a pattern from ``start`` on.

    The start itself counts when it is a date of the pattern. A pattern that happens
    once, or reaches the end of the calendar, has fewer.

    :raises ValueError: as ``dates``, or for a count below 1
    """
    _check("count", count, 1, None)
    series = _between(_series(pattern, start, **options), start, date.max)
    return list(islice(series, count))


def _between(series, first, last):
    for day in series:
        if day > last:
            return
        if day >= first:
            yield day


def _series(pattern, first, **options):
    """Yield the dates in order, from a little before ``first`` without end."""
    if pattern == "once":
        return iter([_option(options, "day")])
    interval = options.get("interval", 1)
    _check("interval", interval, 1, None)
    anchor = options.get("anchor") or first
    if interval > 1:
        anchor = _option(options, "anchor")
    if pattern == "weekly":
        return _weekly(first, anchor, interval, options)
    if pattern in PERIOD_ENDS:
        ends = PERIOD_ENDS[pattern]
        months = _months(first, first, 1)
        return (month_end(*month) for month in months if month[1] in ends)
    if pattern == "monthly_day":
        day = _check_day(options)
        return (_clamped(*month, day) for month in _months(first, anchor, interval))
    if pattern == "monthly_weekday":
        return _monthly_weekday(first, anchor, interval, options)
    if pattern == "yearly":
        return _yearly(first, anchor, interval, options)
    raise ValueError(f"{pattern!r} is no pattern; use one of {', '.join(PATTERNS)}")


def _weekly(first, anchor, interval, options):
    weekdays = sorted(set(_option(options, "weekdays")))
    if not weekdays:
        raise ValueError("weekdays: name at least one")
    for weekday in weekdays:
        _check("weekdays", weekday, 0, 6)
    week = anchor - ONE_DAY * anchor.weekday()
    behind = (first - week).days // (7 * interval)
    week += WEEK * interval * behind
    while True:
        for weekday in weekdays:
            try:
                yield week + ONE_DAY * weekday
            except OverflowError:
                return
        try:
            week += WEEK * interval
        except OverflowError:
            return


def _months(first, anchor, interval):
    """Yield (year, month) every ``interval`` months from the anchor's, near first."""
    behind = (first.year - anchor.year) * 12 + first.month - anchor.month
    month = month_after(anchor, behind // interval * interval)
    while True:
        yield month.year, month.month
        if month.year * 12 + month.month + interval > MAXYEAR * 12 + 12:
            return
        month = month_after(month, interval)


def _monthly_weekday(first, anchor, interval, options):
    weekday, nth = _option(options, "weekday"), _option(options, "nth")
    _check("weekday", weekday, 0, 6)
    if nth != -1:
        _check("nth", nth, 1, 5)
    for year, month in _months(first, anchor, interval):
        last = month_end(year, month)
        if nth == -1:
            yield last - ONE_DAY * ((last.weekday() - weekday) % 7)
            continue
        begin = last.replace(day=1)
        number = 1 + (weekday - begin.weekday()) % 7 + 7 * (nth - 1)
        if number <= last.day:
            yield begin.replace(day=number)


def _yearly(first, anchor, interval, options):
    month, day = _option(options, "month"), _check_day(options)
    _check("month", month, 1, 12)
    if day > month_end(2000, month).day:
        raise ValueError(f"day: month {month} has no day {day}")
    year = anchor.year + (first.year - anchor.year) // interval * interval
    while year <= MAXYEAR:
        if year > 0:
            yield _clamped(year, month, day)
        year += interval


def _clamped(year, month, day):
    last = month_end(year, month)
    return last if day == -1 or day > last.day else last.replace(day=day)


def _check_day(options):
    day = _option(options, "day")
    if day != -1:
        _check("day", day, 1, 31)
    return day


def _option(options, name):
    if options.get(name) is None:
        raise ValueError(f"{name}: needed by this pattern")
    return options[name]


def _check(name, value, low, high):
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or value < low or (high is not None and value > high):
        span = f"{low} to {high}" if high is not None else f"{low} or more"
        raise ValueError(f"{name}: {value!r} is not a whole number, {span}")
