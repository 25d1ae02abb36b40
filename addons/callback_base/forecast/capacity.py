# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whether work can be done by its deadlines, in exact numbers, without database.

Work is done in the order of its deadlines: no other order holds more of them. Then
the deadlines of a day are held exactly when all that is due up to that day is not
more than all that can be done up to its end.
"""

from fractions import Fraction
from math import ceil

from ..sampling.sizes import exact


def accumulate(due, capacity, backlog=0):
    """Yield (day, due so far, capacity so far) of each day on which either changes.

    :param due: mapping of a day to the number of callbacks due by its end
    :param capacity: mapping of a day to the number that can be made on it
    :param backlog: number that is late already; it is made first, and late anyway
    """
    owed, able = backlog, Fraction(0)
    for day in sorted(due.keys() | capacity.keys()):
        owed += due.get(day, 0)
        able += exact(capacity.get(day, 0))
        yield day, owed, able


def first_miss(due, capacity, backlog=0):
    """Return the first day on which something is due that cannot be done; or None."""
    for day, owed, able in accumulate(due, capacity, backlog):
        if due.get(day) and owed > able:
            return day
    return None


def needed(due, capacity, backlog=0):
    """Return the smallest number of callers with whom every deadline is held.

    :param capacity: what one caller can make on each day
    :returns: None when no number suffices: something is due before the first hour
    """
    callers = 0
    for day, owed, able in accumulate(due, capacity, backlog):
        if due.get(day):
            if not able:
                return None
            callers = max(callers, ceil(owed / able))
    return callers


def onto(days, due):
    """Return the due numbers moved to the last of ``days`` on or before each.

    What is due on a closed day is made by the end of the open day before. What is
    due before all of ``days`` stays where it is.

    :param days: sorted list of the days on which is worked
    """
    moved, last, position = {}, None, 0
    for day in sorted(due):
        while position < len(days) and days[position] <= day:
            last = days[position]
            position += 1
        place = last or day
        moved[place] = moved.get(place, 0) + due[day]
    return moved
