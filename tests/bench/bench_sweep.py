"""The event sweep finds 2 000 new work orders among ever more old ones.

What it costs must grow with the new ones, not with the table. The old ones already
have their callbacks; a first sweep has looked at them all.
"""

from common import (
    Figure,
    Stopwatch,
    at_most,
    environment,
    make_customers,
    make_people,
    timed,
    unchecked,
)

from odoo import fields

SIZES = (10_000, 100_000, 1_000_000)
NEW = 2_000
RULE = "callback_utility.rule_u1_repair"
#: Columns of a copied callback that differ from those of its model.
OWN = {"id": "nextval('callback_record_id_seq')", "res_id": "o.id"}
OWN |= {"name": "'BENCH/' || o.id", "source_name": "o.name", "user_id": "NULL"}


def make_orders(env, first, count, customers, units, age):
    """Create archived fault repairs by one statement.

    :param first: number of the first one
    :param age: SQL interval since they were archived and last changed
    """
    begin, end = customers
    env.cr.execute(
        """INSERT INTO callback_utility_work_order (name, company_id, kind, partner_id,
            department_id, date_accepted, date_archived, state, create_date, write_date,
            create_uid, write_uid)
        SELECT 'BO' || n, %s, 'fault_repair', %s + n %% %s, (%s::int[])[1 + n %% %s],
            t.moment - interval '3 hours', t.moment, 'archived', t.moment, t.moment,
            1, 1
        FROM generate_series(%s, %s) n, (
            SELECT date_trunc('second', now() AT TIME ZONE 'UTC' - %s::interval)
                AS moment
        ) t""",
        [
            *(env.company.id, begin, end - begin + 1, units.ids, len(units)),
            *(first, first + count - 1, age),
        ],
    )


