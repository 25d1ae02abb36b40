# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements that create the callbacks a step owes, thousands at a time.

``gather`` puts the documents of a batch, with all that is known of each, into a table
of the transaction; ``groups`` and ``departments`` tell what is to be worked out in
Python, once a day and once a department; ``insert`` joins both and creates.
"""

from odoo.fields import Domain
from odoo.tools import SQL

from ..workday.table import CLOCK_UNITS

#: Place in the queue of a customer without a class: after all classes.
PRIORITY = 1000

TABLE = SQL.identifier("callback_owed")
DROP = SQL("DROP TABLE IF EXISTS callback_owed")
ANALYZE = SQL("ANALYZE callback_owed")
GROUPS = SQL(
    "SELECT company_id, local_day, end_day, min(anchor) FROM callback_owed"
    " GROUP BY company_id, local_day, end_day"
)
DEPARTMENTS = SQL(
    "SELECT company_id, department_id, count(*) FROM callback_owed"
    " WHERE department_id IS NOT NULL GROUP BY company_id, department_id"
)
TALLY = SQL("SELECT count(*), max(id), count(*) - count(department_id) FROM %s", TABLE)
#: Condition of the document model: it is in the batch.
IN_BATCH = Domain.custom(
    to_sql=lambda model, alias, query: SQL(
        "%s IN (SELECT id FROM callback_owed)", SQL.identifier(alias, "id")
    )
)

INTERVALS = {
    "minute": "1 minute",
    "hour": "1 hour",
    "day": "1 day",
    "week": "7 days",
    "month": "1 month",
    "year": "1 year",
}


def span(quantity, unit):
    """Return SQL for a length of time in a unit of the clock or the calendar."""
    return SQL("%s * %s::interval", quantity, INTERVALS[unit])


def values(rows, *types):
    """Return SQL for a list of rows of constants; of no row when there is none."""
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    return SQL(
        "unnest(%s)",
        SQL(", ").join(
            SQL("%s::" + kind + "[]", list(column))
            for kind, column in zip(types, columns, strict=True)
        ),
    )


def gather(found, customers, zones, routes, step, occasion, event, placed):
    """Return the statement that makes the table of a batch.

    :param found: SQL of the documents, see ``callback.rule._get_owed_select``
    :param customers: pair of SQL: columns ``priority`` and ``refused`` (array of
        channels) of a customer, and the joins to them over ``f.partner_id``
    :param zones: rows (company, time zone)
    :param routes: rows (number of the line, company, department)
    :param event: SQL of the naive UTC time from which a document counts
    :param placed: whether the callbacks are dealt out to callers
    """
    start = SQL("t.date_event")
    if step.anchor == "period_end":
        start = SQL("%s::timestamp", occasion.end)
        if step.rule_id._is_rolling():
            start = step.rule_id._get_rolling_sql(SQL("t.date_event"), SQL("t.tz"))
    end = SQL("anchor")
    if step.unit in CLOCK_UNITS:
        end = SQL("anchor + %s", span(step.quantity, step.unit))
    order = SQL("PARTITION BY r.department_id ORDER BY r.priority, r.id")
    return SQL(
        """CREATE TEMP TABLE callback_owed ON COMMIT DROP AS
        WITH found AS MATERIALIZED (%(found)s),
        timed AS (
            SELECT f.*, z.tz, %(columns)s, %(event)s AS date_event
            FROM found f JOIN %(zones)s AS z (company, tz) ON z.company = f.company_id
            %(joins)s
        ),
        anchored AS (SELECT t.*, %(start)s AS anchor FROM timed t),
        routed AS (
            SELECT t.id, t.company_id, t.partner_id, t.user_id, t.concerned,
                t.source_name, t.date_event, t.anchor, t.split_channel_id, t.priority,
                t.refused,
                CASE WHEN t.route = 0 THEN t.department_id ELSE u.department END
                    AS department_id,
                t.anchor AT TIME ZONE 'UTC' AT TIME ZONE t.tz AS local_start,
                (%(end)s) AT TIME ZONE 'UTC' AT TIME ZONE t.tz AS local_end
            FROM anchored t
            LEFT JOIN %(routes)s AS u (number, company, department)
                ON u.number = t.route AND u.company = t.company_id
        )
        SELECT r.*, r.local_start::date AS local_day, r.local_end::date AS end_day,
            %(place)s AS place
        FROM routed r""",
        found=found,
        columns=customers[0],
        joins=customers[1],
        event=event,
        start=start,
        end=end,
        zones=values(zones, "int4", "varchar"),
        routes=values(routes, "int4", "int4", "int4"),
        place=SQL("row_number() OVER (%s)", order) if placed else SQL("1"),
    )


def deadline(step):
    """Return SQL for the deadline of a row: that of its group, or its own clock."""
    if step.unit not in CLOCK_UNITS:
        return SQL("g.deadline")
    own = SQL("o.anchor + %s", span(step.quantity, step.unit))
    if step.shift == "none":
        return own
    return SQL(
        """CASE WHEN g.target_day = o.end_day THEN %s
        ELSE (g.target_day + o.local_end::time) AT TIME ZONE z.tz AT TIME ZONE 'UTC'
        END""",
        own,
    )


def start_deadline(step):
    """Return SQL for the deadline of the first contact."""
    if step.start_quantity and step.start_unit in CLOCK_UNITS:
        return SQL("o.anchor + %s", span(step.start_quantity, step.start_unit))
    return SQL("g.deadline_start")


def basis(step, moving):
    """Return SQL for the derivation: that of the group with the times of the row."""
    if not moving:
        return SQL("g.basis")
    clock = SQL("to_jsonb(to_char(o.local_start, 'HH24:MI:SS'))")
    result = SQL("jsonb_set(g.basis, '{steps,0,time}', %s)", clock)
    if step.unit in CLOCK_UNITS:
        clock = SQL("to_jsonb(to_char(o.local_end, 'HH24:MI:SS'))")
        result = SQL("jsonb_set(%s, '{steps,-1,time}', %s)", result, clock)
    return result


def insert(columns, zones, groups, rings, number):
    """Return the statement that creates the records of the batch.

    :param columns: dict column of ``callback_record`` → SQL over ``o`` (the batch),
        ``z`` (its company), ``g`` (its day), ``a`` (the callers of its department)
    :param zones: rows (company, time zone, prefix, suffix, sequence, padding)
    :param groups: rows (company, day, end day, deadline, target day, deadline of the
        first contact, due date before grouping, basis)
    :param rings: rows (department, users as array text, how far it is turned)
    :param number: SQL of the next number of a record, over ``z``
    """
    return SQL(
        """INSERT INTO callback_record (%(names)s)
        WITH z AS MATERIALIZED (
            SELECT * FROM %(zones)s
                AS z (company, tz, prefix, suffix, sequence, padding)
        ), g AS MATERIALIZED (
            SELECT company, day, end_day, deadline, target_day, deadline_start,
                date_due, basis::jsonb
            FROM %(groups)s AS g (company, day, end_day, deadline, target_day,
                deadline_start, date_due, basis)
        ), a AS MATERIALIZED (
            SELECT department, users::int4[], turned
            FROM %(rings)s AS a (department, users, turned)
        ), o AS MATERIALIZED (
            SELECT o.*, %(number)s AS number
            FROM callback_owed o JOIN z ON z.company = o.company_id ORDER BY o.id
        )
        SELECT %(values)s FROM o
        JOIN z ON z.company = o.company_id
        JOIN g ON g.company = o.company_id AND g.day = o.local_day
            AND g.end_day = o.end_day
        LEFT JOIN a ON a.department = o.department_id
        ON CONFLICT (step_id, res_id, occurrence)
            WHERE res_id IS NOT NULL AND res_id > 0
            DO NOTHING
        RETURNING id""",
        names=SQL(", ").join(map(SQL.identifier, columns)),
        values=SQL(", ").join(columns.values()),
        number=number,
        zones=values(
            zones, *["int4", "varchar", "varchar", "varchar"], "varchar", "int4"
        ),
        groups=values(
            groups,
            *["int4", "date", "date", "timestamp", "date", "timestamp"],
            *["timestamp", "text"],
        ),
        rings=values(rings, "int4", "text", "int4"),
    )
