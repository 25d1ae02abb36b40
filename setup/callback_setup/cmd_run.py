"""`./setup/run`: everything set up, the server in the foreground."""

import argparse
import json
import signal
import subprocess
import sys
import threading
import time
import unicodedata
import urllib.error
import urllib.request

from . import config, lock, prepare
from .rundb import RunDatabase
from .server import Instance, end, port_is_taken, serve
from .sql import Sql
from .steps import Failure, Progress

ANOTHER = (
    "stop it first, or run beside it with a state folder and port of your own: "
    "CALLBACK_HOME=<folder> CALLBACK_PORT=<port> ./setup/run"
)


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./setup/run",
        description="Sets up Odoo 19 with the Callback addons, demo data and one "
        "user per role, and serves it on 127.0.0.1. The first start takes a few "
        "minutes, later ones some seconds. Ctrl-C stops it.",
        epilog=config.VARIABLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--reset", action="store_true", help="drop and rebuild the database (asks)"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return parser.parse_args(arguments)


def _check_port(port):
    if port_is_taken(port):
        raise Failure(
            f"port {port} is in use by another program",
            f"stop it or choose another: CALLBACK_PORT={port + 10} ./setup/run",
        )


def _confirm(name, yes):
    """Ask before dropping a database; no terminal means no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Failure("--reset asks first", "add --yes to drop without a question.")
    print(f"All data of the database {name} will be lost.")
    if input("Drop it and build it anew? [y/N] ").strip().lower() not in ("y", "yes"):
        raise Failure("nothing was dropped")


def _make_current(database, options, progress, port):
    """Build, rebuild or upgrade the database as needed."""
    exists = database.exists()
    if exists and options.reset:
        if not database.is_ours_to_reset():
            database.refuse_foreign()
        _confirm(database.name, options.yes)
        database.sql.drop(database.name)
        exists = False
    if exists:
        database.refuse_foreign()
    with progress.step(f"Database {database.name}"):
        if not exists:
            database.create(progress, port)
            progress.note(f"{len(database.addons)} own addons, demo data, zh_CN")
        elif not database.is_current():
            database.upgrade(progress, port)
            progress.note("upgraded: the addons had changed")
        else:
            database.set_port(port)


def _width(text):
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide


def _show_logins(database, port):
    """Print the address and the table of logins."""
    entries = json.loads((config.SETUP / "logins.json").read_text(encoding="utf-8"))
    present = database.logins()
    rows = [("角色 Role", "登录名 Login", "密码 Password")]
    rows += [
        (entry["role"], entry["login"], entry["password"])
        for entry in entries
        if entry["login"] in present
    ]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    print(f"\nCallback: http://127.0.0.1:{port}\n")
    for row in rows:
        cells = [
            text + " " * (width - _width(text))
            for text, width in zip(row, widths, strict=True)
        ]
        print("  " + "   ".join(cells).rstrip())
    print("\nCtrl-C stops the server.\n", flush=True)


def _await_server(process, port):
    """Wait until the login page answers; fail when the server dies before."""
    deadline = time.monotonic() + 120
    url = f"http://127.0.0.1:{port}/web/health"
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Failure("the server does not answer", f"read {_server_log()}.")


def _server_log():
    return config.HOME / "log" / "server.log"


def _copy_log(stream, log):
    """Pass the server's log on to a file and, once it is up, to the terminal."""
    for line in stream:
        log.write(line)
        log.flush()
        if _copy_log.shown:
            sys.stdout.write(line)
            sys.stdout.flush()


_copy_log.shown = False


def _serve(instance, database, progress, port):
    """Start the server, print the logins when it listens, wait for its end."""
    conf = instance.configure("run", database.name, port)
    _server_log().parent.mkdir(parents=True, exist_ok=True)
    with _server_log().open("w", encoding="utf-8") as log:
        process = instance.popen(
            conf,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        copier = threading.Thread(target=_copy_log, args=(process.stdout, log))
        copier.daemon = True
        copier.start()
        try:
            with progress.step("Server"):
                _await_server(process, port)
            _show_logins(database, port)
            _copy_log.shown = True
            code = serve(process)
            copier.join(5)
        finally:
            end(process)
    return code


def main(arguments):
    """Prepare everything and serve until told to stop."""
    options = _parse(arguments)
    port, name = config.port(), config.database()
    config.prepare_home()
    progress = Progress(prepare.STEPS + 2)
    with lock.exclusive("run", f"./setup/run on port {port}", ANOTHER):
        _check_port(port)
        odoo, folder, server, fonts = prepare.shared(progress, "run")
        with server:
            python = folder / "bin/python"
            instance = Instance(odoo, python, server, fonts)
            database = RunDatabase(instance, Sql(python, server), name)
            try:
                _make_current(database, options, progress, port)
                code = _serve(instance, database, progress, port)
            finally:
                for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(signum, signal.SIG_IGN)
        print("The server has stopped.")
    return code
