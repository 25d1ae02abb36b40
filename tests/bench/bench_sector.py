"""Sectors beside each other: their sweeps, and their forms among a million documents.

The sweep makes callbacks of 100 000 documents of each sector; what it costs above the
bare insert of the same rows is compared with the utility sector, by which the engine
is measured. A form is opened as the web client opens it, beside that of a contact.
"""

from bench_queue import milliseconds
from bench_sweep import settle
from callbacks import PASSWORD, make_world
from common import (
    Figure,
    Stopwatch,
    at_least,
    at_most,
    environment,
    timed,
    twin,
    unchecked,
)
from http_server import Client, interleaved, median, server

from odoo import fields
from odoo.fields import Command

COUNT = 100_000
SIZE = 1_000_000
TIMES = 40
#: Sector: rule, table, columns beside those that all documents have.
SECTORS = {
    "utility": (
        "callback_utility.rule_u1_repair",
        "callback_utility_work_order",
        {
            "kind": "'fault_repair'",
            "date_accepted": "t.moment - interval '3 hours'",
            "date_archived": "t.moment",
            "state": "'archived'",
        },
    ),
    "finance": (
        "callback_finance.rule_f3_contract",
        "callback_finance_contract",
        {
            "business": "'wealth'",
            "date_signed": "t.moment",
            "account_id": "%(account)s",
        },
    ),
    "property": (
        "callback_property.rule_p2_service",
        "callback_property_order",
        {
            "kind": "'complaint'",
            "date_reported": "t.moment - interval '3 hours'",
            "date_done": "t.moment",
        },
    ),
}


def make_documents(env, sector, first, count, customers, units, age):
    """Create documents of a sector by one statement.

    :param first: number of the first one
    :param age: SQL interval since what makes them owe a callback
    """
    _rule, table, own = SECTORS[sector]
    begin, end = customers
    account = env["callback.finance.account"].search([], limit=1)
    columns = {
        "name": "'BD' || n",
        "company_id": "%(company)s",
        "partner_id": "%(begin)s + n %% %(customers)s",
        "department_id": "(%(units)s::int[])[1 + n %% %(count)s]",
        "create_date": "t.moment",
        "write_date": "t.moment",
        "create_uid": "1",
        "write_uid": "1",
        **own,
    }
    with unchecked(env):
        env.cr.execute(
            f"""INSERT INTO {table} ({", ".join(columns)})
            SELECT {", ".join(columns.values())}
            FROM generate_series(%(first)s, %(last)s) n, (
                SELECT date_trunc('second', now() AT TIME ZONE 'UTC'
                    - %(age)s::interval) AS moment) t""",
            {
                "company": env.company.id,
                "begin": begin,
                "customers": end - begin + 1,
                "units": units.ids,
                "count": len(units),
                "account": account.id,
                "first": first,
                "last": first + count - 1,
                "age": age,
            },
        )
    env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()


def sweep(env, sector, count, customers, units):
    """Return {seconds} of a sector's sweep of so many documents."""
    rule = env.ref(SECTORS[sector][0])
    sum(rule._sweep(fields.Datetime.now(), everything=True))  # what the demo left
    env.cr.commit()
    make_documents(env, sector, 1, count, customers, units, "2 hours")
    env.cr.execute("SELECT max(id) FROM callback_record")
    [last] = env.cr.fetchone()
    with Stopwatch("INSERT INTO callback_record (") as creating:
        whole, made = timed(
            lambda: sum(rule._sweep(fields.Datetime.now(), everything=True))
        )
    env.cr.commit()
    assert made == count, (sector, made)
    bare = twin(env, "callback_record", "res_id", f"id > {last}")
    return {"whole": whole, "statement": creating.seconds, "bare": bare}


def specification(env, model, user):
    """Return what a form asks for, from its view."""
    views = env[model].with_user(user).get_views([(False, "form")])
    known = {name: info["fields"] for name, info in views["models"].items()}

    def of_model(name, depth):
        result = {}
        for field, info in known.get(name, {}).items():
            if field == "id":
                continue
            result[field] = {}
            if info["type"] in ("many2one", "reference"):
                result[field] = {"fields": {"display_name": {}}}
            elif info["type"] in ("one2many", "many2many"):
                result[field] = {"fields": {"display_name": {}}, "limit": 40}
        return result

    return of_model(model, 0)


def open_form(client, model, number, names):
    """Return the work of opening a form once."""

    def work():
        seconds, found = client.call(
            model,
            "web_read",
            [number],
            specification=names,
            context={"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
        )
        assert found[0]["id"] == number
        return seconds

    return work


def figures(scale):
    """Yield the lines of the table."""
    count, size = int(COUNT * scale), int(SIZE * scale)
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        found = {name: sweep(env, name, count, customers, units) for name in SECTORS}
        engine = found["utility"]
        for name, times in found.items():
            speed = f"{count / times['whole']:,.0f} a second"
            yield Figure(f"{name}: sweep of {count:,}", speed)
            ratio = engine["whole"] / engine["bare"] * times["bare"] / times["whole"]
            yield at_least(
                f"{name}: sweep above its bare insert, against the engine",
                f"{times['whole']:.1f} s, bare {times['bare']:.1f} s",
                ratio,
                0.8,
                "of the engine's speed",
            )
        for name in SECTORS:
            make_documents(
                env, name, count + 1, size - count, customers, units, "9 years"
            )
        settle(env)
        admin = env.ref("base.user_admin")
        roles = env["ir.model.data"].search(
            [("model", "=", "res.groups"), ("module", "=like", "callback_%")]
        )
        admin.write(
            {
                "password": PASSWORD,
                "group_ids": [
                    Command.link(number) for number in roles.mapped("res_id")
                ],
            }
        )
        forms = {}
        for model in sorted(env.registry):
            for name in SECTORS:
                own = model.startswith(f"callback.{name}.")
                if not own or env[model]._transient or env[model]._abstract:
                    continue
                one = env[model].search([], limit=1, order="id desc")
                if one:
                    forms[model] = one.id, specification(env, model, admin)
        contact = env["res.partner"].browse(customers[0])
        yardstick = specification(env, "res.partner", admin)
        env.cr.commit()
        with server() as address:
            client = Client(address, admin.login, PASSWORD)
            theirs, *ours = interleaved(
                TIMES,
                open_form(client, "res.partner", contact.id, yardstick),
                *(
                    open_form(client, model, number, names)
                    for model, (number, names) in forms.items()
                ),
            )
        slowest = max(zip(map(median, ours), forms, strict=True))
        yield Figure(
            f"{len(forms)} forms of sectors: fastest",
            milliseconds(min(map(median, ours))),
        )
        yield at_most(
            f"slowest form of a sector among {size:,}: {slowest[1]}",
            milliseconds(slowest[0]),
            slowest[0] / median(theirs),
            4,
            f"4 × the form of a contact, {milliseconds(median(theirs))}",
        )
