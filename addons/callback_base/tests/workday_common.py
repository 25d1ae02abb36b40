# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

# Calendars A and B of the worked examples, local dates in Shanghai.
HOLIDAYS = [
    ("2026-01-01", "2026-01-03", "New Year"),
    ("2026-02-15", "2026-02-23", "Spring Festival"),
    ("2026-04-04", "2026-04-06", "Qingming"),
    ("2026-05-01", "2026-05-05", "Labour Day"),
    ("2026-06-19", "2026-06-21", "Dragon Boat"),
    ("2026-09-25", "2026-09-27", "Mid-Autumn"),
    ("2026-10-01", "2026-10-07", "National Day"),
]
MAKE_UP = [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
]


def utc(local, zone="Asia/Shanghai"):
    """Return the naive UTC moment of a local ISO time."""
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def lines(weekdays, *hours):
    """Return commands for attendance lines of the weekdays."""
    return [
        Command.create(
            {
                "name": f"{weekday} {hour_from}",
                "dayofweek": str(weekday),
                "day_period": "morning" if hour_from < 12 else "afternoon",
                "hour_from": hour_from,
                "hour_to": hour_to,
            }
        )
        for weekday in weekdays
        for hour_from, hour_to in hours
    ]


#: Monday to Friday, as resource.calendar.attendance numbers them.
WEEKDAYS = range(5)


class WorkdayCommon(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Workday = cls.env["callback.workday"]
        cls.standard = cls.env.ref("callback_base.calendar_standard")
        cls.calendar_a = cls.make_calendar("A")
        cls.add_leaves(cls.calendar_a, HOLIDAYS)
        cls.calendar_b = cls.make_calendar("B")
        cls.add_leaves(cls.calendar_b, HOLIDAYS)
        cls.Workday.create(
            [
                {
                    "calendar_id": cls.calendar_b.id,
                    "date": day,
                    "is_working": True,
                    "override_reason": "Make-up day",
                }
                for day in MAKE_UP
            ]
        )
        cls.caller = new_test_user(
            cls.env, "workday_caller", groups="callback_base.callback_group_caller"
        )
        cls.manager = new_test_user(
            cls.env, "workday_manager", groups="callback_base.callback_group_manager"
        )

    @classmethod
    def make_calendar(cls, name, hours=((9, 18),), weekdays=WEEKDAYS, **values):
        return cls.env["resource.calendar"].create(
            {
                "name": f"Calendar {name}",
                "company_id": False,
                "tz": "Asia/Shanghai",
                "attendance_ids": [Command.clear(), *lines(weekdays, *hours)],
                **values,
            }
        )

    @classmethod
    def add_leaves(cls, calendar, periods):
        return cls.env["resource.calendar.leaves"].create(
            [
                {
                    "name": name,
                    "calendar_id": calendar.id,
                    "date_from": utc(first if "T" in first else f"{first}T00:00:00"),
                    "date_to": utc(last if "T" in last else f"{last}T23:59:59"),
                }
                for first, last, name in periods
            ]
        )

    def due(self, start, quantity, unit, calendar=None, shift="none", zone=None):
        """Return the deadline in local time; a start without hour is at 10:00."""
        calendar = calendar or self.calendar_a
        zone = zone or calendar.tz
        start = utc(start if "T" in start else f"{start}T10:00:00", zone)
        deadline = self.Workday.deadline(start, quantity, unit, calendar, shift)
        self.assertIsInstance(deadline, datetime)
        aware = deadline.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
        return aware.replace(tzinfo=None).isoformat(" ")

    def row(self, calendar, day):
        """Return the row of an ISO date, the table made if need be."""
        day = date.fromisoformat(day)
        calendar._workday_table_over(day, day)
        return self.Workday.search(
            [("calendar_id", "=", calendar.id), ("date", "=", day)]
        )

    def open_days(self, calendar, first, last):
        """Return the ISO dates of the working days of a period."""
        self.row(calendar, first)
        self.row(calendar, last)
        days = self.Workday.search(
            [
                ("calendar_id", "=", calendar.id),
                ("date", ">=", first),
                ("date", "<=", last),
                ("is_working", "=", True),
            ]
        )
        return [str(day.date) for day in days]

    def assert_gapless(self, calendar):
        """Every date once, numbered by counting."""
        days = self.Workday.search([("calendar_id", "=", calendar.id)], order="date")
        count = 0
        for index, day in enumerate(days):
            count += day.is_working
            self.assertEqual(day.date, days[0].date + timedelta(days=index))
            self.assertEqual(day.ordinal, count)
            self.assertEqual(day.is_working, bool(day.date_end))
