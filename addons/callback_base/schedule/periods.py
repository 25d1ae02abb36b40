# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Calendar periods around a date, and the first week of a month (X-33)."""

from calendar import monthrange
from datetime import date, timedelta

#: Length in months of the periods that begin with a month.
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
PERIODS = ("week", *MONTHS)
FIRST_WEEKS = ("days", "full_week")
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def month_end(year, month):
    """Return the last date of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_after(day, months=1):
    """Return the first date of the month so many months after that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def period_of(day, kind):
    """Return the first and the last date of the period that holds ``day``.

    :param kind: week (Monday to Sunday), month, quarter, half_year or year
    :raises ValueError: another kind
    """
    if kind == "week":
        first = day - ONE_DAY * day.weekday()
        return first, first + WEEK - ONE_DAY
    if kind not in MONTHS:
        raise ValueError(f"{kind!r} is no period; use one of {', '.join(PERIODS)}")
    length = MONTHS[kind]
    first_month = (day.month - 1) // length * length + 1
    last_month = first_month + length - 1
    return date(day.year, first_month, 1), month_end(day.year, last_month)


def first_week(month, definition="days"):
    """Return the first and the last date of the first week of a month (X-33).

    :param month: any date of the month
    :param definition: days: the dates 1 to 7; full_week: the first Monday to Sunday
        that lies whole in the month
    :raises ValueError: another definition
    """
    first = month.replace(day=1)
    if definition == "full_week":
        first += ONE_DAY * (-first.weekday() % 7)
    elif definition != "days":
        raise ValueError(
            f"{definition!r} is no first week; use one of {', '.join(FIRST_WEEKS)}"
        )
    return first, first + WEEK - ONE_DAY
