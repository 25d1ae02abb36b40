# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
import time as clock
from datetime import date, datetime, time, timedelta

from odoo.tests import BaseCase, tagged

from ..workday.builder import DayBuilder, Leave, Schedule
from ..workday.derivation import derive
from ..workday.national import national_days
from ..workday.table import CUTOFFS, SHIFTS, UNITS, BeyondTable, WorkdayTable
from ..workday.zone import LocalZone
from .workday_oracle import oracle

FIRST, LAST = date(2023, 1, 1), date(2032, 12, 31)
CHOICES = (*CUTOFFS, "default", "00:05", "16:00", "23:59")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


def random_table(zone, generator):
    """Return a table with random holidays and hours, and its closing times."""
    closed, hours = set(), {}
    for weekday in generator.sample(range(7), generator.randint(1, 6)):
        hours[weekday] = generator.choice([12, 17.5, 18, 22])
    day = FIRST
    while day <= LAST:
        if generator.random() < 0.03:
            closed |= {day + timedelta(n) for n in range(generator.randint(1, 9))}
        day += timedelta(days=7)
    extra = {FIRST + timedelta(generator.randrange(3600)) for _ in range(20)}
    overrides = {day: (True, 10, 16, "Make-up") for day in extra}
    local = LocalZone(zone)
    schedule = Schedule([(None, weekday, 8, hour) for weekday, hour in hours.items()])
    leaves = [Leave(local.midnight(day), local.day_end(day), "Off") for day in closed]
    days = DayBuilder(local, schedule, leaves, overrides=overrides).days(FIRST, LAST)

    def closing(day):
        if day in overrides:
            return time(16)
        if day in closed or day.weekday() not in hours:
            return None
        return time(int(hours[day.weekday()]), int(hours[day.weekday()] % 1 * 60))

    rows = [(day.is_working, day.date_end, day.source, day.name) for day in days]
    return WorkdayTable(local, FIRST, rows), closing


@tagged("post_install", "-at_install")
class TestWorkdayRandom(BaseCase):
    """The pure engine against a slow oracle; no database is used."""

    def test_engine_equals_oracle(self):
        generator = random.Random(20260923)
        cases = 0
        for number in range(24):
            zone = ZONES[number % len(ZONES)]
            table, closing = random_table(zone, generator)
            for unit in UNITS:
                for shift in SHIFTS:
                    quantity = generator.choice([0, 1, 2, 3, 7, 15, 24])
                    quantity = min(quantity, 3 if unit == "year" else 24)
                    starts = self.starts(generator)
                    cutoff = generator.choice(CHOICES)
                    period = (quantity, unit, shift)
                    ends = table.deadlines(starts, *period, cutoff)
                    for start, end in zip(starts, ends, strict=True):
                        expected = oracle(start, *period, zone, closing, cutoff)
                        self.assertEqual(end, expected, (zone, start, *period, cutoff))
                        self.assertEqual(table.deadline(start, *period, cutoff), end)
                        last = derive(table, start, *period, cutoff)[-1]
                        local = table.zone.local(end).isoformat()
                        self.assertEqual(f"{last['date']}T{last['time']}", local)
                        cases += 1
        self.assertGreater(cases, 5000)

    def starts(self, generator):
        """Random moments of 2025 and 2026, many of them near a local midnight."""
        starts = []
        for _ in range(12):
            start = datetime(2025, 1, 1) + timedelta(days=generator.randrange(700))
            hour = generator.choice([0, 4, 5, 13, 14, 15, 16, 22, 23])
            second = generator.choice([-1, 0, 1, 1800, 3599])
            starts.append(start + timedelta(hours=hour, seconds=second))
        return starts

    def test_table_that_is_too_short_says_so(self):
        table, _closing = random_table("Asia/Shanghai", random.Random(1))
        inside, outside = datetime(2032, 12, 20), datetime(2033, 2, 1)
        for start, quantity, missing in ((inside, 99, True), (outside, 1, False)):
            with self.assertRaises(BeyondTable) as caught:
                table.deadline(start, quantity, "working_day")
            self.assertGreater(caught.exception.day, LAST)
            self.assertEqual(caught.exception.missing, missing)
        empty = WorkdayTable(LocalZone("Asia/Shanghai"))
        self.assertEqual(
            empty.deadline(datetime(2026, 1, 31, 4), 1, "month"),
            datetime(2026, 2, 28, 15, 59, 59),
        )
        with self.assertRaises(BeyondTable):
            empty.deadline(inside, 1, "day", "next")

    def test_national_table_of_china(self):
        names, make_up = national_days("CN", 2026, 2026)
        self.assertEqual(names[date(2026, 10, 1)], "国庆节")
        self.assertEqual(
            sorted(make_up),
            [
                date(2026, 1, 4),
                date(2026, 2, 14),
                date(2026, 2, 28),
                date(2026, 5, 9),
                date(2026, 9, 20),
                date(2026, 10, 10),
            ],
        )
        for country, year in (("XX", 2026), ("CN", 2500)):
            with self.assertRaises(LookupError):
                national_days(country, year, year)

    def test_bulk_is_fast(self):
        """A generous bound; the exact figure belongs to the benchmarks."""
        table, _closing = random_table("Asia/Shanghai", random.Random(2))
        begin = datetime(2026, 1, 1)
        starts = [begin + timedelta(seconds=31 * number) for number in range(200_000)]
        before = clock.perf_counter()
        table.deadlines(starts, 7, "working_day")
        each = (clock.perf_counter() - before) / len(starts) * 1e6
        self.assertLess(each, 5, f"{each:.2f} microseconds each")
