"""Callbacks by the million for the benchmarks of the caller's screens."""

from bench_sweep import make_orders, settle
from common import CALLERS, make_customers, make_people, unchecked

from odoo import fields

RULE = "callback_utility.rule_u1_repair"
#: One in so many is still open, as in a running year.
OPEN_ONE_IN = 10
PASSWORD = "bench"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华建国志文红玉兰梅春海波鹏宇"


def make_names(env, first, last):
    """Give the customers Chinese names, phones and what they are searched by."""
    with unchecked(env):
        env.cr.execute(
            """UPDATE res_partner SET name = n.name, complete_name = n.name,
                phone = '+86 1' || n.digits, ref = 'K-' || res_partner.id,
                callback_search = regexp_replace(n.name, '(.)', '\\1\\1', 'g')
                    || ' 861' || n.digits || ' k-' || res_partner.id
            FROM (SELECT id, substr(%(surnames)s, 1 + id %% 20, 1)
                    || substr(%(given)s, 1 + (id / 20) %% 36, 1)
                    || substr(%(given)s, 1 + (id / 720) %% 36, 1)
                    || substr(%(given)s, 1 + (id / 25920) %% 36, 1) AS name,
                    lpad((id::bigint * 7919 %% 10000000000)::text, 10, '3') AS digits
                FROM res_partner WHERE id BETWEEN %(first)s AND %(last)s) n
            WHERE res_partner.id = n.id""",
            {"surnames": SURNAMES, "given": GIVEN, "first": first, "last": last},
        )
    env.cr.commit()


def make_world(env, customers):
    """Create units, callers with a password, customers; return (units, customers)."""
    units = make_people(env)
    callers = env["res.users"].search([("login", "like", "bench_")])
    callers.password = PASSWORD
    found = make_customers(env, customers)
    make_names(env, *found)
    return units, found


def make_model(env, customers, units):
    """Return one callback as the sweep makes it: the others are its copies."""
    rule = env.ref(RULE)
    make_orders(env, 1, 1, customers, units, "2 hours")
    env.cr.commit()
    next(rule._sweep(fields.Datetime.now(), everything=True, limit=1))
    env.cr.commit()
    made = env["callback.record"].search(
        [("rule_id", "=", rule.id)], order="id desc", limit=1
    )
    assert made.state == "planned", made.state
    return made


def grow(
    env, model, first, last, customers, units, late=False, open_one_in=OPEN_ONE_IN
):
    """Add copies of a callback numbered first … last-1 by one statement.

    Spread over customers, callers and units, one in so many open; deadlines from half a
    year ago to a week ahead. With ``late`` all are open and their deadline has passed.
    """
    begin, end = customers
    callers = env["res.users"].search([("login", "like", "bench_")], order="id")
    own = {
        "id": "nextval('callback_record_id_seq')",
        "res_id": "NULL",
        "archive_id": "NULL",
        "name": "'HF-2026-' || lpad(n::text, 8, '0')",
        "source_name": "'GD-' || lpad((n * 37)::text, 9, '0')",
        "partner_id": f"{begin} + n %% {end - begin + 1}",
        "user_id": f"(%(callers)s::int[])[1 + n %% {len(callers)}]",
        "department_id": f"(%(units)s::int[])[1 + (n %% {len(callers)}) / {CALLERS}]",
        "deadline": "t.moment",
        "date_event": "t.moment - interval '7 days'",
        "state": "CASE WHEN t.open THEN 'planned' ELSE 'done' END",
        "is_complete": "NOT t.open",
        "on_time": "NOT t.open",
        "date_done": "CASE WHEN t.open THEN NULL ELSE t.moment - interval '1 day' END",
        "date_archived": "CASE WHEN t.open THEN NULL ELSE t.moment END",
    }
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = 'callback_record' AND table_schema = 'public'"
    )
    names = [name for [name] in env.cr.fetchall()]
    values = [own.get(name, f"m.{name}") for name in names]
    is_open = "true" if late else f"n / {len(callers)} %% {open_one_in} = 0"
    # An open one is due within a fortnight around now, a done one was before.
    spread = (
        "-1 - n %% 180"
        if late
        else "CASE WHEN {} THEN {} ELSE {} END".format(
            is_open, "n %% 14 - 7", "-8 - n %% 180"
        )
    )
    with unchecked(env):
        env.cr.execute(
            f"""INSERT INTO callback_record ({", ".join(names)})
            SELECT {", ".join(values)}
            FROM generate_series(%(first)s, %(last)s) n, callback_record m,
                LATERAL (SELECT {is_open} AS open,
                    date_trunc('second', now() AT TIME ZONE 'UTC')
                    + ({spread}) * interval '1 day' + n %% 86400 * interval '1 second'
                    AS moment) t
            WHERE m.id = %(model)s""",
            {
                "callers": callers.ids,
                "units": units.ids,
                "first": first,
                "last": last - 1,
                "model": model.id,
            },
        )
    settle(env)
    return callers
