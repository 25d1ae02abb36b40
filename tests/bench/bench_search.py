"""Finding a callback by what a caller types, among 1 000 000, through HTTP."""

from bench_queue import milliseconds, specification
from callbacks import PASSWORD, grow, make_model, make_world
from common import Figure, at_most, environment
from http_server import Client, interleaved, median, server

SIZE = 1_000_000
TIMES = 60
LIMIT = 12


def searches(env, customers):
    """Return {what: (field, text)} of an existing callback and its customer."""
    callers = env["res.users"].search([("login", "like", "bench_")], order="id")
    record = env["callback.record"].search(
        [("user_id", "=", callers[0].id)], order="id", limit=1, offset=5
    )
    partner = record.partner_id
    text = "search_text"
    return {
        "customer name": (text, partner.name),
        "two characters of a name": (text, partner.name[1:3]),
        "phone": (text, partner.phone),
        "part of a phone": (text, partner.phone[-6:]),
        "number": (text, record.name),
        "end of a number": (text, record.name[-6:]),
        "document": (text, record.source_name),
        "customer or phone": ("customer_search", partner.name),
    }


def ask(client, names, field, value):
    """Return the work of one search."""

    def work():
        seconds, found = client.call(
            "callback.record",
            "web_search_read",
            domain=[[field, "ilike", value]],
            specification=names,
            order="",
            limit=80,
            offset=0,
            count_limit=1001,
            context={"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
        )
        assert found["length"], (field, value)
        return seconds

    return work


def figures(scale):
    """Yield the lines of the table."""
    size = max(500, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 5))
        model = make_model(env, customers, units)
        callers = grow(env, model, 1, size, customers, units)
        env.cr.execute("ANALYZE res_partner")
        names = specification(env)
        wanted = searches(env, customers)
        login = callers[0].login
        env.cr.commit()
        with server() as address:
            client = Client(address, login, PASSWORD)
            for what, (field, value) in wanted.items():
                floor, found = interleaved(
                    TIMES, client.has_group, ask(client, names, field, value)
                )
                yield at_most(
                    f"search by {what} among {size:,}",
                    milliseconds(median(found)),
                    median(found) / median(floor),
                    LIMIT,
                    f"{LIMIT} × has_group, {milliseconds(median(floor))}",
                )
            yield Figure("customers", f"{customers[1] - customers[0] + 1:,}")
