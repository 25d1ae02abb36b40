"""`./setup/odoo`: Odoo's own command with the configuration of `run`."""

import os
import signal

from . import config, prepare
from .server import Instance, free_port, serve
from .sql import Sql
from .steps import Failure, Progress

# Commands of Odoo's that need no database, or name it in a way of their own.
WITHOUT_DATABASE = ("db", "help", "scaffold", "cloc", "deploy", "upgrade_code", "start")
HELP = f"""usage: ./setup/odoo [--test-env] <arguments of odoo>

Runs Odoo's own command with the configuration of ./setup/run: its addons,
database server and database. It works beside a running ./setup/run.

  ./setup/odoo shell                                  a Python shell
  ./setup/odoo -u callback_base --stop-after-init     upgrade an addon
  ./setup/odoo i18n export -l zh_CN -o FILE ADDON     export translations
  ./setup/odoo db drop NAME                           drop a database
  ./setup/odoo --help-odoo                            Odoo's own help

  --test-env   use the test cluster (fast, not durable) with the database
               callback_dev; the same as CALLBACK_ENV=test

{config.VARIABLES}"""


def _database(kind):
    if kind == "test" and not os.environ.get("CALLBACK_DB"):
        return "callback_dev"
    return config.database()


def _option(arguments, short, long):
    """Return the value of an option of Odoo's command line, or None."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word in (short, long):
            return following
        if word.startswith(f"{long}="):
            return word.partition("=")[2]
        if word.startswith(short) and not word.startswith("--"):
            return word.removeprefix(short).removeprefix("=")
    return None


def _refuse_missing(sql, arguments, command, name):
    """Say in a sentence that the database is not there, where Odoo would not.

    Odoo's shell ends in a traceback, its server makes an empty database.
    """
    makes_one = _option(arguments, "-i", "--init") and command is None
    if (
        command in WITHOUT_DATABASE
        or makes_one
        or {"--help", "--version"} & {*arguments}
    ):
        return
    if name not in sql.databases():
        raise Failure(
            f"the database {name} does not exist",
            "./setup/run builds the one it serves; -d names another, "
            "-i <addon> makes one.",
        )


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
    first = arguments[0] if arguments else "-"
    command = None if first.startswith("-") else first
    one_shot = "--stop-after-init" in arguments or command not in (None, "server")
    port = free_port() if one_shot or kind == "test" else config.port()
    name = _database(kind)
    with server:
        instance = Instance(odoo, folder / "bin/python", server, fonts)
        wanted = _option(arguments, "-d", "--database") or name
        sql = Sql(folder / "bin/python", server)
        _refuse_missing(sql, arguments, command, wanted)
        # With a database in its configuration, `odoo db` sees no other.
        listed = "" if command == "db" else name
        conf = instance.configure(f"odoo-{os.getpid()}", listed, port)
        try:
            process = instance.popen(conf, *arguments)
            code = serve(process, shared_terminal=True)
        finally:
            conf.unlink()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code
