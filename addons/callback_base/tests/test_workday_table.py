# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .workday_common import WorkdayCommon, lines, utc


@tagged("post_install", "-at_install")
class TestWorkdayTable(WorkdayCommon):
    def test_shipped_calendar_has_the_real_year_2026(self):
        days = self.open_days(self.standard, "2026-02-09", "2026-03-01")
        self.assertEqual(
            [day[5:] for day in days],
            ["02-09", "02-10", "02-11", "02-12", "02-13", "02-14"]
            + ["02-24", "02-25", "02-26", "02-27", "02-28"],
        )
        days = self.open_days(self.standard, "2026-09-14", "2026-10-12")
        self.assertEqual(len(days), 5 + 1 + 4 + 3 + 3 + 1)
        self.assertIn("2026-09-20", days)
        self.assertIn("2026-10-10", days)
        make_up = self.row(self.standard, "2026-10-10")
        self.assertEqual(make_up.source, "make_up")
        self.assertEqual((make_up.hour_from, make_up.hour_to), (9, 18))
        self.assertEqual(make_up.date_end, utc("2026-10-10T18:00:00"))
        self.assertEqual(
            self.due("2026-09-30", 1, "working_day", self.standard),
            "2026-10-08 18:00:00",
        )
        self.assertEqual(
            self.due("2026-02-13", 2, "working_day", self.standard),
            "2026-02-24 18:00:00",
        )

    def test_make_up_day_of_another_year_is_found(self):
        self.assertEqual(self.row(self.standard, "2011-12-31").source, "make_up")

    def test_calendar_without_country_ignores_holidays(self):
        calendar = self.make_calendar("plain")
        self.assertEqual(
            self.due("2026-09-30", 1, "working_day", calendar), "2026-10-01 18:00:00"
        )

    def test_country_without_table_is_refused(self):
        country = self.env["res.country"].create({"name": "Nowhere", "code": "ZZ"})
        with self.assertRaisesRegex(ValidationError, "no holiday table"):
            self.calendar_a.holiday_country_id = country

    def test_own_time_off_wins_over_the_make_up_day(self):
        self.add_leaves(self.standard, [("2026-10-10", "2026-10-10", "Stocktaking")])
        row = self.row(self.standard, "2026-10-10")
        self.assertEqual(
            (row.is_working, row.source, row.name), (False, "leave", "Stocktaking")
        )

    def test_lunch_break_does_not_end_the_day(self):
        calendar = self.make_calendar("lunch", ((8.5, 12), (13, 17.6)))
        row = self.row(calendar, "2026-03-05")
        self.assertEqual((row.hour_from, row.hour_to), (8.5, 17.6))
        self.assertEqual(
            self.due("2026-03-04", 1, "working_day", calendar), "2026-03-05 17:36:00"
        )

    def test_day_that_closes_at_midnight_ends_on_itself(self):
        calendar = self.make_calendar("night", ((12, 24),))
        self.assertEqual(
            self.due("2026-03-04", 1, "working_day", calendar), "2026-03-05 23:59:59"
        )

    def test_only_some_weekdays(self):
        calendar = self.make_calendar("some", weekdays=(1, 3))
        self.assertEqual(
            self.due("2026-03-05", 3, "working_day", calendar), "2026-03-17 18:00:00"
        )
        steps = self.Workday.explain(
            utc("2026-03-05T10:00:00"), 1, "working_day", calendar
        )
        self.assertEqual(
            [step["reason"] for step in steps[1:5]],
            ["closed", "weekend", "weekend", "closed"],
        )

    def test_two_week_calendar(self):
        first, second = lines([0], (9, 18)) + lines([1], (9, 17))
        first[2]["week_type"], second[2]["week_type"] = "0", "1"
        calendar = self.make_calendar("two weeks", two_weeks_calendar=True)
        calendar.attendance_ids = [Command.clear(), first, second]
        week_type = self.env["resource.calendar.attendance"].get_week_type
        days = self.open_days(calendar, "2026-03-01", "2026-04-30")
        self.assertEqual(len(days), 9)
        for day in map(date.fromisoformat, days):
            self.assertEqual(day.weekday(), week_type(day))

    def test_part_of_a_day_off_moves_the_closing(self):
        calendar = self.make_calendar("parts", ((9, 12), (13, 18)))
        self.add_leaves(
            calendar,
            [
                ("2026-03-05T12:00:00", "2026-03-05T23:59:59", "Trip"),
                ("2026-03-06T00:00:00", "2026-03-06T13:30:00", "Storm"),
                ("2026-03-09T09:00:00", "2026-03-09T17:59:59", "Closed"),
                ("2026-03-10T12:00:00", "2026-03-10T13:00:00", "Lunch"),
            ],
        )
        rows = [
            self.row(calendar, f"2026-03-{day}") for day in ("05", "06", "09", "10")
        ]
        self.assertEqual(
            [(row.is_working, row.hour_from, row.hour_to) for row in rows],
            [(True, 9, 12), (True, 13.5, 18), (False, 0, 0), (True, 9, 18)],
        )
        self.assertEqual(
            self.due("2026-03-04", 1, "working_day", calendar), "2026-03-05 12:00:00"
        )

    def test_time_off_of_one_person_closes_nothing(self):
        resource = self.env["resource.resource"].create(
            {"name": "Li Ming", "calendar_id": self.calendar_a.id}
        )
        self.row(self.calendar_a, "2026-03-05")
        leave = self.add_leaves(self.calendar_a, [("2026-03-05", "2026-03-05", "Ill")])
        leave.resource_id = resource
        self.assertTrue(self.row(self.calendar_a, "2026-03-05").is_working)

    def test_time_off_of_another_company_does_not_leak(self):
        other = self.env["res.company"].create({"name": "Other company"})
        own = self.make_calendar("own", company_id=self.env.company.id)
        foreign = self.make_calendar("foreign", company_id=other.id)
        own.tz = foreign.tz = "Asia/Shanghai"
        leaves = self.env["resource.calendar.leaves"].with_company(other)
        leaves.create(
            {
                "name": "Their day",
                "date_from": utc("2026-03-05T00:00:00"),
                "date_to": utc("2026-03-05T23:59:59"),
            }
        )
        self.assertTrue(self.row(own, "2026-03-05").is_working)
        self.assertFalse(self.row(foreign, "2026-03-05").is_working)
        # A shared calendar follows a company only if no other one works by it.
        self.assertTrue(self.row(self.calendar_a, "2026-03-05").is_working)
        other.callback_calendar_id = self.calendar_a
        self.assertFalse(self.row(self.calendar_a, "2026-03-05").is_working)
        self.env.company.callback_calendar_id = self.calendar_a
        self.assertTrue(self.row(self.calendar_a, "2026-03-05").is_working)

    def test_calendar_without_open_day_names_itself(self):
        empty = self.make_calendar("empty", weekdays=())
        flexible = self.make_calendar("flexible", flexible_hours=True)
        duration = self.make_calendar("duration", duration_based=True)
        for calendar in (empty, flexible, duration):
            for options in ((1, "working_day"), (1, "day", calendar, "next")):
                with self.assertRaisesRegex(UserError, f"{calendar.name}.*no open day"):
                    self.due("2026-03-05", *options[:2], calendar, *options[3:])
            self.assertEqual(
                self.due("2026-03-05", 2, "day", calendar)[:10], "2026-03-07"
            )
        self.row(empty, "2026-03-07").write(
            {"is_working": True, "hour_to": 12, "override_reason": "Fair"}
        )
        self.assertEqual(
            self.due("2026-03-05", 1, "working_day", empty), "2026-03-07 12:00:00"
        )
        with self.assertRaisesRegex(UserError, "no open day"):
            self.due("2026-03-05", 2, "working_day", empty)

    def test_zone_with_summer_time(self):
        calendar = self.make_calendar("Berlin", tz="Europe/Berlin")
        # clocks go forward on Sunday 2026-03-29, back on Sunday 2026-10-25
        for start, due in (("2026-03-27", "2026-03-30"), ("2026-10-23", "2026-10-26")):
            self.assertEqual(
                self.due(f"{start}T23:59:59", 1, "working_day", calendar),
                f"{due} 18:00:00",
            )
        deadline = self.Workday.deadline(
            datetime(2026, 3, 28, 22, 59, 59), 1, "day", calendar
        )
        self.assertEqual(deadline, datetime(2026, 3, 29, 21, 59, 59))
        deadline = self.Workday.deadline(datetime(2026, 3, 28, 23), 1, "day", calendar)
        self.assertEqual(deadline, datetime(2026, 3, 30, 21, 59, 59))
        self.assertEqual(
            self.Workday.deadline(datetime(2026, 10, 24, 12), 24, "hour", calendar),
            datetime(2026, 10, 25, 12),
        )
        self.assertEqual(
            self.row(calendar, "2026-10-26").date_midnight, datetime(2026, 10, 25, 23)
        )

    def test_midnight_that_does_not_exist(self):
        calendar = self.make_calendar("Cairo", tz="Africa/Cairo")
        # clocks go from 00:00 to 01:00 on Friday 2026-04-24
        row = self.row(calendar, "2026-04-24")
        self.assertEqual(row.date_midnight, datetime(2026, 4, 23, 22))
        self.assertEqual(
            self.Workday.deadline(datetime(2026, 4, 22, 12), 1, "day", calendar),
            datetime(2026, 4, 23, 21, 59, 59),
        )

    def test_table_grows_both_ways_in_whole_years(self):
        calendar = self.make_calendar("growing")
        self.row(calendar, "2026-03-05")
        self.assertEqual(
            self.due("2019-05-04", 1, "working_day", calendar), "2019-05-06 18:00:00"
        )
        self.assertEqual(
            self.due("2026-03-05", 2000, "working_day", calendar), "2033-11-03 18:00:00"
        )
        days = self.Workday.search([("calendar_id", "=", calendar.id)], order="date")
        self.assertEqual(str(days[0].date), "2019-01-01")
        self.assertEqual(str(days[-1].date)[4:], "-12-31")
        self.assert_gapless(calendar)
