# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from .common import CallbackCommon
from .workday_common import WEEKDAYS, WorkdayCommon, lines, utc


@tagged("post_install", "-at_install")
class TestKnownFailures(WorkdayCommon):
    """What goes wrong in other systems that count deadlines, one test for each."""

    def test_hidden_holiday_days(self):
        """A holiday in the middle of a long run is not lost when nobody looks at it."""
        steps = self.Workday.explain(
            utc("2026-09-29T10:00:00"), 3, "working_day", self.standard
        )
        closed = [step["date"] for step in steps if step["kind"] == "skipped"]
        self.assertEqual(closed, [f"2026-10-0{day}" for day in range(1, 8)])
        named = [step["date"] for step in steps if step["name"]]
        self.assertEqual(
            set(closed) - set(named), {"2026-10-04"}, "a Sunday in the midst of it"
        )
        self.assertEqual(
            self.due("2026-09-29", 3, "working_day", self.standard),
            "2026-10-09 18:00:00",
        )

    def test_day_targets_against_hour_calendars(self):
        """A working day is a day, however many hours the calendar opens on it."""
        calendar = self.make_calendar("hours", weekdays=())
        calendar.attendance_ids = [
            *lines(range(4), (8, 12), (14, 19.5)),
            *lines([4], (8, 12)),
        ]
        for clock in ("07:59:59", "12:30:00", "19:29:00", "23:00:00"):
            start = f"2026-03-05T{clock}"
            self.assertEqual(
                self.due(start, 1, "working_day", calendar), "2026-03-06 12:00:00"
            )
            self.assertEqual(
                self.due(start, 2, "working_day", calendar), "2026-03-09 19:30:00"
            )

    def test_creation_outside_opening_hours(self):
        """Before, after and between the hours, and on closed days, T-02 holds."""
        for start, due in (
            ("2026-03-05T03:00:00", "2026-03-06"),
            ("2026-03-05T22:00:00", "2026-03-06"),
            ("2026-03-06T18:00:01", "2026-03-09"),
            ("2026-03-07T12:00:00", "2026-03-09"),
            ("2026-03-08T23:59:59", "2026-03-09"),
        ):
            self.assertEqual(self.due(start, 1, "working_day"), f"{due} 18:00:00")

    def test_only_some_weekdays_listed(self):
        calendar = self.make_calendar("some", weekdays=(2,))
        self.assertEqual(
            self.due("2026-03-04", 2, "working_day", calendar), "2026-03-18 18:00:00"
        )
        self.assertEqual(
            self.due("2026-03-04", 2, "day", calendar, "next"), "2026-03-11 23:59:59"
        )

    def test_calendar_with_no_open_day(self):
        """It says so, instead of counting for ever or giving no deadline."""
        calendar = self.make_calendar("never", weekdays=())
        with self.assertRaisesRegex(UserError, "Calendar never.*no open day"):
            self.due("2026-03-04", 1, "working_day", calendar)
        self.assertEqual(
            self.due("2026-03-04", 1, "hour", calendar), "2026-03-04 11:00:00"
        )

    def test_lunch_break_ends_no_day(self):
        calendar = self.make_calendar("lunch", ((9, 11.5), (13, 17)))
        self.assertEqual(
            self.due("2026-03-04", 1, "working_day", calendar), "2026-03-05 17:00:00"
        )
        start = utc("2026-03-04T10:00:00")
        deadline = self.Workday.deadline(start, 2, "day", calendar, cutoff="closing")
        self.assertEqual(deadline, utc("2026-03-06T17:00:00"))

    def test_user_zone_is_not_the_zone_of_the_company(self):
        """T-01: late evening in Shanghai is the same day for a user far away."""
        start = utc("2026-03-05T23:30:00")
        for zone in ("America/New_York", "Pacific/Kiritimati", "UTC", False):
            user = new_test_user(
                self.env, f"zone {zone}", groups="callback_base.callback_group_caller"
            )
            user.tz = zone
            workday = self.Workday.with_user(user).with_context(tz=zone)
            arguments = (start, 1, "working_day", self.calendar_a)
            self.assertEqual(workday.deadline(*arguments), utc("2026-03-06T18:00:00"))
            self.assertIn("2026-03-06", workday.explain(*arguments)[-1]["text"])

    def test_date_format_of_the_locale(self):
        """A date is never read or written by the user's format."""
        lang = self.env["res.lang"]._lang_get("en_US")
        lang.write({"date_format": "%d/%m/%Y", "time_format": "%I:%M:%S %p"})
        text = self.Workday.explain(
            utc("2026-04-03T10:00:00"), 1, "month", self.calendar_a
        )[-1]["text"]
        self.assertIn("2026-05-03 23:59:59", text)
        for start in ("04/03/2026 10:00:00", "3.4.2026 10:00", "2026年4月3日 10:00"):
            with self.assertRaisesRegex(UserError, "no moment to count from"):
                self.Workday.deadline(start, 1, "day", self.calendar_a)

    def test_make_up_weekends(self):
        """Sunday 28 September and Saturday 11 October 2025 are working days."""
        for start, number, due in (
            ("2025-09-26", 1, "2025-09-28"),
            ("2025-10-10", 1, "2025-10-11"),
            ("2025-10-10", 2, "2025-10-13"),
            ("2024-09-27", 1, "2024-09-29"),
        ):
            self.assertEqual(
                self.due(start, number, "working_day", self.standard),
                f"{due} 18:00:00",
            )

    def test_year_ends(self):
        self.assertEqual(
            self.due("2025-12-30", 3, "working_day", self.standard),
            "2026-01-05 18:00:00",
        )
        self.assertEqual(self.due("2027-12-31", 2, "month"), "2028-02-29 23:59:59")
        self.assertEqual(
            self.due("2025-12-31T23:59:59", 1, "minute"), "2026-01-01 00:00:59"
        )
        self.assertEqual(
            self.due("2026-12-31T23:59:59", 1, "day"), "2027-01-01 23:59:59"
        )

    def test_t_16_elapsed_days_are_a_plain_difference(self):
        """ "Within 7 days" includes difference 7, to its last second (T-06, T-16)."""
        start, limit = "2026-02-24T00:00:00", "2026-03-03 23:59:59"
        self.assertEqual(self.due(start, 7, "day"), limit)
        self.assertEqual(self.due("2026-02-24T23:59:59", 7, "day"), limit)
        self.assertEqual(self.due("2025-12-30", 30, "day")[:10], "2026-01-29")


