# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..schedule.patterns import PATTERNS, dates, n_occurrences
from ..schedule.periods import first_week, period_of

FRIDAY = 4


@tagged("post_install", "-at_install")
class TestScheduleDates(BaseCase):
    """Dates of patterns, in years with and without surprises (BASE-05)."""

    def _year(self, year, pattern, **options):
        days = dates(pattern, date(year, 1, 1), date(year, 12, 31), **options)
        return [(day.month, day.day) for day in days]

    def test_ex_086_last_friday_for_three_months(self):
        """C2-01, from different months and in another year."""
        last_friday = {"weekday": FRIDAY, "nth": -1}
        expected = {
            date(2026, 1, 1): ["2026-01-30", "2026-02-27", "2026-03-27"],
            date(2026, 5, 1): ["2026-05-29", "2026-06-26", "2026-07-31"],
            date(2026, 7, 1): ["2026-07-31", "2026-08-28", "2026-09-25"],
            date(2027, 11, 1): ["2027-11-26", "2027-12-31", "2028-01-28"],
            # the start counts, the day after it does not
            date(2026, 1, 30): ["2026-01-30", "2026-02-27", "2026-03-27"],
            date(2026, 1, 31): ["2026-02-27", "2026-03-27", "2026-04-24"],
        }
        for start, days in expected.items():
            found = n_occurrences("monthly_weekday", start, 3, **last_friday)
            self.assertEqual([day.isoformat() for day in found], days, start)

    def test_nth_weekday(self):
        """A month without a fifth Monday has no date; a first one may be the 1st."""
        fifth = self._year(2026, "monthly_weekday", weekday=0, nth=5)
        self.assertEqual(fifth, [(3, 30), (6, 29), (8, 31), (11, 30)])
        first = self._year(2024, "monthly_weekday", weekday=0, nth=1)
        self.assertEqual(first[0], (1, 1))
        self.assertEqual(len(first), 12)
        third = dates(
            "monthly_weekday", date(2026, 2, 1), date(2026, 2, 28), weekday=2, nth=3
        )
        self.assertEqual(third, [date(2026, 2, 18)])

    def test_t_05_day_of_month_is_clamped(self):
        """Day 31 is the last of each month, 29 February counts in leap years."""
        for day in (31, -1):
            leap = self._year(2028, "monthly_day", day=day)
            self.assertEqual(leap[:4], [(1, 31), (2, 29), (3, 31), (4, 30)])
            self.assertEqual(self._year(2027, "monthly_day", day=day)[1], (2, 28))
        self.assertEqual(
            self._year(2027, "monthly_day", day=30)[1:3], [(2, 28), (3, 30)]
        )
        self.assertEqual(
            self._year(2026, "monthly_day", day=25),
            [(month, 25) for month in range(1, 13)],
        )

    def test_ends_of_periods(self):
        """EX-090, L1-02: quarter ends; half years and years likewise."""
        self.assertEqual(
            self._year(2026, "quarter_end"), [(3, 31), (6, 30), (9, 30), (12, 31)]
        )
        self.assertEqual(self._year(2031, "half_year_end"), [(6, 30), (12, 31)])
        self.assertEqual(self._year(2028, "year_end"), [(12, 31)])
        self.assertEqual(
            n_occurrences("quarter_end", date(2026, 2, 10), 4),
            [
                date(2026, 3, 31),
                date(2026, 6, 30),
                date(2026, 9, 30),
                date(2026, 12, 31),
            ],
        )

    def test_yearly(self):
        """29 February becomes the 28th in common years."""
        days = n_occurrences("yearly", date(2026, 3, 1), 3, month=2, day=29)
        self.assertEqual(
            days, [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]
        )
        days = dates(
            "yearly",
            date(2025, 1, 1),
            date(2032, 1, 1),
            month=12,
            day=15,
            interval=3,
            anchor=date(2026, 5, 5),
        )
        self.assertEqual(days, [date(2026, 12, 15), date(2029, 12, 15)])

    def test_weekly(self):
        """Several weekdays; every second week of the anchor, before it as well."""
        january = (date(2026, 1, 1), date(2026, 1, 14))
        self.assertEqual(
            [day.day for day in dates("weekly", *january, weekdays=[4, 0, 4])],
            [2, 5, 9, 12],
        )
        options = {"weekdays": {0, 6}, "interval": 2, "anchor": date(2026, 1, 7)}
        self.assertEqual(
            dates("weekly", date(2025, 12, 22), date(2026, 1, 25), **options),
            [
                date(2025, 12, 22),
                date(2025, 12, 28),
                date(2026, 1, 5),
                date(2026, 1, 11),
                date(2026, 1, 19),
                date(2026, 1, 25),
            ],
        )

    def test_every_third_month_from_an_anchor(self):
        options = {"day": 31, "interval": 3, "anchor": date(2026, 11, 30)}
        self.assertEqual(
            dates("monthly_day", date(2026, 1, 1), date(2027, 5, 31), **options),
            [
                date(2026, 2, 28),
                date(2026, 5, 31),
                date(2026, 8, 31),
                date(2026, 11, 30),
                date(2027, 2, 28),
                date(2027, 5, 31),
            ],
        )

    def test_once_and_ends_of_the_calendar(self):
        day = date(2026, 4, 25)
        self.assertEqual(dates("once", day, day, day=day), [day])
        self.assertEqual(dates("once", day + timedelta(1), date.max, day=day), [])
        self.assertEqual(n_occurrences("once", date.min, 9, day=day), [day])
        late = date(9999, 12, 1)
        self.assertEqual(
            n_occurrences("monthly_day", late, 5, day=31), [date(9999, 12, 31)]
        )
        self.assertEqual(len(n_occurrences("weekly", late, 9, weekdays=[0])), 4)
        self.assertEqual(dates("year_end", late, date(9999, 11, 1)), [])

    def test_dates_are_sorted_and_within(self):
        """Any window of a pattern is a cut of the longer one."""
        options = {
            "weekly": {"weekdays": [1, 5]},
            "monthly_day": {"day": 30},
            "monthly_weekday": {"weekday": 6, "nth": 5},
            "yearly": {"month": 2, "day": 29},
            "once": {"day": date(2027, 6, 1)},
        }
        first, last = date(2026, 2, 28), date(2028, 3, 1)
        for pattern in PATTERNS:
            chosen = options.get(pattern, {})
            whole = dates(pattern, date(2020, 1, 1), date(2034, 1, 1), **chosen)
            self.assertEqual(whole, sorted(set(whole)), pattern)
            part = dates(pattern, first, last, **chosen)
            self.assertTrue(part, pattern)
            self.assertEqual(
                part, [day for day in whole if first <= day <= last], pattern
            )

    def test_refuses_what_is_no_pattern(self):
        """Each error names the option."""
        span = (date(2026, 1, 1), date(2026, 12, 31))
        wrong = [
            ("daily", {}, "daily"),
            ("weekly", {}, "weekdays"),
            ("weekly", {"weekdays": []}, "weekdays"),
            ("weekly", {"weekdays": [7]}, "weekdays"),
            ("weekly", {"weekdays": [1], "interval": 0}, "interval"),
            ("weekly", {"weekdays": [1], "interval": 2}, "anchor"),
            ("monthly_day", {"day": 0}, "day"),
            ("monthly_day", {"day": 32}, "day"),
            ("monthly_weekday", {"weekday": 1, "nth": 6}, "nth"),
            ("monthly_weekday", {"weekday": 1, "nth": 0}, "nth"),
            ("yearly", {"month": 13, "day": 1}, "month"),
            ("yearly", {"month": 4, "day": 31}, "day"),
            ("once", {}, "day"),
        ]
        for pattern, options, name in wrong:
            with self.assertRaisesRegex(ValueError, name):
                dates(pattern, *span, **options)
        with self.assertRaisesRegex(ValueError, "count"):
            n_occurrences("year_end", span[0], 0)

    def test_period_of(self):
        cases = {
            ("week", date(2027, 1, 1)): (date(2026, 12, 28), date(2027, 1, 3)),
            ("month", date(2028, 2, 5)): (date(2028, 2, 1), date(2028, 2, 29)),
            ("quarter", date(2026, 11, 30)): (date(2026, 10, 1), date(2026, 12, 31)),
            ("half_year", date(2026, 6, 30)): (date(2026, 1, 1), date(2026, 6, 30)),
            ("half_year", date(2026, 7, 1)): (date(2026, 7, 1), date(2026, 12, 31)),
            ("year", date(2026, 7, 1)): (date(2026, 1, 1), date(2026, 12, 31)),
        }
        for (kind, day), expected in cases.items():
            self.assertEqual(period_of(day, kind), expected, (kind, day))
        with self.assertRaisesRegex(ValueError, "decade"):
            period_of(date(2026, 1, 1), "decade")

    def test_ex_087_x_33_first_week(self):
        """Days 1 to 7, or the first whole week from Monday to Sunday."""
        for month, first in [
            (date(2026, 2, 20), 2),
            (date(2026, 6, 1), 1),
            (date(2026, 12, 31), 7),
            (date(2028, 2, 29), 7),
        ]:
            begin = month.replace(day=1)
            self.assertEqual(first_week(month), (begin, begin.replace(day=7)))
            whole = first_week(month, "full_week")
            self.assertEqual(whole[0], month.replace(day=first))
            self.assertEqual(whole[0].weekday(), 0)
            self.assertEqual(whole[1] - whole[0], timedelta(days=6))
        with self.assertRaisesRegex(ValueError, "iso"):
            first_week(date(2026, 2, 1), "iso")
