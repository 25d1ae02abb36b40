# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Counting what falls into one window of time, in whatever order it becomes known."""

from bisect import bisect_left, bisect_right

from dateutil.relativedelta import relativedelta


def window_start(window, months, day):
    """Return the first day of the window that ends with a day, or None (X-30)."""
    if window == "calendar_year":
        return day.replace(month=1, day=1)
    if window == "months":
        return day - relativedelta(months=months) + relativedelta(days=1)
    return None


def count_in_window(dates, day, get_start):
    """Return how many dates one window holds at most that also holds a day.

    What happened earlier may be reported later: it counts with all that stands in the
    same window, so that the third event of a year is the third in any order.

    :param dates: sorted dates, with the day itself among them
    :param get_start: function of the last day of a window: its first day, or None
    """
    most = 0
    for end in dict.fromkeys(dates[bisect_left(dates, day) :]):
        start = get_start(end)
        if start and start > day:
            break
        first = bisect_left(dates, start) if start else 0
        most = max(most, bisect_right(dates, end) - first)
    return most
