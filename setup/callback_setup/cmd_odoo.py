"""`./setup/odoo`: Odoo's own command with the configuration of `run`."""

import os
import signal

from . import config, prepare
from .server import Instance, free_port, serve
from .steps import Progress

HELP = f"""usage: ./setup/odoo [--test-env] <arguments of odoo>

Runs Odoo's own command with the configuration of ./setup/run: its addons,
database server and database. It works beside a running ./setup/run.

  ./setup/odoo shell                                  a Python shell
  ./setup/odoo -u callback_base --stop-after-init     upgrade an addon
  ./setup/odoo i18n export -l zh_CN -o FILE ADDON     export translations
  ./setup/odoo --help-odoo                            Odoo's own help

  --test-env   use the test cluster (fast, not durable) with the database
               callback_dev; the same as CALLBACK_ENV=test

{config.VARIABLES}"""


def _database(kind):
    if kind == "test" and not os.environ.get("CALLBACK_DB"):
        return "callback_dev"
    return config.database()


def main(arguments):
    """Run Odoo's command line and return its exit code."""
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    arguments = ["--help" if a == "--help-odoo" else a for a in arguments]
    kind = "test" if os.environ.get("CALLBACK_ENV") == "test" else "run"
    if "--test-env" in arguments:
        arguments.remove("--test-env")
        kind = "test"
    odoo, folder, server, fonts = prepare.shared(Progress(prepare.STEPS), kind)
    # Only a server in the foreground takes the port of `run`.
    command = next((a for a in arguments if not a.startswith("-")), None)
    one_shot = "--stop-after-init" in arguments or command == arguments[0]
    port = free_port() if one_shot or kind == "test" else config.port()
    with server:
        instance = Instance(odoo, folder / "bin/python", server, fonts)
        name = f"odoo-{os.getpid()}"
        conf = instance.configure(name, _database(kind), port)
        try:
            process = instance.popen(conf, *arguments)
            code = serve(process, shared_terminal=True)
        finally:
            conf.unlink()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code
