# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo.tests import tagged

from ..workday.derivation import pack, unpack
from .workday_common import WorkdayCommon, utc


@tagged("post_install", "-at_install")
class TestWorkdayExplain(WorkdayCommon):
    def steps(self, start, *arguments, calendar=None, **options):
        start = utc(start if "T" in start else f"{start}T10:00:00")
        calendar = calendar or self.calendar_a
        return self.Workday.explain(start, *arguments, calendar, **options)

    def test_every_day_of_ex_001_appears(self):
        steps = self.steps("2026-09-23T15:20:00", 7, "working_day")
        counted = [step["date"] for step in steps if step["kind"] == "counted"]
        self.assertEqual(
            [day[5:] for day in counted],
            ["09-24", "09-28", "09-29", "09-30", "10-08", "10-09", "10-12"],
        )
        numbers = [step["number"] for step in steps if step["kind"] == "counted"]
        self.assertEqual(numbers, list(range(1, 8)))
        self.assertEqual(len(steps), 1 + 19 + 1)
        self.assertEqual(
            (steps[0]["kind"], steps[0]["time"], steps[-1]["kind"], steps[-1]["time"]),
            ("start", "15:20:00", "deadline", "18:00:00"),
        )
        by_day = {step["date"]: step for step in steps[1:-1]}
        self.assertEqual(by_day["2026-09-25"]["reason"], "leave")
        self.assertEqual(by_day["2026-09-25"]["name"], "Mid-Autumn")
        self.assertEqual(by_day["2026-10-11"]["reason"], "weekend")
        self.assertEqual(
            steps[-1]["text"],
            "Deadline: 2026-10-12 18:00:00 (Asia/Shanghai), the end of working hours.",
        )
        self.assertIn("Mid-Autumn", by_day["2026-09-25"]["text"])

    def test_make_up_and_override_are_named(self):
        steps = self.steps("2026-09-18", 1, "working_day", calendar=self.calendar_b)
        self.assertEqual(steps[-2]["reason"], "override")
        self.assertEqual(steps[-2]["name"], "Make-up day")
        steps = self.steps("2026-09-18", 1, "working_day", calendar=self.standard)
        self.assertEqual(steps[-2]["reason"], "make_up")
        self.assertIn("make-up working day", steps[-2]["text"])

    def test_national_holiday_keeps_its_own_name(self):
        steps = self.steps("2026-09-30", 1, "working_day", calendar=self.standard)
        by_day = {step["date"]: step for step in steps[1:-1]}
        self.assertEqual(by_day["2026-10-01"]["reason"], "holiday")
        self.assertEqual(by_day["2026-10-01"]["name"], "国庆节")

    def test_month_end_and_shift(self):
        steps = self.steps("2026-01-31", 1, "month", shift="next")
        self.assertEqual(
            [(step["kind"], step["date"], step["reason"]) for step in steps],
            [
                ("start", "2026-01-31", "not_counted"),
                ("counted", "2026-02-28", "clamped"),
                ("shifted", "2026-02-28", "weekend"),
                ("shifted", "2026-03-01", "weekend"),
                ("deadline", "2026-03-02", "day_end"),
            ],
        )
        steps = self.steps("2026-09-25", 1, "week", shift="previous")
        self.assertEqual(
            [step["date"] for step in steps if step["kind"] == "shifted"],
            ["2026-10-02", "2026-10-01"],
        )
        self.assertIn("back to the working day before", steps[-2]["text"])

    def test_clock_units_have_no_days(self):
        steps = self.steps("2026-10-02T23:30:00", 24, "hour")
        self.assertEqual([step["kind"] for step in steps], ["start", "deadline"])
        self.assertIn("2026-10-03 23:30:00", steps[-1]["text"])

    def test_steps_end_where_the_deadline_is(self):
        for unit in ("minute", "hour", "day", "working_day", "week", "month", "year"):
            for shift in ("none", "next", "previous"):
                for quantity in (0, 1, 4):
                    start = "2026-01-31T23:59:59"
                    steps = self.steps(start, quantity, unit, shift=shift)
                    due = self.due(start, quantity, unit, shift=shift)
                    self.assertEqual(f"{steps[-1]['date']} {steps[-1]['time']}", due)
                    self.assertTrue(all(step["text"] for step in steps))

    def test_stored_basis_says_the_same_later(self):
        start = utc("2026-09-23T15:20:00")
        arguments = (start, 7, "working_day", self.calendar_a)
        basis = self.Workday._basis(*arguments)
        steps = self.Workday.explain(*arguments)
        basis = json.loads(json.dumps(basis))
        self.assertLess(len(basis["steps"]), len(steps))
        self.assertEqual(
            self.Workday._basis_text(basis).splitlines(),
            [step["text"] for step in steps],
        )
        self.assertNotIn("text", basis["steps"][0])
        plain = [
            {key: value for key, value in step.items() if key != "text"}
            for step in steps
        ]
        self.assertEqual(unpack(pack(plain)), plain)
        self.assertEqual(self.Workday._basis_text(False), "")

    def test_texts_do_not_depend_on_user_formats(self):
        arguments = (utc("2026-03-05T23:00:00"), 1, "working_day", self.calendar_a)
        expected = self.Workday.explain(*arguments)
        user = self.caller
        user.tz = "America/New_York"
        lang = self.env["res.lang"]._lang_get("en_US")
        lang.write({"date_format": "%d.%m.%y", "time_format": "%I:%M:%S %p"})
        self.assertEqual(self.Workday.with_user(user).explain(*arguments), expected)
