# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import uuid
from datetime import date, datetime, time, timedelta

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..workday.builder import DayBuilder, Leave, Schedule
from ..workday.national import national_days
from ..workday.table import WorkdayTable
from ..workday.zone import LocalZone
from . import callback_workday_sql

# Years for which zone and holiday data mean anything.
FIRST_YEAR, LAST_YEAR = 1970, 2100


class ResourceCalendar(models.Model):
    """Build, keep and read the table of working days of a calendar.

    Whoever changes the rows, or anything they are made of, updates the calendar's row
    too (``callback_revision``). Of two transactions that do so at once the second one
    fails and is retried, hence rows and revision always belong together and a table
    can be cached under its revision: no rollback and no other worker can make the
    cached table wrong.
    """

    _inherit = "resource.calendar"

    # Reading --------------------------------------------------------------

    def _workday_table(self):
        """Return the WorkdayTable of the stored rows, without rows if there are none.

        No query as long as the calendar's record is in the ORM's cache and the
        registry knows the revision.
        """
        self.ensure_one()
        # Working days are no secret; callers check access to the calendar itself.
        calendar = self.sudo()
        key = (calendar.callback_revision, calendar.tz)
        slot = calendar._workday_slot()
        known = slot.get("table")
        if known is None or known[0] != key:
            known = slot["table"] = (key, calendar._workday_load())
        return known[1]

    @tools.ormcache("self.id")
    def _workday_slot(self):
        """Return the place in the registry where the calendar's last table is kept."""
        return {}

    def _workday_load(self):
        zone = LocalZone(self.tz)
        if not self.callback_revision:
            return WorkdayTable(zone)
        query = SQL(
            "SELECT date, is_working, date_end, source, name FROM callback_workday"
            " WHERE calendar_id = %s ORDER BY date",
            self.id,
        )
        self.env["callback.workday"].flush_model()
        rows = self.env.execute_query(query)
        days = (rows[-1][0] - rows[0][0]).days + 1 if rows else 0
        if days != len(rows):
            return WorkdayTable(zone)
        return WorkdayTable(zone, rows and rows[0][0], [row[1:] for row in rows])

    def _workday_table_over(self, first, last):
        """Return a table that covers the dates too, made longer if need be.

        Whole years are added. If another transaction works on the same calendar, or
        this one may not write, the table is made in memory only.
        """
        table = self._workday_table()
        if table.covers(first) and table.covers(last):
            return table
        this_year = fields.Date.today().year
        ends = [table.first, table.last] if table.rows else []
        years = [day.year for day in (*ends, first, last)] + [this_year]
        years = (min(years), max(*years, this_year + 2))
        self._workday_check_years(*years)
        # The caller may only read working days. What is written here is derived from
        # the calendar alone, whoever asks.
        calendar = self.sudo()
        if calendar._workday_extend(*years):
            return calendar._workday_table()
        first, last = date(years[0], 1, 1), date(years[1], 12, 31)
        days = calendar._workday_days(first, last)
        rows = [(day.is_working, day.date_end, day.source, day.name) for day in days]
        return WorkdayTable(LocalZone(calendar.tz), first, rows)

    def _workday_check_years(self, first, last):
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise UserError(
                self.env._(
                    "Working days of “%(calendar)s” can be counted from %(first)s to"
                    " %(last)s only. Check the start and the number of days, and"
                    " whether the calendar has enough open days.",
                    calendar=self.display_name,
                    first=str(FIRST_YEAR),
                    last=str(LAST_YEAR),
                )
            )

    def _workday_has_hours(self):
        """Tell whether any weekday of the calendar is open."""
        return bool(self.sudo()._workday_schedule().usual)  # opening hours only

    # Writing --------------------------------------------------------------

    def _callback_rebuild(self):
        """Make the tables anew after a change of what they are made of.

        Rows set by hand stay. Calendars without a table are only marked as changed,
        against a table that another transaction is making at this moment.
        """
        if not self or self.env.context.get("callback_rebuild_deferred"):
            return
        self.env.flush_all()
        # Whoever may change hours or time off changes the rows derived from them.
        for calendar in self.sudo().exists().sorted("id"):
            calendar._workday_lock()
            span = calendar._workday_span()
            if span:
                calendar._workday_store(*span)

    def _workday_extend(self, first_year, last_year):
        """Store the whole years; False if that is not possible in this transaction."""
        if self.env.cr.readonly:
            return False
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                self._workday_lock(nowait=True)
                first, last = date(first_year, 1, 1), date(last_year, 12, 31)
                span = self._workday_span() or (first, last)
                self._workday_store(min(first, span[0]), max(last, span[1]))
        except (LockNotAvailable, SerializationFailure):
            self.invalidate_recordset(["callback_revision"])
            return False
        return True

    def _workday_lock(self, nowait=False):
        """Update the calendar's row: the lock that orders all changes of its table."""
        if nowait:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM resource_calendar WHERE id = %s"
                    " FOR NO KEY UPDATE NOWAIT",
                    self.id,
                ),
                log_exceptions=False,
            )
        self.env.cr.execute(
            SQL(
                "UPDATE resource_calendar SET callback_revision = callback_revision"
                " WHERE id = %s",
                self.id,
            )
        )

    def _workday_span(self):
        query = (
            "SELECT min(date), max(date) FROM callback_workday WHERE calendar_id = %s"
        )
        [span] = self.env.execute_query(SQL(query, self.id))
        return span if span[0] else None

    def _workday_store(self, first, last, changed_by_hand=False):
        """Write the rows that differ and mark the revision.

        The period is the whole table, since the days are numbered from its beginning.
        """
        days = self._workday_days(first, last)
        stored = set(self.env.execute_query(callback_workday_sql.stored(self.id)))
        changed = [day for day in days if tuple(day) not in stored]
        if changed:
            self.env.cr.execute(callback_workday_sql.upsert(self, changed))
        if changed or changed_by_hand or not self.callback_revision:
            self._workday_touch()

    def _workday_touch(self):
        """Give the table a revision that was never used before."""
        self.env.cr.execute(
            SQL(
                "UPDATE resource_calendar SET callback_revision = %s WHERE id = %s",
                *(uuid.uuid4().hex, self.id),
            )
        )
        self.invalidate_recordset(["callback_revision"])
        self.env["callback.workday"].invalidate_model()

    # Sources --------------------------------------------------------------

    def _workday_days(self, first, last, country=None):
        """Return the Day rows of the period, from all sources.

        :param country: counts its holidays instead of those of the calendar's country
        """
        builder = DayBuilder(
            LocalZone(self.tz),
            self._workday_schedule(),
            self._workday_leaves(first, last),
            self._workday_national(first, last, country or self.holiday_country_id),
            self._workday_overrides(),
        )
        return builder.days(first, last)

    def _workday_schedule(self):
        """Return the weekly hours; flexible and duration hours have no closing time."""
        lines = self.env["resource.calendar.attendance"]
        if not (self.flexible_hours or self.duration_based):
            lines = self.attendance_ids.filtered(lambda line: line._is_work_period())
        return Schedule(
            [
                (
                    int(line.week_type) if line.week_type else None,
                    int(line.dayofweek),
                    line.hour_from,
                    line.hour_to,
                )
                for line in lines
            ],
            self.two_weeks_calendar,
        )

    def _workday_leaves(self, first, last):
        """Return the public time off of the period.

        Time off without a calendar counts for its own company. A calendar without
        company follows it if exactly one company works by the calendar.
        """
        companies = self.company_id
        if not companies:
            users = companies.search([("callback_calendar_id", "=", self.id)])
            companies = users if len(users) == 1 else companies
        general = Domain("calendar_id", "=", False)
        general &= Domain("company_id", "in", [*companies.ids, False])
        domain = Domain("calendar_id", "=", self.id) | general
        domain &= Domain("resource_id", "=", False) & Domain("time_type", "=", "leave")
        margin = timedelta(days=2)  # more than any zone is away from UTC
        domain &= Domain("date_to", ">=", datetime.combine(first, time.min) - margin)
        domain &= Domain("date_from", "<=", datetime.combine(last, time.min) + margin)
        leaves = self.env["resource.calendar.leaves"].search(domain)
        return [
            Leave(leave.date_from, leave.date_to, leave.name or None)
            for leave in leaves
        ]

    def _workday_national(self, first, last, country):
        if not country:
            return {}, frozenset()
        try:
            return national_days(country.code, first.year, last.year)
        except LookupError as error:
            raise UserError(
                self.env._(
                    "There is no holiday table for %(country)s up to %(year)s: change"
                    " the country of the holidays of “%(calendar)s”.",
                    country=country.display_name,
                    year=str(last.year),
                    calendar=self.display_name,
                )
            ) from error

    def _workday_overrides(self):
        query = SQL(
            "SELECT date, is_working, hour_from, hour_to, name FROM callback_workday"
            " WHERE calendar_id = %s AND is_override",
            self.id,
        )
        return {day: tuple(row) for day, *row in self.env.execute_query(query)}
