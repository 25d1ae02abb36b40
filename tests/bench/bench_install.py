"""How long each pack takes to install, beside Odoo's own ``survey``.

In a database of its own with what our addons need of Odoo, in Chinese, without demo
data. Survey is installed first, then the packs, each by a command of its own.
"""

import os
import subprocess
import sys
import uuid
from time import perf_counter

from common import Figure, at_most, environment

from odoo.service import db as databases
from odoo.tools import config

NEEDED = "mail,calendar,digest,hr,contacts,resource,base_import,report_xlsx,payroll"
PACKS = ("callback_utility", "callback_finance", "callback_property")
ENGINE = ("callback_base", "callback_assessment", "callback_payroll")


def install(database, names):
    """Install addons by Odoo's command line; return the seconds."""
    start = perf_counter()
    subprocess.run(
        [
            *(sys.executable, os.environ["CALLBACK_BENCH_ODOO"]),
            *("-c", os.environ["ODOO_RC"], "-d", database, "-i", names),
            *("--without-demo", "--load-language=zh_CN", "--stop-after-init"),
            *("--log-level=error", "--no-http", "--max-cron-threads=0"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - start


def figures(_scale):
    """Yield the lines of the table; there is nothing to scale."""
    with environment() as env:
        available = set(env["ir.module.module"].search([]).mapped("name"))
    database = f"callback_bench_{uuid.uuid4().hex[:8]}"
    needed = ",".join(name for name in NEEDED.split(",") if name in available)
    try:
        install(database, needed)
        survey = install(database, "survey")
        yield Figure("install survey", f"{survey:.1f} s")
        for name in ENGINE:
            yield Figure(f"install {name}", f"{install(database, name):.1f} s")
        for name in PACKS:
            seconds = install(database, name)
            yield at_most(
                f"install {name}",
                f"{seconds:.1f} s",
                seconds / survey,
                1,
                f"survey's own {survey:.1f} s",
            )
    finally:
        config["list_db"] = True  # of this process only: it may drop its own
        databases.exp_drop(database)
