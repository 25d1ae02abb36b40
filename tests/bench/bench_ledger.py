"""A ledger of 100 000 callbacks as a workbook, beside Odoo's own export, by HTTP.

The same 15 columns, the same rows, the same user, in the same run. The resident sets
of all processes of the server are looked at while it works.
"""

import json
import os
import re
import threading
import urllib.parse
import urllib.request
from pathlib import Path
from time import perf_counter

from bench_memory import EVERY
from callbacks import PASSWORD, grow, make_model, make_world
from common import Figure, at_most, environment
from http_server import Client, server

from odoo.fields import Command

SIZE = 100_000
LOGIN = "bench_ledger"
LIMIT = 0.35
MEGABYTES = 20
#: Ledgers of a few rows before anything is measured, for each worker.
WARM = 6
STATUS = "/proc/{}/status"


def make_reader(env):
    """Create a manager with the right to export."""
    groups = ["callback_group_manager", "callback_group_export"]
    env["res.users"].create(
        {
            "name": "Bench ledger",
            "login": LOGIN,
            "password": PASSWORD,
            "group_ids": [
                Command.link(env.ref(f"callback_base.{group}").id) for group in groups
            ],
        }
    )


def columns(env):
    """Return the columns of the ledger as Odoo's export names them."""
    records = env["callback.record"]
    found = []
    for column in records._get_ledger_columns():
        # What the ledger works out itself: the export takes the stored answer.
        name = "on_time" if column["name"] == "time_limit" else column["name"]
        field = records._fields[name]
        found.append({"name": name, "label": column["label"], "type": field.type})
    return found


def descendants(pid):
    """Return a process and all those below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8")
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = {pid}
    while more := {one for one, above in parents.items() if above in found} - found:
        found |= more
    return found


def resident(pid):
    """Return the megabytes of a process, 0 when it has ended."""
    try:
        text = Path(STATUS.format(pid)).read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", text)
    return int(found[1]) / 1024 if found else 0


class Growth:
    """By how much the process that grows most grows while the block runs."""

    def __init__(self, pids):
        self.pids = pids

    def __enter__(self):
        self.idle = {pid: resident(pid) for pid in self.pids}
        self.megabytes = 0.0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def _look(self):
        for pid, idle in self.idle.items():
            self.megabytes = max(self.megabytes, resident(pid) - idle)

    def _watch(self):
        while not self.done.wait(EVERY):
            self._look()

    def __exit__(self, *_error):
        self.done.set()
        self.thread.join()
        self._look()


def drain(client, request):
    """Return (seconds, bytes) of a download that is read and thrown away."""
    start, size = perf_counter(), 0
    with client.opener.open(request, timeout=1200) as answer:
        while part := answer.read(65_536):
            size += len(part)
    return perf_counter() - start, size


def take_ledger(client, domain):
    """Download a ledger."""
    values = {"selection_domain": json.dumps(domain), "kind": "callback.record"}
    values |= {"date_from": False, "date_to": False}
    _seconds, [number] = client.call("callback.ledger", "create", [values])
    seconds, action = client.call("callback.ledger", "action_download", [number])
    taken, size = drain(client, client.address + action["url"])
    return seconds + taken, size


def take_export(client, names, domain):
    """Download Odoo's own export of the same."""
    with client.opener.open(f"{client.address}/odoo") as page:
        token = re.search(r'csrf_token: "(\w+)"', page.read().decode())[1]
    data = {
        "model": "callback.record",
        "fields": names,
        "ids": False,
        "domain": domain,
        "groupby": [],
        "import_compat": False,
        "context": {"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": client.user},
    }
    form = {"data": json.dumps(data), "csrf_token": token}
    body = urllib.parse.urlencode(form).encode()
    address = f"{client.address}/web/export/xlsx"
    return drain(client, urllib.request.Request(address, body))


def figures(scale):
    """Yield the lines of the table."""
    size = max(500, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 5))
        grow(env, make_model(env, customers, units), 1, size, customers, units)
        make_reader(env)
        names = columns(env)
        rows = env["callback.record"].search_count([])
        few = env["callback.record"].search([], limit=5).ids
        env.cr.commit()
    with server() as address:
        client = Client(address, LOGIN, PASSWORD)
        for _time in range(WARM):
            take_ledger(client, [["id", "in", few]])
        pids = descendants(os.getpid()) - {os.getpid()}
        with Growth(pids) as mine:
            seconds, taken = take_ledger(client, [])
        with Growth(pids) as theirs:
            export, exported = take_export(client, names, [])
    yield Figure("rows, columns", f"{rows:,} × {len(names)}")
    yield Figure("Odoo's export", f"{export:.1f} s, {exported / 1e6:.1f} MB")
    yield Figure("memory of Odoo's export", f"{theirs.megabytes:,.0f} MB")
    yield at_most(
        "ledger",
        f"{seconds:.1f} s, {taken / 1e6:.1f} MB",
        seconds / export,
        LIMIT,
        "× Odoo's own export",
    )
    yield at_most(
        "memory of the ledger",
        f"{mine.megabytes:,.1f} MB",
        mine.megabytes,
        MEGABYTES,
        "MB above the idle server",
    )
