# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CallbackCommon
from .workday_common import utc


@tagged("post_install", "-at_install")
class TestPolicyConvention(CallbackCommon):
    """T-03, X-05, X-30, X-33, X-39, X-46: how a version counts."""

    def _set(self, **values):
        # as superuser: a shortcut of the test past the approval of a new version
        self.policy.write(values)

    def _due(self, quantity, unit, start="2026-09-23T15:20:00", shift="none"):
        self.step.write({"quantity": quantity, "unit": unit, "shift": shift})
        record = self._create_record(date_event=utc(start))
        last = record.deadline_basis["steps"][-1]
        self.assertEqual(record.deadline, utc(f"{last['date']}T{last['time']}"))
        return record

    def test_t_03_x_39_each_cut_off(self):
        for cutoff, working, week in (
            ("default", "2026-10-10T18:00:00", "2026-09-30T23:59:59"),
            ("day_end", "2026-10-10T23:59:59", "2026-09-30T23:59:59"),
            ("closing", "2026-10-10T18:00:00", "2026-09-30T18:00:00"),
            ("clock", "2026-10-10T16:30:00", "2026-09-30T16:30:00"),
        ):
            self._set(cutoff=cutoff, cutoff_hour=16.5)
            self.assertEqual(self._due(7, "working_day").deadline, utc(working))
            self.assertEqual(self._due(1, "week").deadline, utc(week))
            # T-04: hours run on whatever ends a day
            self.assertEqual(self._due(24, "hour").deadline, utc("2026-09-24T15:20:00"))

    def test_t_03_closing_on_a_day_without_hours(self):
        self._set(cutoff="closing")
        # two weeks after Monday 21 September is inside the National Day holidays
        record = self._due(2, "week", "2026-09-21T09:00:00")
        self.assertEqual(record.deadline, utc("2026-10-05T23:59:59"))
        self.assertIn("no working hours", record.deadline_basis_text)
        record = self._due(2, "week", "2026-09-21T09:00:00", shift="next")
        self.assertEqual(record.deadline, utc("2026-10-08T18:00:00"))

    def test_t_03_the_explanation_names_the_cut_off(self):
        self._set(cutoff="clock", cutoff_hour=16)
        text = self._due(3, "month").deadline_basis_text
        self.assertIn("2026-12-23 16:00:00", text)
        self.assertIn("the cut-off time of the policy", text)
        self._set(cutoff="closing")
        self.assertIn("working hours", self._due(3, "month").deadline_basis_text)

    def test_t_03_extensions_end_as_the_policy_says(self):
        self._set(cutoff="clock", cutoff_hour=12)
        self.step.write(
            {
                "quantity": 5,
                "unit": "working_day",
                "extension_quantity": 10,
                "extension_unit": "working_day",
            }
        )
        record = self._create_record(date_event=utc("2026-11-02T10:00:00"))
        self.assertEqual(record.deadline, utc("2026-11-09T12:00:00"))
        extension = record.with_user(self.caller).request_extension(
            10, "working_day", "flood"
        )
        extension.with_user(self.supervisor).action_approve()
        self.assertEqual(record.deadline, utc("2026-11-16T12:00:00"))
        self.assertIn("2026-11-16 12:00:00", record.deadline_basis_text)

    def test_bad_cut_offs_are_refused(self):
        workday = self.env["callback.workday"]
        for cutoff in ("noon", "24:00", "9:00", "16:60", "", None, 16, ["16:00"]):
            with self.assertRaisesRegex(UserError, "no cut-off"):
                workday.deadline(
                    datetime(2026, 9, 23), 1, "day", self.calendar, cutoff=cutoff
                )
        for hour in (0, 24, -1):
            with (
                self.assertRaisesRegex(ValidationError, "TP: the cut-off time"),
                self.env.cr.savepoint(),
            ):
                self._set(cutoff="clock", cutoff_hour=hour)

    def test_x_05_before_the_sixth(self):
        month = date(2026, 3, 1)
        self._set(statement_day=6, statement_hour=0)
        self.assertEqual(
            self.policy._get_statement_due(month), utc("2026-04-05T23:59:59")
        )
        self._set(statement_reading="inclusive")
        self.assertEqual(
            self.policy._get_statement_due(month), utc("2026-04-06T23:59:59")
        )
        self._set(statement_shift="next")
        self.assertEqual(
            self.policy._get_statement_due(month), utc("2026-04-07T23:59:59")
        )
        with self.assertRaisesRegex(ValidationError, "TP: a statement before the 1st"):
            self._set(statement_day=1, statement_reading="exclusive")

    def test_ex_005_ex_006_t_07_a_clock_time_counts_as_it_stands(self):
        for reading in ("exclusive", "inclusive"):
            self._set(statement_reading=reading)
            self.assertEqual(
                self.policy._get_statement_due(date(2026, 3, 1)),
                utc("2026-04-05T16:00:00"),
            )
        self._set(statement_day=7)
        self.assertEqual(
            self.policy._get_statement_due(date(2026, 9, 30)),
            utc("2026-10-07T16:00:00"),
        )
        self._set(statement_shift="previous")
        self.assertEqual(
            self.policy._get_statement_due(date(2026, 9, 30)),
            utc("2026-09-30T16:00:00"),
        )

    def test_x_33_first_week(self):
        week = self.policy._get_first_week
        self.assertEqual(week(date(2026, 9, 17)), (date(2026, 9, 1), date(2026, 9, 7)))
        self._set(first_week="full_week")
        # 1 September is a Tuesday, 1 June a Monday, 1 November a Sunday
        for day, first in (
            (date(2026, 9, 17), date(2026, 9, 7)),
            (date(2026, 6, 30), date(2026, 6, 1)),
            (date(2026, 11, 1), date(2026, 11, 2)),
        ):
            self.assertEqual(week(day)[0], first)
            self.assertEqual((week(day)[1] - first).days, 6)

    def test_x_30_within_the_year(self):
        day = date(2028, 2, 29)
        self.assertEqual(
            self.policy._get_year_window(day), (date(2028, 1, 1), date(2028, 12, 31))
        )
        self._set(year_window="rolling")
        self.assertEqual(
            self.policy._get_year_window(day), (date(2027, 3, 1), date(2028, 2, 29))
        )
        self.assertEqual(
            self.policy._get_year_window(date(2026, 3, 16)),
            (date(2025, 3, 17), date(2026, 3, 16)),
        )

    def test_x_46_every_half_year(self):
        for last, due in (
            (date(2026, 6, 30), date(2026, 12, 31)),
            (date(2026, 7, 1), date(2027, 6, 30)),
        ):
            self.assertEqual(self.policy._get_half_year_due(last), due)
        self._set(half_year="rolling")
        self.assertEqual(
            self.policy._get_half_year_due(date(2026, 8, 31)), date(2027, 2, 28)
        )

    def test_t_13_conventions_of_a_version_in_force_are_locked(self):
        policy = self.policy.with_user(self.manager)
        for values in ({"cutoff": "day_end"}, {"half_year": "rolling"}):
            with self.assertRaisesRegex(UserError, "new version"):
                policy.write(values)
