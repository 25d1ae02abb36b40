"""How long each pack takes to install, beside Odoo's own ``survey``.

In a database of its own with what our addons need of Odoo, in Chinese, without demo
data, as the page *Apps* does it: by the button of the module, in a running Odoo. What
any start of Odoo takes is not counted. Survey is installed first, for the engine builds
on it; then the engine, and each pack into a copy of that. All of it is done twice, and
the better of both counts for each.
"""

import os
import subprocess
import sys
import uuid

from common import Figure, at_most, environment

from odoo.service import db as databases
from odoo.tools import config

NEEDED = "mail,calendar,digest,hr,contacts,resource,base_import,report_xlsx,payroll"
PACKS = ("callback_utility", "callback_finance", "callback_property")
ENGINE = ("callback_base", "callback_assessment", "callback_payroll")


RUNS = 2

BUTTON = """
from time import perf_counter
module = env["ir.module.module"].search([("name", "=", "{name}")])
start = perf_counter()
module.button_immediate_install()
print("seconds", perf_counter() - start)
"""


def odoo(database, *arguments, script=None):
    """Run Odoo on a database and return what it printed."""
    command, *rest = arguments
    return subprocess.run(
        [
            *(sys.executable, os.environ["CALLBACK_BENCH_ODOO"]),
            command,
            *("-c", os.environ["ODOO_RC"], "-d", database, *rest),
            *("--log-level=error", "--no-http", "--max-cron-threads=0"),
        ],
        check=True,
        input=script,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def install(database, name):
    """Press the button of an addon; return the seconds."""
    printed = odoo(database, "shell", script=BUTTON.format(name=name))
    return float(printed.rpartition("seconds")[2].split()[0])


def install_into_copy(database, name):
    """Press the button of an addon in a copy of a database; return the seconds."""
    copy = f"{database}_{name}"
    databases.exp_duplicate_database(database, copy)
    try:
        return install(copy, name)
    finally:
        databases.exp_drop(copy)


def run(needed):
    """Install everything into a new database; return {addon: seconds}."""
    config["list_db"] = True  # of this process only: it may copy and drop its own
    database = f"callback_bench_{uuid.uuid4().hex[:8]}"
    try:
        odoo(
            database,
            *("server", "-i", needed, "--without-demo"),
            *("--load-language=zh_CN", "--stop-after-init"),
        )
        first = {name: install(database, name) for name in ("survey", *ENGINE)}
        return first | {name: install_into_copy(database, name) for name in PACKS}
    finally:
        databases.exp_drop(database)


def figures(_scale):
    """Yield the lines of the table; there is nothing to scale."""
    with environment() as env:
        available = set(env["ir.module.module"].search([]).mapped("name"))
    needed = ",".join(name for name in NEEDED.split(",") if name in available)
    runs = [run(needed) for _number in range(RUNS)]
    best = {name: min(each[name] for each in runs) for name in runs[0]}
    survey = best["survey"]
    yield Figure("install survey", f"{survey:.1f} s")
    for name in ENGINE:
        yield Figure(f"install {name}", f"{best[name]:.1f} s")
    for name in PACKS:
        yield at_most(
            f"install {name}",
            f"{best[name]:.1f} s",
            best[name] / survey,
            1,
            f"survey's own {survey:.1f} s",
        )
