# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import closing
from unittest.mock import patch

from psycopg2.errors import LockNotAvailable

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..models import callback_workday_sql
from .workday_common import WorkdayCommon, lines, utc


@tagged("post_install", "-at_install")
class TestWorkdayRebuild(WorkdayCommon):
    def friday(self):
        return self.due("2026-03-05", 1, "working_day")

    def count_stores(self, action):
        """Return how often tables were stored during the action."""
        model = type(self.env["resource.calendar"])
        original = model._workday_store
        with patch.object(model, "_workday_store", autospec=True) as store:
            store.side_effect = original
            action()
        return store.call_count

    def test_changed_time_off_changes_the_next_deadline(self):
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        leave = self.add_leaves(self.calendar_a, [("2026-03-06", "2026-03-06", "Off")])
        self.assertEqual(self.friday(), "2026-03-09 18:00:00")
        leave.date_to = utc("2026-03-09T23:59:59")
        self.assertEqual(self.friday(), "2026-03-10 18:00:00")
        leave.calendar_id = self.calendar_b
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        leave.calendar_id = self.calendar_a
        leave.unlink()
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        self.assert_gapless(self.calendar_a)

    def test_changed_hours_change_the_next_deadline(self):
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        attendances = self.calendar_a.attendance_ids
        attendances.hour_to = 17
        self.assertEqual(self.friday(), "2026-03-06 17:00:00")
        attendances.filtered(lambda line: line.dayofweek == "4").unlink()
        self.assertEqual(self.friday(), "2026-03-09 17:00:00")
        self.calendar_a.attendance_ids = lines([5], (10, 16))
        self.assertEqual(self.friday(), "2026-03-07 16:00:00")
        self.assert_gapless(self.calendar_a)

    def test_changed_zone_and_country_change_the_next_deadline(self):
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        self.calendar_a.tz = "Europe/Berlin"
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        self.assertEqual(
            self.row(self.calendar_a, "2026-03-06").date_end,
            utc("2026-03-06T18:00:00", "Europe/Berlin"),
        )
        self.calendar_a.tz = "Asia/Shanghai"
        self.calendar_a.holiday_country_id = self.env.ref("base.cn")
        self.assertEqual(self.due("2026-10-09", 1, "working_day")[:10], "2026-10-10")
        self.calendar_a.holiday_country_id = False
        self.assertEqual(self.due("2026-10-09", 1, "working_day")[:10], "2026-10-12")

    def test_one_rebuild_for_one_change_of_many_lines(self):
        self.friday()
        calendar = self.calendar_a
        commands = [Command.clear(), *lines(range(6), (8, 12), (13, 17))]
        count = self.count_stores(lambda: calendar.write({"attendance_ids": commands}))
        self.assertEqual(count, 1)
        periods = [(f"2026-03-{day}", f"2026-03-{day}", "Off") for day in range(10, 20)]
        self.assertEqual(
            self.count_stores(lambda: self.add_leaves(calendar, periods)), 1
        )
        fresh = self.make_calendar("fresh")
        self.assertEqual(self.count_stores(lambda: self.add_leaves(fresh, periods)), 0)
        self.assertEqual(
            self.due("2026-03-09", 1, "working_day"), "2026-03-20 17:00:00"
        )

    def test_only_changed_rows_are_written(self):
        self.friday()
        statement, written = callback_workday_sql.upsert, []

        def upsert(calendar, rows):
            written.extend(rows)
            return statement(calendar, rows)

        with patch.object(callback_workday_sql, "upsert", upsert):
            self.add_leaves(
                self.calendar_a, [("2026-03-06T12:00:00", "2026-03-08", "Off")]
            )
        self.assertEqual(
            [(str(day.date), day.hour_to) for day in written],
            [("2026-03-06", 12), ("2026-03-07", 0), ("2026-03-08", 0)],
        )

    def test_no_query_once_cached(self):
        start = utc("2026-09-23T15:20:00")
        calendar = self.calendar_a
        workday = self.Workday.with_user(self.caller)
        workday.deadline(start, 50, "working_day", calendar)
        workday.deadline(start, 50, "month", None, "next")
        with self.assertQueryCount(0):
            for quantity in range(50):
                workday.deadline(start, quantity, "working_day", calendar)
                workday.deadline(start, quantity, "month", None, "next")
                workday.explain(start, quantity, "working_day", calendar)
            workday._deadlines([start] * 100, 7, "working_day", calendar)

    def test_a_new_transaction_reads_the_revision_only(self):
        start = utc("2026-09-23T15:20:00")
        self.Workday.deadline(start, 7, "working_day", self.calendar_a)
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.Workday.deadline(start, 7, "working_day", self.calendar_a)

    def test_rolled_back_change_leaves_no_trace(self):
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        with closing(self.env.cr.savepoint()):
            self.add_leaves(self.calendar_a, [("2026-03-06", "2026-03-06", "Off")])
            self.assertEqual(self.friday(), "2026-03-09 18:00:00")
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        with closing(self.env.cr.savepoint()):
            self.row(self.calendar_a, "2026-03-06").write(
                {"is_working": False, "override_reason": "Off"}
            )
            self.assertEqual(self.friday(), "2026-03-09 18:00:00")
        self.assertEqual(self.friday(), "2026-03-06 18:00:00")
        with closing(self.env.cr.savepoint()):
            self.assertEqual(
                self.due("2050-03-03", 1, "working_day")[:10], "2050-03-04"
            )
        self.assertEqual(self.due("2050-03-03", 1, "working_day")[:10], "2050-03-04")

    def test_busy_calendar_is_counted_in_memory(self):
        calendar = self.calendar_b
        before = self.due("2045-03-03", 3, "working_day")

        def busy(*_args, **_options):
            raise LockNotAvailable

        with patch.object(type(calendar), "_workday_lock", busy):
            self.assertEqual(self.due("2045-03-03", 3, "working_day", calendar), before)
            self.assertEqual(
                self.due("2026-09-18", 5, "working_day", calendar),
                "2026-09-24 18:00:00",
            )
        self.assertFalse(
            self.Workday.search(
                [("calendar_id", "=", calendar.id), ("date", ">=", "2045-01-01")]
            )
        )

    def test_cron_keeps_two_years_ahead(self):
        self.env.company.callback_calendar_id = self.make_calendar("used")
        self.Workday._cron_extend()
        year = fields.Date.today().year
        for calendar in (self.env.company.callback_calendar_id, self.calendar_b):
            days = self.Workday.search([("calendar_id", "=", calendar.id)])
            self.assertGreaterEqual(max(days.mapped("date")).year, year + 2)
            self.assert_gapless(calendar)

    def test_new_companies_get_the_shipped_calendar(self):
        company = self.env["res.company"].create({"name": "New company"})
        self.assertEqual(company.callback_calendar_id, self.standard)
        self.env.company.callback_calendar_id = False
        self.env["res.company"]._callback_init_calendar()
        self.assertEqual(self.env.company.callback_calendar_id, self.standard)

    def test_button_opens_the_days_of_the_calendar(self):
        calendar = self.make_calendar("button")
        action = calendar.with_user(self.caller).action_callback_workdays()
        self.assertTrue(self.Workday.search_count(action["domain"]) >= 365)

    def test_sql_twin_of_a_deadline(self):
        """Joining by ordinal gives the same days as the engine."""
        self.row(self.calendar_b, "2026-01-01")
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT start.date, due.date_end FROM callback_workday start
                 JOIN callback_workday due
                   ON due.calendar_id = start.calendar_id AND due.is_working
                  AND due.ordinal = start.ordinal + 7
                WHERE start.calendar_id = %s
                  AND start.date BETWEEN '2026-01-01' AND '2026-12-31'""",
            [self.calendar_b.id],
        )
        pairs = self.env.cr.fetchall()
        self.assertEqual(len(pairs), 365)
        starts = [utc(f"{day}T23:59:59") for day, _end in pairs]
        self.assertEqual(
            self.Workday._deadlines(starts, 7, "working_day", self.calendar_b),
            [end for _day, end in pairs],
        )
