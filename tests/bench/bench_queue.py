"""A caller's queue among ever more callbacks, through HTTP with two workers.

The list asks what the web client asks: own open callbacks by deadline, 80 rows with
the columns of the screen. Its floor is the cheapest call there is (``has_group``).
"""

from callbacks import OPEN_ONE_IN, PASSWORD, grow, make_model, make_world
from common import Figure, at_most, environment
from http_server import Client, interleaved, median, p95, server, together

SIZES = (10_000, 1_000_000)
ROWS = 80
TIMES = 200
CALLERS = 16
EACH = 25


def specification(env):
    """Return the fields the list asks for, from its view."""
    view = env.ref("callback_base.callback_record_view_list_queue")
    model = env["callback.record"].with_user(env.ref("base.user_admin"))
    fields = model.get_view(view.id, "list")["models"]["callback.record"]
    relational = ("many2one", "many2many")
    return {
        name: {"fields": {"display_name": {}}}
        if model._fields[name].type in relational
        else {}
        for name in fields
        if name != "id"
    }


def queue(client, names):
    """Return the work of asking for the list once."""
    domain = ["&", ["state", "in", ["planned", "ongoing"]], "|"]
    domain += [["user_id", "=", client.user], ["user_id", "=", False]]

    def work():
        seconds, found = client.call(
            "callback.record",
            "web_search_read",
            domain=domain,
            specification=names,
            order="",
            limit=ROWS,
            offset=0,
            count_limit=1001,
            context={"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
        )
        assert len(found["records"]) == min(ROWS, found["length"]), found["length"]
        assert found["length"] > 1
        return seconds

    return work


def run(sizes):
    """Return {size: measurements}."""
    result = {}
    with environment() as env:
        units, customers = make_world(env, max(1_000, max(sizes) // 10))
        model = make_model(env, customers, units)
        names = specification(env)
        start = 1
        for size in sizes:
            # The same list has as many rows: all are open where they are few.
            often = 1 if start == 1 else OPEN_ONE_IN
            callers = grow(env, model, start, size, customers, units, open_one_in=often)
            start = size
            logins = callers.mapped("login")
            env.cr.commit()
            with server() as address:
                clients = [Client(address, x, PASSWORD) for x in logins[:CALLERS]]
                one = clients[0]
                counts = lambda one=one: one.call("callback.record", "queue_counts")[0]  # noqa: E731
                floor, listed, counted = interleaved(
                    TIMES, one.has_group, queue(one, names), counts
                )
                crowd = together([queue(c, names) for c in clients], EACH)
            result[size] = (floor, listed, counted, crowd)
    return result


def milliseconds(seconds):
    """Write seconds as milliseconds."""
    return f"{seconds * 1000:.1f} ms"


def figures(scale):
    """Yield the lines of the table."""
    sizes = [max(500, int(size * scale)) for size in SIZES]
    found = run(sizes)
    for size, (floor, _listed, counted, _crowd) in found.items():
        yield Figure(f"{size:,} callbacks: has_group", milliseconds(median(floor)))
        yield Figure(f"{size:,} callbacks: counters", milliseconds(median(counted)))
    small, big = (found[size] for size in sizes)
    floor, listed, _counted, crowd = big
    name = f"queue of {ROWS} among {sizes[-1]:,}"
    yield at_most(
        name,
        milliseconds(median(listed)),
        median(listed) / median(floor),
        8,
        f"8 × has_group, {milliseconds(median(floor))}",
    )
    yield at_most(
        f"{name}: p95 of one caller",
        milliseconds(p95(listed)),
        p95(listed) / median(listed),
        1.3,
        "1.3 × its median",
    )
    yield at_most(
        f"{name}: p95 of {CALLERS} at once",
        milliseconds(p95(crowd)),
        p95(crowd),
        0.25,
        "250 ms",
    )
    yield at_most(
        f"{name} against {sizes[0]:,}",
        milliseconds(median(listed)),
        median(listed) / median(small[1]),
        1.3,
        f"1.3 × that, {milliseconds(median(small[1]))}",
    )
