# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .workday_common import WorkdayCommon, utc


@tagged("post_install", "-at_install")
class TestWorkdayDeadline(WorkdayCommon):
    def test_ex_001_seven_working_days_across_two_holidays(self):
        start = "2026-09-23T15:20:00"
        self.assertEqual(self.due(start, 7, "working_day"), "2026-10-12 18:00:00")
        self.assertEqual(
            self.due(start, 7, "working_day", self.calendar_b), "2026-10-10 18:00:00"
        )

    def test_ex_002_003_hours_run_through_the_holiday(self):
        start = "2026-10-02T23:30:00"
        self.assertEqual(self.due(start, 24, "hour"), "2026-10-03 23:30:00")
        self.assertEqual(self.due(start, 48, "hour"), "2026-10-04 23:30:00")
        self.assertEqual(self.due(start, 30, "minute"), "2026-10-03 00:00:00")
        self.assertEqual(
            self.due("2026-10-02T23:30:01", 24, "hour"), "2026-10-03 23:30:01"
        )

    def test_ex_004_letter_over_labour_day(self):
        self.assertEqual(
            self.due("2026-04-30", 5, "working_day"), "2026-05-12 18:00:00"
        )
        self.assertEqual(
            self.due("2026-04-30", 10, "working_day"), "2026-05-19 18:00:00"
        )

    def test_ex_023_safety_service(self):
        self.assertEqual(self.due("2026-03-02", 10, "day"), "2026-03-12 23:59:59")
        self.assertEqual(self.due("2026-01-31", 1, "month"), "2026-02-28 23:59:59")
        self.assertEqual(
            self.due("2026-09-24", 3, "working_day"), "2026-09-30 18:00:00"
        )
        self.assertEqual(self.due("2026-08-31", 6, "month"), "2027-02-28 23:59:59")

    def test_ex_025_signed_on_a_saturday_month_end(self):
        for calendar in (self.calendar_a, self.calendar_b):
            self.assertEqual(
                self.due("2026-01-31", 5, "working_day", calendar),
                "2026-02-06 18:00:00",
            )
            self.assertEqual(
                self.due("2026-01-31", 1, "month", calendar), "2026-02-28 23:59:59"
            )

    def test_ex_026_spring_festival(self):
        for calendar, day in ((self.calendar_a, 25), (self.calendar_b, 24)):
            self.assertEqual(
                self.due("2026-02-10", 5, "working_day", calendar),
                f"2026-02-{day} 18:00:00",
            )
            self.assertEqual(
                self.due("2026-02-10", 1, "month", calendar), "2026-03-10 23:59:59"
            )

    def test_ex_034_suggestion(self):
        start = "2026-09-18T17:45:00"
        self.assertEqual(self.due(start, 5, "working_day"), "2026-09-28 18:00:00")
        self.assertEqual(
            self.due(start, 5, "working_day", self.calendar_b), "2026-09-24 18:00:00"
        )

    def test_ex_072_surgery_at_month_end(self):
        self.assertEqual(self.due("2026-01-31", 3, "day"), "2026-02-03 23:59:59")
        self.assertEqual(self.due("2026-01-31", 1, "week"), "2026-02-07 23:59:59")
        self.assertEqual(self.due("2026-01-31", 1, "month"), "2026-02-28 23:59:59")

    def test_ex_073_discharge_on_a_holiday(self):
        self.assertEqual(self.due("2026-10-01", 3, "day"), "2026-10-04 23:59:59")
        self.assertEqual(
            self.due("2026-10-01", 3, "day", shift="next"), "2026-10-08 23:59:59"
        )

    def test_ex_074_course_and_consultation(self):
        self.assertEqual(self.due("2026-02-24", 7, "day"), "2026-03-03 23:59:59")
        self.assertEqual(self.due("2026-03-30", 3, "day"), "2026-04-02 23:59:59")

    def test_ex_076_077_anniversaries_from_the_original_anchor(self):
        for months, day in ((1, "2026-09-30"), (6, "2027-02-28"), (12, "2027-08-31")):
            self.assertEqual(self.due("2026-08-31", months, "month")[:10], day)
        for months, day in (
            (6, "2024-08-29"),
            (12, "2025-02-28"),
            (24, "2026-02-28"),
            (36, "2027-02-28"),
            (48, "2028-02-29"),
        ):
            self.assertEqual(self.due("2024-02-29", months, "month")[:10], day)
        self.assertEqual(self.due("2024-02-29", 4, "year")[:10], "2028-02-29")
        self.assertEqual(self.due("2024-02-29", 1, "year")[:10], "2025-02-28")

    def test_ex_081_service_hours(self):
        start = "2026-06-20T20:15:00"
        self.assertEqual(self.due(start, 24, "hour"), "2026-06-21 20:15:00")
        self.assertEqual(self.due(start, 12, "hour"), "2026-06-21 08:15:00")

    def test_ex_082_previous_working_day(self):
        self.assertEqual(self.due("2026-09-25", 1, "week"), "2026-10-02 23:59:59")
        self.assertEqual(
            self.due("2026-09-25", 1, "week", shift="previous"), "2026-09-30 23:59:59"
        )

    def test_t_02_the_hour_of_the_event_does_not_matter(self):
        for clock in ("00:00:00", "08:59:59", "18:00:01", "23:59:59"):
            self.assertEqual(
                self.due(f"2026-03-05T{clock}", 1, "working_day"), "2026-03-06 18:00:00"
            )
        # one second later it is Friday in Shanghai, and still Thursday in UTC
        self.assertEqual(utc("2026-03-06T00:00:00"), datetime(2026, 3, 5, 16))
        self.assertEqual(
            self.due("2026-03-06T00:00:00", 1, "working_day"), "2026-03-09 18:00:00"
        )
        self.assertEqual(self.due("2026-03-06T00:00:00", 1, "day")[:10], "2026-03-07")

    def test_zero_is_the_start_day_or_the_next_open_one(self):
        self.assertEqual(
            self.due("2026-03-05", 0, "working_day"), "2026-03-05 18:00:00"
        )
        self.assertEqual(
            self.due("2026-10-03", 0, "working_day"), "2026-10-08 18:00:00"
        )
        self.assertEqual(self.due("2026-10-03", 0, "day"), "2026-10-03 23:59:59")
        self.assertEqual(self.due("2026-10-03", 0, "hour"), "2026-10-03 10:00:00")

    def test_t_07_hours_keep_their_clock_time_when_shifted(self):
        start = "2026-10-02T23:30:00"
        self.assertEqual(
            self.due(start, 24, "hour", shift="next"), "2026-10-08 23:30:00"
        )
        self.assertEqual(
            self.due(start, 24, "hour", shift="previous"), "2026-09-30 23:30:00"
        )
        self.assertEqual(
            self.due(start, 1, "working_day", shift="next"), "2026-10-08 18:00:00"
        )

    def test_year_end(self):
        self.assertEqual(self.due("2025-12-31", 1, "working_day")[:10], "2026-01-05")
        self.assertEqual(
            self.due("2025-12-31", 1, "working_day", self.calendar_b)[:10], "2026-01-04"
        )
        self.assertEqual(self.due("2026-12-31", 1, "day"), "2027-01-01 23:59:59")

    def test_user_zone_and_language_do_not_matter(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        user = new_test_user(
            self.env,
            "far_away",
            groups="callback_base.callback_group_caller",
            tz="America/New_York",
            lang="zh_CN",
        )
        start = utc("2026-09-23T15:20:00")
        workday = self.Workday.with_user(user).with_context(tz="Pacific/Auckland")
        self.assertEqual(
            workday.deadline(start, 7, "working_day", self.calendar_a),
            utc("2026-10-12T18:00:00"),
        )

    def test_rpc_text_and_calendar_id(self):
        arguments = (7, "working_day", self.calendar_a.id)
        for start in ("2026-09-23 07:20:00", "2026-09-23T07:20:00"):
            self.assertEqual(
                self.Workday.deadline(start, *arguments), utc("2026-10-12T18:00:00")
            )
        self.assertEqual(self.Workday.deadline(start, 7.0, *arguments[1:]).day, 12)

    def test_company_calendar_is_the_default(self):
        company = self.env.company
        company.callback_calendar_id = self.calendar_a
        start = utc("2026-09-23T15:20:00")
        workday = self.Workday.with_user(self.caller)
        self.assertEqual(
            workday.deadline(start, 7, "working_day"), utc("2026-10-12T18:00:00")
        )
        company.callback_calendar_id = self.calendar_b
        self.assertEqual(
            workday.deadline(start, 7, "working_day"), utc("2026-10-10T18:00:00")
        )
        company.callback_calendar_id = False
        with self.assertRaisesRegex(UserError, "has no callback calendar"):
            workday.deadline(start, 7, "working_day")

    def test_bad_values_are_refused(self):
        start = utc("2026-09-23T15:20:00")
        for quantity in (-3, 1.5, "7", None, True, float("nan"), float("inf"), [1]):
            for unit in ("working_day", "hour", "month"):
                with self.assertRaisesRegex(UserError, "no length of a period"):
                    self.Workday.deadline(start, quantity, unit, self.calendar_a)
        with self.assertRaisesRegex(UserError, "“fortnight” is no unit"):
            self.Workday.deadline(start, 1, "fortnight", self.calendar_a)
        with self.assertRaisesRegex(UserError, "“later” is no shift"):
            self.Workday.deadline(start, 1, "day", self.calendar_a, "later")
        for moment in (False, None, "2026-09-23", "yesterday at noon", start.date()):
            with self.assertRaisesRegex(UserError, "no moment to count from"):
                self.Workday.deadline(moment, 1, "day", self.calendar_a)

    def test_beyond_all_dates(self):
        start = utc("2026-09-23T15:20:00")
        for unit in ("hour", "day", "month", "year"):
            with self.assertRaisesRegex(UserError, "beyond the dates"):
                self.Workday.deadline(start, 10**15, unit, self.calendar_a)
        with self.assertRaisesRegex(UserError, "Calendar A.*1970 to 2100"):
            self.Workday.deadline(start, 50000, "working_day", self.calendar_a)
        self.assertEqual(self.due("2026-09-23", 200, "year")[:10], "2226-09-23")

    def test_calendar_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Other company"})
        rule = {
            "name": "own calendars",
            "model_id": self.env["ir.model"]._get_id("resource.calendar"),
            "domain_force": "[('company_id', 'in', company_ids + [False])]",
        }
        self.env["ir.rule"].create(rule)
        with self.assertRaises(AccessError):
            self.Workday.with_user(self.caller).deadline(
                utc("2026-09-23T15:20:00"), 1, "day", company.resource_calendar_id.id
            )
