# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .workday_common import WorkdayCommon, utc


@tagged("post_install", "-at_install")
class TestWorkdayOverride(WorkdayCommon):
    def friday(self):
        return self.due("2026-03-05", 1, "working_day")

    def close(self, row, user=None):
        row.with_user(user or self.manager).write(
            {"is_working": False, "override_reason": "Power cut"}
        )

    def test_closed_by_hand_and_given_back(self):
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        row = self.row(self.calendar_a, "2026-03-06")
        number = row.ordinal
        self.close(row)
        self.assertEqual(self.friday(), "2026-03-09 18:00:00")
        self.assertEqual(
            (row.source, row.name, row.ordinal), ("override", "Power cut", number - 1)
        )
        self.assertEqual(row.write_uid, self.manager)
        self.assert_gapless(self.calendar_a)
        row.with_user(self.manager).action_remove_override()
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        self.assertEqual((row.source, row.is_override), ("calendar", False))
        self.assertFalse(row.override_reason)
        self.assert_gapless(self.calendar_a)

    def test_deleting_gives_the_day_back(self):
        self.close(self.row(self.calendar_a, "2026-03-06"))
        self.row(self.calendar_a, "2026-03-06").with_user(self.manager).unlink()
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        self.Workday.search([("calendar_id", "=", self.calendar_a.id)])[:3].unlink()
        self.assert_gapless(self.calendar_a)

    def test_other_hours(self):
        row = self.row(self.calendar_a, "2026-03-06")
        row.write({"hour_to": 12.5, "override_reason": "Half day"})
        self.assertEqual(self.friday(), "2026-03-06 12:30:00")
        self.assertEqual(row.date_start, utc("2026-03-06T09:00:00"))

    def test_created_rows_are_overrides(self):
        days = self.Workday.with_user(self.manager).create(
            [
                {
                    "calendar_id": self.calendar_a.id,
                    "date": "2026-03-07",
                    "is_working": True,
                    "override_reason": "Fair",
                },
                {
                    "calendar_id": self.calendar_a.id,
                    "date": "2031-05-05",
                    "is_working": False,
                    "override_reason": "Anniversary",
                },
            ]
        )
        self.assertEqual(days.mapped("is_override"), [True, True])
        self.assertEqual((days[0].hour_from, days[0].hour_to), (9, 18))
        self.assertEqual(
            self.due("2026-03-06", 1, "working_day"), "2026-03-07 18:00:00"
        )
        self.assertEqual(self.due("2031-05-02", 1, "working_day")[:10], "2031-05-06")
        self.assert_gapless(self.calendar_a)

    def test_form(self):
        form = Form(
            self.Workday.with_user(self.manager).with_context(
                default_calendar_id=self.calendar_a.id
            )
        )
        form.date = "2026-03-07"
        form.is_working = True
        form.override_reason = "Fair"
        row = form.save()
        self.assertEqual(row.hour_to, 18)
        with Form(row) as form:
            form.is_working = False
        self.assertFalse(row.is_working)
        self.assertFalse(row.date_end)

    def test_reason_is_needed(self):
        row = self.row(self.calendar_a, "2026-03-06")
        for reason in (False, "  "):
            with self.assertRaisesRegex(ValidationError, "why 2026-03-06"):
                row.write({"is_working": False, "override_reason": reason})
        with self.assertRaisesRegex(ValidationError, "why 2026-03-06"):
            row.write({"is_working": False})

    def test_impossible_hours_are_refused(self):
        row = self.row(self.calendar_a, "2026-03-06")
        for hours in ((18, 9), (-1, 9), (9, 25), (9, 9)):
            with self.assertRaisesRegex(ValidationError, "2026-03-06 is open"):
                row.write(
                    {
                        "hour_from": hours[0],
                        "hour_to": hours[1],
                        "override_reason": "Test",
                    }
                )

    def test_derived_fields_cannot_be_written(self):
        row = self.row(self.calendar_a, "2026-03-06")
        for name in ("date", "calendar_id", "ordinal", "source", "date_end"):
            with self.assertRaises(UserError):
                row.write({name: row[name], "override_reason": "Test"})

    def test_override_outlives_every_rebuild(self):
        row = self.row(self.calendar_a, "2026-03-06")
        self.close(row)
        leave = self.add_leaves(self.calendar_a, [("2026-03-06", "2026-03-09", "Off")])
        self.assertEqual(self.friday(), "2026-03-10 18:00:00")
        leave.unlink()
        self.calendar_a.tz = "Europe/Berlin"
        self.calendar_a.tz = "Asia/Shanghai"
        self.assertEqual(self.friday(), "2026-03-09 18:00:00")
        self.assertEqual(row.name, "Power cut")

    def test_override_follows_the_zone(self):
        row = self.row(self.calendar_a, "2026-03-06")
        row.write({"hour_to": 12, "override_reason": "Half day"})
        self.calendar_a.tz = "Europe/Berlin"
        self.assertEqual(row.date_end, utc("2026-03-06T12:00:00", "Europe/Berlin"))

    def test_roles(self):
        row = self.row(self.calendar_a, "2026-03-06")
        self.assertTrue(row.with_user(self.caller).read(["date", "name"]))
        values = {"is_working": False, "override_reason": "No"}
        with self.assertRaises(AccessError):
            row.with_user(self.caller).write(values)
        with self.assertRaises(AccessError):
            row.with_user(self.caller).unlink()
        with self.assertRaises(AccessError):
            self.Workday.with_user(self.caller).create(
                {**values, "calendar_id": self.calendar_a.id, "date": "2026-03-06"}
            )

    def test_caller_makes_the_table_longer(self):
        calendar = self.make_calendar("fresh")
        workday = self.Workday.with_user(self.caller)
        for start, due in (("2026-03-05", "2026-03-06"), ("2035-03-01", "2035-03-02")):
            self.assertEqual(
                workday.deadline(
                    utc(f"{start}T10:00:00"), 1, "working_day", calendar.id
                ),
                utc(f"{due}T18:00:00"),
            )
        self.assertTrue(workday.explain(utc("2040-01-01T10:00:00"), 3, "working_day"))