def copy_callbacks(env, model):
    """Give every fault repair without a callback a copy of one, by one statement."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = 'callback_record' AND table_schema = 'public'"
    )
    names = [name for [name] in env.cr.fetchall()]
    values = [OWN.get(name, f"m.{name}") for name in names]
    env.cr.execute(
        f"""INSERT INTO callback_record ({", ".join(names)})
        SELECT {", ".join(values)}
        FROM callback_utility_work_order o, callback_record m
        WHERE m.id = %s AND o.kind = 'fault_repair' AND NOT EXISTS (
            SELECT FROM callback_record r WHERE r.step_id = m.step_id
                AND r.res_id = o.id AND r.occurrence = m.occurrence AND r.res_id > 0)
        """,
        [model.id],
    )


def settle(env):
    """Make the tables look as they do after a quiet night."""
    env.cr.commit()
    connection = env.cr._cnx
    connection.autocommit = True
    for table in ("callback_utility_work_order", "callback_record"):
        env.cr.execute(f"VACUUM (ANALYZE) {table}")
    connection.autocommit = False


def find_all(env, rule):
    """Query of the new ones with the unique index alone: reads the whole table."""
    return f"""SELECT o.id FROM callback_utility_work_order o
        WHERE o.kind = 'fault_repair'
        AND o.date_archived >= '{rule.policy_id.date_from}'
        AND o.date_archived <= now() AT TIME ZONE 'UTC' AND NOT EXISTS (
            SELECT FROM callback_record r WHERE r.step_id = {rule.step_ids.id}
                AND r.res_id = o.id AND r.occurrence = 1 AND r.res_id > 0)"""


def find_changed(env, rule):
    """Query of the new ones that begins with what changed since the mark."""
    mark = env["callback.sweep"].search([("rule_id", "=", rule.id)])
    return f"{find_all(env, rule)} AND o.write_date >= '{mark.changed}'"


def query_seconds(env, statement):
    """Return the best time of three of a query, which must find the new ones."""

    def work():
        env.cr.execute(f"SELECT count(*) FROM ({statement}) AS found")
        return env.cr.fetchone()[0]

    runs = [timed(work) for _run in range(3)]
    assert {found for _seconds, found in runs} == {NEW}, runs
    return min(seconds for seconds, _found in runs)


def sweep(env):
    """Sweep what is new, as the cron job does, and commit."""
    created = env["callback.rule"].sweep()
    env.cr.commit()
    return created


def measure(env, rule, number, customers, units):
    """Return the measurements with the table as it is; adds the new ones."""
    make_orders(env, number, NEW, customers, units, "1 minute")
    # They change now, whenever they were archived.
    env.cr.execute(
        "UPDATE callback_utility_work_order SET write_date = now() AT TIME ZONE 'UTC'"
        " WHERE name >= %s AND id > (SELECT max(res_id) FROM callback_record"
        " WHERE step_id = %s)",
        ["BO", rule.step_ids.id],
    )
    env.cr.commit()
    found = {
        "anti-join": query_seconds(env, find_all(env, rule)),
        "changed": query_seconds(env, find_changed(env, rule)),
    }
    env.cr.commit()
    with Stopwatch("CREATE TEMP TABLE callback_owed") as finding:
        found["whole"], created = timed(lambda: sweep(env))
    assert created == NEW, created
    found["finding"] = finding.seconds
    found["nothing"], created = timed(lambda: sweep(env))
    assert created == 0, created
    rules = env["callback.rule"]
    found["everything"], _none = timed(lambda: rules._cron_sweep(everything=True))
    return found


def grow(env, rule, start, size, customers, units):
    """Bring the table to a size, with a callback for each order, all swept."""
    with unchecked(env):
        make_orders(env, start, size - start, customers, units, "3 days")
    model = env["callback.record"].search([("rule_id", "=", rule.id)], limit=1)
    if not model:
        env.cr.commit()
        next(rule._sweep(fields.Datetime.now(), everything=True, limit=1))
        model = env["callback.record"].search([("rule_id", "=", rule.id)], limit=1)
    with unchecked(env):
        copy_callbacks(env, model)
    # What the size before had as news is old by now.
    env.cr.execute(
        "UPDATE callback_utility_work_order SET write_date = date_archived"
        " - interval '3 days' WHERE write_date > date_archived"
    )
    settle(env)
    sweep(env)
    sweep(env)  # the mark follows one sweep behind


def run(sizes=SIZES):
    """Return dict size → measurements."""
    result = {}
    with environment() as env:
        units = make_people(env)
        customers = make_customers(env, 20_000)
        rule = env.ref(RULE)
        number = 0
        for size in sizes:
            grow(env, rule, number, size, customers, units)
            result[size] = measure(env, rule, size, customers, units)
            number = size + NEW
    return result


def figures(scale):
    """Yield the lines of the table."""
    found = run([int(size * scale) for size in SIZES])
    for size, times in found.items():
        yield Figure(
            f"{size:,} orders: query, anti-join", f"{times['anti-join']:.3f} s"
        )
        yield Figure(f"{size:,} orders: query by change", f"{times['changed']:.3f} s")
        yield Figure(
            f"{size:,} orders: sweep of {NEW:,} new", f"{times['whole']:.3f} s"
        )
        yield Figure(f"{size:,} orders: finding in it", f"{times['finding']:.3f} s")
        yield Figure(f"{size:,} orders: sweep of nothing", f"{times['nothing']:.3f} s")
        yield Figure(f"{size:,} orders: nightly", f"{times['everything']:.3f} s")
    first, *_rest, last = found
    times = found[last]
    yield at_most(
        f"{last:,} orders: sweep of {NEW:,} new, whole",
        f"{times['whole']:.3f} s",
        times["whole"] / times["anti-join"],
        4,
        f"4 × the anti-join, {times['anti-join']:.3f} s",
    )
    yield at_most(
        f"sweep at {last:,} against {first:,} orders",
        f"{times['whole']:.3f} s",
        times["whole"] / found[first]["whole"],
        2,
        f"2 × that of the small table, {found[first]['whole']:.3f} s",
    )
