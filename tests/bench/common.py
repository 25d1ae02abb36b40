"""What the benchmarks share: the database, people, documents by the million.

A benchmark runs in a database of its own, made and dropped by ``./setup/bench``. It
compares what the product does with the plainest SQL that gives the same rows, in the
same run: the ratios travel from machine to machine, the seconds do not.
"""

import gc
import os
import resource
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import NamedTuple

from psycopg2.errors import InsufficientPrivilege

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.module import initialize_sys_path
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.sql_db import Cursor
from odoo.tools import config

CALLERS = 8
KINDS = ("residential", "commercial", "agricultural", "industrial")
KINDS += ("street_lighting", "other")


class Figure(NamedTuple):
    """One line of the table: what was measured, and its goal if it has one."""

    work: str
    measured: str
    #: What the goal is about; None for a line that only informs.
    ratio: float | None = None
    sign: str = ""
    limit: float = 0.0
    goal: str = ""

    def reached(self):
        """Tell whether the goal is met; True without one."""
        if self.ratio is None:
            return True
        return (
            self.ratio >= self.limit if self.sign == ">=" else self.ratio <= self.limit
        )


def at_least(work, measured, ratio, limit, goal):
    """Return a figure whose ratio should not be below a limit."""
    return Figure(work, measured, ratio, ">=", limit, goal)


def at_most(work, measured, ratio, limit, goal):
    """Return a figure whose ratio should not be above a limit."""
    return Figure(work, measured, ratio, "<=", limit, goal)


@cache
def start_odoo():
    """Read the configuration that ``./setup/bench`` wrote, load the addons."""
    config.parse_config(["-c", os.environ["ODOO_RC"], "--log-level=warn"])
    initialize_sys_path()
    load_server_wide_modules()


@contextmanager
def environment():
    """Give an environment on the benchmark's database; nothing else uses it."""
    start_odoo()
    with Registry(os.environ["CALLBACK_BENCH_DB"]).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})


class Stopwatch:
    """Adds up the seconds of the statements that begin with a text."""

    def __init__(self, beginning):
        self.beginning = beginning
        self.seconds = 0.0

    def __enter__(self):
        self.execute = Cursor.execute
        watch = self

        def execute(cursor, query, params=None, log_exceptions=True):
            text = getattr(query, "code", query)
            start = perf_counter()
            try:
                return watch.execute(cursor, query, params, log_exceptions)
            finally:
                if text.lstrip().startswith(watch.beginning):
                    watch.seconds += perf_counter() - start

        Cursor.execute = execute
        return self

    def __exit__(self, *_error):
        Cursor.execute = self.execute


def timed(work):
    """Return (seconds, result) of a call."""
    gc.collect()
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


@contextmanager
def unchecked(env):
    """Set up without checking foreign keys, where the server's role may do that."""
    try:
        with env.cr.savepoint():
            env.cr.execute(
                "SET session_replication_role = replica", log_exceptions=False
            )
    except InsufficientPrivilege:
        yield  # only slower
        return
    yield
    env.cr.execute("SET session_replication_role = DEFAULT")


def memory():
    """Return the megabytes this process has in use at its peak."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_people(env):
    """Create a department tree with callers in each unit; return the departments."""
    head = env["hr.department"].create({"name": "Bench head office"})
    units = env["hr.department"].create(
        [{"name": f"Bench unit {n}", "parent_id": head.id} for n in range(4)]
    )
    group = env.ref("callback_base.callback_group_caller")
    for unit in units:
        users = env["res.users"].create(
            [
                {
                    "name": f"Bench {unit.id} {n}",
                    "login": f"bench_{unit.id}_{n}",
                    "group_ids": [Command.link(group.id)],
                }
                for n in range(CALLERS)
            ]
        )
        env["hr.employee"].create(
            [{"name": u.name, "user_id": u.id, "department_id": unit.id} for u in users]
        )
    return units


def make_customers(env, count, **columns):
    """Create customers by one statement; return the first and last number.

    They are copies of one that the ORM made, which fills what any program asks for.

    :param columns: further columns, each an SQL expression over the number ``n``
    """
    model = env["res.partner"].create({"name": "Bench 0"})
    env.flush_all()
    columns = {"name": "'Bench ' || n", "complete_name": "'Bench ' || n"} | columns
    columns["id"] = "nextval('res_partner_id_seq')"
    pairs = ", ".join(f"'{name}', {value}" for name, value in columns.items())
    env.cr.execute(
        f"""INSERT INTO res_partner SELECT made.* FROM generate_series(1, %s) n,
            res_partner p, jsonb_populate_record(p, jsonb_build_object({pairs})) made
        WHERE p.id = %s ORDER BY n RETURNING id""",
        [count, model.id],
    )
    ids = [row[0] for row in env.cr.fetchall()]
    return ids[0], ids[-1]


def make_points(env, count, customers, units, prefix="BP"):
    """Create supply points of all uses and voltages by one statement."""
    first, last = customers
    with unchecked(env):
        env.cr.execute(
            """INSERT INTO callback_utility_supply_point (name, company_id, active,
                partner_id, department_id, voltage_level, voltage_kv, use_type,
                supply_kind, create_date, write_date, create_uid, write_uid)
            SELECT %s || n, %s, true, %s + n %% %s, (%s::int[])[1 + n %% %s],
                (ARRAY['0.22', '0.4', '10', '35'])[1 + n %% 4],
                (ARRAY[0.22, 0.4, 10, 35])[1 + n %% 4],
                (%s::varchar[])[1 + n %% %s], 'power',
                now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', 1, 1
            FROM generate_series(1, %s) n""",
            [
                *(prefix, env.company.id, first, last - first + 1),
                *(units.ids, len(units)),
                *(list(KINDS), len(KINDS), count),
            ],
        )
    env.cr.execute("ANALYZE callback_utility_supply_point")


def twin(env, table, source, condition):
    """Return the seconds a bare INSERT of the same rows takes in a twin of a table.

    The twin has the same columns, indexes and foreign keys, and holds the other rows
    of the table already; the rows lie ready in a plain table.
    """
    cr = env.cr
    cr.execute("DROP TABLE IF EXISTS bench_twin, bench_rows")
    cr.execute(f"CREATE TABLE bench_rows AS SELECT * FROM {table} WHERE {condition}")
    cr.execute(f"CREATE TABLE bench_twin (LIKE {table} INCLUDING ALL)")
    cr.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    for name, definition in cr.fetchall():
        cr.execute(f'ALTER TABLE bench_twin ADD CONSTRAINT "t_{name}" {definition}')
    with unchecked(env):
        cr.execute(
            f"INSERT INTO bench_twin SELECT * FROM {table} WHERE NOT"
            f" COALESCE({condition}, false)"
        )
    cr.execute("ANALYZE bench_rows")
    cr.execute("ANALYZE bench_twin")
    cr.commit()
    columns = f"SELECT * FROM bench_rows ORDER BY {source}"
    seconds, _none = timed(lambda: cr.execute(f"INSERT INTO bench_twin {columns}"))
    cr.commit()
    cr.execute("DROP TABLE bench_twin, bench_rows")
    cr.commit()
    return seconds