@tagged("post_install", "-at_install")
class TestKnownFailuresOfRecords(CallbackCommon):
    """Failures that need a callback: holds, pauses, alarms, closed ones."""

    def _record(self, start, quantity, unit):
        self.step.write({"quantity": quantity, "unit": unit})
        return self._create_record(date_event=utc(start))

    def test_hold_time_across_a_weekend(self):
        """An extension counts from the event in its own unit; no hours are added."""
        self.step.write({"extension_quantity": 6, "extension_unit": "working_day"})
        record = self._record("2026-03-05T15:00:00", 4, "working_day")
        self.assertEqual(record.deadline, utc("2026-03-11T18:00:00"))
        with freeze_time("2026-03-06 09:00:00"):
            extension = record.with_user(self.caller).request_extension(
                6, "working_day", "customer is away"
            )
        with freeze_time("2026-03-09 01:00:00"):  # granted after the weekend
            extension.with_user(self.supervisor).action_approve()
        self.assertEqual(record.deadline, utc("2026-03-13T18:00:00"))

    def test_holiday_while_paused(self):
        """A rule that was paused over a holiday owes from the event all the same."""
        document = self._create_record(date_event=utc("2026-09-28T10:00:00"))
        self.step.write({"quantity": 3, "unit": "working_day"})
        self.rule.write({"domain": str([("id", "=", document.id)]), "active": False})
        rules = self.env["callback.rule"].with_user(self.supervisor)
        rules.sweep(utc("2026-10-01T10:00:00"))
        domain = [("res_id", "=", document.id), ("rule_id", "=", self.rule.id)]
        self.assertFalse(self.env["callback.record"].search(domain))
        self.rule.active = True
        rules.sweep(utc("2026-10-09T10:00:00"))
        record = self.env["callback.record"].search(domain)
        self.assertEqual(record.deadline, utc("2026-10-08T18:00:00"))

    def test_alarm_at_midnight(self):
        """Nothing is late in the last second of the local day; then it is (T-06)."""
        record = self._record("2026-03-05T15:00:00", 1, "day")
        domain = [("id", "=", record.id), ("is_overdue", "=", True)]
        for clock, overdue in (
            ("2026-03-06T00:00:00", False),
            ("2026-03-06T23:59:59", False),
            ("2026-03-07T00:00:00", True),
        ):
            with freeze_time(utc(clock)):
                record.invalidate_recordset(["is_overdue", "timing"])
                self.assertEqual(record.is_overdue, overdue, clock)
                self.assertEqual(bool(record.search(domain)), overdue, clock)

    def test_no_alarm_on_closed_records(self):
        records = [self._record("2026-03-05T15:00:00", 2, "day") for _ in range(2)]
        self.step.covers_archive = False
        records.append(self._create_record(date_event=utc("2026-03-05T15:00:00")))
        with freeze_time("2026-03-06 02:00:00"):
            self._finish(records[0])
            records[0].action_archive()
            records[1].action_cancel("not owed")
            self._finish(records[2])
        with freeze_time("2027-03-06 02:00:00"):
            for record in records:
                record.invalidate_recordset(["is_overdue", "timing"])
                self.assertFalse(record.is_overdue)
                domain = [("id", "=", record.id), ("is_overdue", "=", True)]
                self.assertFalse(record.search(domain))

    def test_t_13_deadline_is_not_rewritten(self):
        """Neither a new holiday nor new hours touch a deadline that exists."""
        calendar = self.calendar.copy({"name": "Own", "holiday_country_id": False})
        self.policy.calendar_id = calendar
        closed = self._record("2026-03-05T15:00:00", 3, "working_day")
        waiting = self._create_record(date_event=utc("2026-03-05T15:00:00"))
        with freeze_time("2026-03-06 02:00:00"):
            self._finish(closed)
            closed.action_archive()
        due = utc("2026-03-10T18:00:00")
        basis = closed.deadline_basis
        self.env["callback.workday"].create(
            {
                "calendar_id": calendar.id,
                "date": "2026-03-09",
                "is_working": False,
                "override_reason": "Flood",
            }
        )
        calendar.attendance_ids = [Command.clear(), *lines(WEEKDAYS, (9, 12))]
        self.assertEqual((closed.deadline, waiting.deadline), (due, due))
        self.assertEqual(closed.deadline_basis, basis)
        self.assertTrue(closed.on_time)
        later = self._create_record(date_event=utc("2026-03-05T15:00:00"))
        self.assertEqual(later.deadline, utc("2026-03-11T12:00:00"))

    def test_reassignment_leaves_the_deadline(self):
        record = self._record("2026-03-05T15:00:00", 3, "working_day")
        due, basis = record.deadline, record.deadline_basis
        record.user_id = self.caller
        with freeze_time("2026-03-09 02:00:00"):
            record.write(
                {"user_id": self.other_caller.id, "department_id": self.other_branch.id}
            )
        self.assertEqual((record.deadline, record.deadline_basis), (due, basis))

    def test_ex_005_ex_006_statement_in_other_months(self):
        due = self.policy._get_statement_due
        for month, moment in (
            (datetime(2025, 9, 1), "2025-10-05T16:00:00"),
            (datetime(2025, 12, 31), "2026-01-05T16:00:00"),
        ):
            self.assertEqual(due(month.date()), utc(moment))
        self.policy.statement_day = 7
        self.assertEqual(due(datetime(2025, 9, 1).date()), utc("2025-10-07T16:00:00"))
