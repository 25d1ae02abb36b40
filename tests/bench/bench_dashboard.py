"""Opening the dashboard among a million callbacks, through HTTP with two workers.

Opening asks what the screen asks first: the figures that are kept with their time.
The floor is the cheapest call there is (``has_group``). How long it takes to work the
figures out again, which the screen does behind what it shows, is told beside it.
"""

from callbacks import PASSWORD, grow, make_model, make_world
from common import Figure, at_most, environment
from http_server import Client, interleaved, median, server

from odoo.fields import Command

SIZE = 1_000_000
TIMES = 100
ROLES = ("manager", "supervisor", "caller")


def make_readers(env, units):
    """Return {role: login} of a person of each role."""
    head = units[0].parent_id
    logins = {}
    for role in ROLES:
        user = env["res.users"].create(
            {
                "name": f"Bench {role}",
                "login": f"read_{role}",
                "password": PASSWORD,
                "tz": "Asia/Shanghai",
                "group_ids": [
                    Command.link(env.ref(f"callback_base.callback_group_{role}").id)
                ],
            }
        )
        unit = units[0] if role == "supervisor" else head
        env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "department_id": unit.id}
        )
        logins[role] = user.login
    caller = env["res.users"].search([("login", "like", "bench_")], limit=1)
    return {**logins, "caller": caller.login}


def opening(client):
    """Return the work of opening the dashboard: what the screen asks first."""

    def work():
        seconds, figures = client.call(
            "callback.dashboard",
            "get_figures",
            period="this_month",
            kept_only=True,
            context={"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
        )
        assert figures and figures["is_kept"], figures
        return seconds

    return work


def refresh(client):
    """Work the figures out once; return (seconds, figures)."""
    return client.call(
        "callback.dashboard",
        "refresh",
        period="this_month",
        context={"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
    )


def figures(scale):
    """Yield the lines of the table."""
    size = max(500, int(SIZE * scale))
    with environment() as env:
        env["res.lang"]._activate_lang("zh_CN")
        units, customers = make_world(env, max(1_000, size // 10))
        model = make_model(env, customers, units)
        grow(env, model, 1, size, customers, units)
        logins = make_readers(env, units)
        env.cr.commit()
        with server() as address:
            for role, login in logins.items():
                client = Client(address, login, PASSWORD)
                _seconds, found = refresh(client)
                due = found["on_time"]["due"]["value"]
                assert due, f"{role}: nothing is due"
                again = median([refresh(client)[0] for _time in range(3)])
                floor, opened = interleaved(TIMES, client.has_group, opening(client))
                yield Figure(
                    f"{size:,} callbacks: {role} works {due:,} due out again",
                    f"{again:.2f} s",
                )
                yield at_most(
                    f"{size:,} callbacks: {role} opens the dashboard",
                    f"{median(opened) * 1000:.1f} ms",
                    median(opened) / median(floor),
                    20,
                    f"20 × has_group, {median(floor) * 1000:.1f} ms",
                )
