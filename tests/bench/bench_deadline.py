"""Deadlines of 1 000 000 events: in memory, in SQL, by resource.calendar."""

import random
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from common import Figure, at_least, at_most, environment, timed

ADDON = Path(__file__).parents[2] / "addons" / "callback_base"
sys.path.insert(0, str(ADDON / "tests"))

from workday_oracle import oracle  # noqa: E402

DAYS = 7
FIRST = datetime(2026, 1, 1)
SECONDS = 340 * 86400
#: So often resource.calendar is asked.
PLANNED = 200
COMPARED = 20_000
UNITS = ("minute", "hour", "day", "working_day", "week", "month")
SHIFTS = ("none", "next", "previous")
CUTOFFS = ("default", "day_end", "closing", "16:00")

JOINED = """
    SELECT max(e.date_end) FROM bench_start s
    JOIN callback_workday d ON d.calendar_id = {calendar}
        AND d.date = (s.start AT TIME ZONE 'UTC' AT TIME ZONE '{zone}')::date
    JOIN callback_workday e ON e.calendar_id = {calendar} AND e.is_working
        AND e.ordinal = d.ordinal + {days}
"""
SCANNED = """
    SELECT max((s.start AT TIME ZONE 'UTC' AT TIME ZONE '{zone}')::date)
    FROM bench_start s
"""


def in_memory(workdays, calendar, starts):
    """Return the best seconds of three of the bulk call, and of its table alone."""

    def work():
        return workdays._deadlines(starts, DAYS, "working_day", calendar)

    work()  # loads the table of days
    table = calendar._workday_table()
    return [
        min(timed(call)[0] for _run in range(3))
        for call in (work, lambda: table.deadlines(starts, DAYS, "working_day"))
    ]


def in_sql(env, calendar, starts):
    """Return the best seconds of three of a join, and of reading the rows alone."""
    cr = env.cr
    cr.execute("CREATE TEMP TABLE bench_start (start timestamp)")
    cr.execute("INSERT INTO bench_start SELECT unnest(%s::timestamp[])", [starts])
    cr.execute("ANALYZE bench_start")
    cr.execute("ANALYZE callback_workday")
    names = {"calendar": calendar.id, "zone": calendar.tz, "days": DAYS}
    joined, scanned = (
        min(timed(lambda text=text: cr.execute(text))[0] for _run in range(3))
        for text in (JOINED.format(**names), SCANNED.format(**names))
    )
    return joined, scanned


def by_calendar(calendar, starts):
    """Return the seconds resource.calendar needs for one."""
    zone = ZoneInfo(calendar.tz)
    local = [start.replace(tzinfo=UTC).astimezone(zone) for start in starts[:PLANNED]]
    calendar.plan_days(DAYS, local[0], compute_leaves=True)
    begin = perf_counter()
    for start in local:
        calendar.plan_days(DAYS, start, compute_leaves=True)
    return (perf_counter() - begin) / len(local)


def closing_times(workdays, calendar):
    """Return a function of the local closing time of a day, None when closed."""
    # The days before and after the starts, which the ends may fall on.
    for year in (FIRST.year - 1, FIRST.year + 3):
        workdays.deadline(datetime(year, 1, 10), 1, "working_day", calendar)
    zone = ZoneInfo(calendar.tz)
    closing = {
        day.date: (
            day.date_end.replace(tzinfo=UTC).astimezone(zone).time()
            if day.is_working
            else None
        )
        for day in workdays.search([("calendar_id", "=", calendar.id)])
    }
    return closing.__getitem__


def differences(workdays, calendar, count):
    """Return how many random deadlines differ from the slow oracle's."""
    generator = random.Random(20261122)
    closing = closing_times(workdays, calendar)
    wrong = 0
    for _group in range(count // 20):
        period = (
            generator.randrange(13),
            generator.choice(UNITS),
            generator.choice(SHIFTS),
        )
        cutoff = generator.choice(CUTOFFS)
        starts = random_starts(generator, 20)
        quantity, unit, shift = period
        ends = workdays._deadlines(starts, quantity, unit, calendar, shift, cutoff)
        wrong += sum(
            end != oracle(start, *period, calendar.tz, closing, cutoff)
            for start, end in zip(starts, ends, strict=True)
        )
    return wrong


def random_starts(generator, count):
    """Return random naive UTC moments, some of them near a local midnight."""
    starts = [
        FIRST + timedelta(seconds=generator.randrange(SECONDS)) for _n in range(count)
    ]
    for place in range(0, count, 5):
        near = datetime.combine(starts[place].date(), time(16))
        starts[place] = near + timedelta(seconds=generator.randrange(-2, 3))
    return starts


def figures(scale):
    """Yield the lines of the table."""
    count = int(1_000_000 * scale)
    with environment() as env:
        workdays = env["callback.workday"]
        calendar = env.ref("callback_base.calendar_standard")
        starts = random_starts(random.Random(5), count)
        memory, table = (s / count for s in in_memory(workdays, calendar, starts))
        joined, scanned = (s / count for s in in_sql(env, calendar, starts))
        planned = by_calendar(calendar, starts)
        wrong = differences(workdays, calendar, COMPARED)
    best = min(table, joined)
    yield Figure("resource.calendar.plan_days, each", f"{planned * 1e6:,.0f} µs")
    yield Figure("local day of a moment in SQL, each", f"{scanned * 1e6:.3f} µs")
    yield Figure("deadline with its checks, each", f"{memory * 1e6:.3f} µs")
    yield Figure("deadline in memory, each", f"{table * 1e6:.3f} µs")
    yield Figure("deadline by SQL join, each", f"{joined * 1e6:.3f} µs")
    yield at_most(
        "deadline in bulk, the faster way",
        f"{best * 1e6:.3f} µs",
        best * 1e6,
        0.3,
        "microseconds each",
    )
    yield at_least(
        "deadline in bulk, the slower way",
        f"{max(memory, joined) * 1e6:.3f} µs",
        planned / max(memory, joined),
        1000,
        "1 000 × as fast as plan_days",
    )
    yield at_most(
        f"differences from the oracle in {COMPARED:,}",
        str(wrong),
        wrong,
        0,
        "no difference",
    )
