# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements that read and write working days in mass."""

from odoo.tools import SQL

from ..workday.builder import Day

TYPES = {
    "date": SQL("date"),
    "is_working": SQL("boolean"),
    "hour_from": SQL("float8"),
    "hour_to": SQL("float8"),
    "date_midnight": SQL("timestamp"),
    "date_start": SQL("timestamp"),
    "date_end": SQL("timestamp"),
    "source": SQL("varchar"),
    "name": SQL("varchar"),
    "ordinal": SQL("integer"),
}
NAMES = SQL(", ").join(map(SQL.identifier, Day._fields))
UPDATES = SQL(", ").join(
    SQL("%s = excluded.%s", SQL.identifier(name), SQL.identifier(name))
    for name in Day._fields
)


def stored(calendar):
    """Return the statement that reads the Day rows of a calendar."""
    return SQL(
        "SELECT %s FROM callback_workday WHERE calendar_id = %s", NAMES, calendar
    )


def upsert(calendar, days):
    """Return the statement that writes Day rows of a calendar (a record).

    Conflicts are found through the unique index: unlike a join, that does not depend
    on what the server believes about the size of a table that was just filled. Who
    changed a row last stays: a renumbering must not hide who set the day by hand.
    """
    columns = SQL(", ").join(
        SQL("%s::%s[]", list(values), TYPES[name])
        for name, values in zip(Day._fields, zip(*days, strict=True), strict=True)
    )
    now = calendar.env.cr.now()
    return SQL(
        "INSERT INTO callback_workday (calendar_id, company_id, is_override,"
        " create_uid, write_uid, create_date, write_date, %s)"
        " SELECT %s, %s, false, %s, %s, %s, %s, days.* FROM unnest(%s) AS days"
        " ON CONFLICT (calendar_id, date) DO UPDATE SET %s",
        NAMES,
        calendar.id,
        calendar.company_id.id or None,
        calendar.env.uid,
        calendar.env.uid,
        now,
        now,
        columns,
        UPDATES,
    )
