# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Why a deadline falls where it falls: language-neutral steps of its derivation."""

from datetime import date, timedelta

from .table import CLOCK_UNITS, calendar_day, clock_minute
from .zone import ONE_DAY


def derive(table, start, quantity, unit, shift="none", cutoff="default"):
    """Return the steps from a naive UTC start to its deadline.

    Each step is a dict with ``date`` (ISO, local), ``kind``, ``number``, ``reason``,
    ``name``; the first and the last also have ``time`` (local).
    """
    deadline = table.deadline(start, quantity, unit, shift, cutoff)
    local_start, local_end = table.zone.local(start), table.zone.local(deadline)
    last = local_end.date()
    steps = [_moment_step("start", local_start, 0, _start_reason(quantity, unit))]
    if unit == "working_day":
        steps += _working_steps(table, local_start.date(), last, quantity)
    else:
        target = _target(table, start, quantity, unit)
        if unit not in CLOCK_UNITS:
            steps.append(_target_step(local_start.date(), target, quantity, unit))
        steps += _shift_steps(table, target, last)
    reason = _end_reason(table, last, unit, cutoff)
    return [*steps, _moment_step("deadline", local_end, quantity, reason)]


def _end_reason(table, last, unit, cutoff):
    """Say what ends the last day (T-03)."""
    if unit in CLOCK_UNITS:
        return "clock"
    if clock_minute(cutoff) is not None:
        return "cutoff"
    if cutoff == "closing":
        return "working_hours" if table.row(last)[1] else "no_hours"
    by_hours = unit == "working_day" and cutoff == "default"
    return "working_hours" if by_hours else "day_end"


def provisional_steps(steps, awaited):
    """Return one note on the years of the derivation whose make-up days are awaited.

    :param awaited: function that picks those years out of a set of years, in order
    """
    first = {}
    for step in steps[1:]:
        first.setdefault(int(step["date"][:4]), date.fromisoformat(step["date"]))
    years = awaited(set(first))
    if not years:
        return []
    names = ", ".join(map(str, years))
    return [_day_step("note", first[years[0]], 0, "provisional", names)]


def _moment_step(kind, local, number, reason):
    return {
        "date": local.date().isoformat(),
        "time": local.time().isoformat("seconds"),
        "kind": kind,
        "number": number,
        "reason": reason,
        "name": "",
    }


def _day_step(kind, day, number, reason, name=""):
    return {
        "date": day.isoformat(),
        "kind": kind,
        "number": number,
        "reason": reason,
        "name": name or "",
    }


def _start_reason(quantity, unit):
    if unit in CLOCK_UNITS:
        return "clock"
    return "not_counted" if quantity else "counted"


def _target(table, start, quantity, unit):
    if unit in CLOCK_UNITS:
        return table.zone.local(table.deadline(start, quantity, unit)).date()
    return calendar_day(table.local_day(start), quantity, unit)


def _target_step(day, target, quantity, unit):
    clamped = unit in ("month", "year") and target.day != day.day
    return _day_step("counted", target, quantity, "clamped" if clamped else "calendar")


def _closed_reason(row, day):
    if row[2] != "calendar":
        return row[2]
    return "weekend" if day.weekday() >= 5 else "closed"


def _working_steps(table, day, last, quantity):
    """Every day after the start, or from the start on when nothing is counted."""
    steps, number = [], 0
    day += ONE_DAY if quantity else timedelta(0)
    while day <= last:
        is_working, _end, source, name = table.row(day)
        if is_working:
            number += 1 if quantity else 0
            reason = "working" if source == "calendar" else source
            steps.append(_day_step("counted", day, number, reason, name))
        else:
            reason = _closed_reason((is_working, None, source), day)
            steps.append(_day_step("skipped", day, number, reason, name))
        day += ONE_DAY
    return steps


def _shift_steps(table, target, last):
    """The closed days over which a shift moved the deadline."""
    steps, day = [], target
    direction = ONE_DAY if last > target else -ONE_DAY
    while day != last:
        row = table.row(day)
        way = "next" if last > target else "previous"
        step = _day_step("shifted", day, 0, _closed_reason(row, day), row[3])
        steps.append(step | {"shift": way})
        day += direction
    return steps


# Packing: a stored basis joins like days that follow each other ---------------------


def pack(steps):
    """Join runs of like days into one step with ``until``."""
    packed = []
    for step in steps:
        if packed and _continues(packed[-1], step):
            packed[-1]["until"] = step["date"]
        else:
            packed.append({key: value for key, value in step.items() if value != ""})
    return packed


def _continues(run, step):
    if step["kind"] not in ("counted", "skipped") or run["kind"] != step["kind"]:
        return False
    same = run["reason"] == step["reason"] and run.get("name", "") == step["name"]
    last = date.fromisoformat(run.get("until", run["date"]))
    return same and last + ONE_DAY == date.fromisoformat(step["date"])


def unpack(packed):
    """Return the single steps of packed ones."""
    steps = []
    for run in packed:
        step = {"name": "", **run}
        until = date.fromisoformat(step.pop("until", step["date"]))
        day, number = date.fromisoformat(step["date"]), step["number"]
        while day <= until:
            steps.append(step | {"date": day.isoformat(), "number": number})
            number += 1 if step["kind"] == "counted" and number else 0
            day += ONE_DAY
    return steps
