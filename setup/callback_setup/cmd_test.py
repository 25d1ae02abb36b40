"""`./setup/test`: every test, in a database of their own."""

import os
import signal
import subprocess

from . import chromium, config, lock, prepare, venv
from .server import Instance, end, free_port
from .sql import Sql
from .steps import Failure, Progress
from .testdb import TestDatabases

HELP = f"""usage: ./setup/test [pytest arguments]

Runs the tests of the addons and the acceptance and browser tests in tests/.
It sets up what it needs by itself and never touches the database of
./setup/run, which may be serving meanwhile.

  ./setup/test                                        everything
  ./setup/test addons/callback_base -k workday        a part
  ./setup/test --junitxml=FILE                        with a report

{config.VARIABLES}"""

ANOTHER = (
    "wait for it, or test beside it with a state folder of your own: "
    "CALLBACK_HOME=<folder> ./setup/test"
)


def _places(arguments):
    """Return the folders to test: the user's, or all that exist."""
    for word in arguments:
        if (
            not word.startswith("-")
            and (config.CHECKOUT / word.split("::")[0]).exists()
        ):
            return []
    return [n for n in ("addons", "tests") if (config.CHECKOUT / n).is_dir()]


def _environment(instance, conf, python, database, browser):
    """Return the environment pytest runs in."""
    env = instance.environment(conf)
    env["PYTHONPATH"] = str(config.SETUP / "callback_setup")
    env["PATH"] = f"{python.parent}:{env['PATH']}"
    env["PATH"] = f"{config.HOME / 'bin'}:{env['PATH']}"
    env["CALLBACK_HOME"] = str(config.HOME)
    env["CALLBACK_CHECKOUT"] = str(config.CHECKOUT)
    env["CALLBACK_TEST_DB"] = database
    env["CALLBACK_CHROMIUM"] = str(browser)
    env["CALLBACK_ODOO_COMMAND"] = " ".join(instance.command())
    return env


def _pytest(instance, python, database, browser, arguments):
    conf = instance.configure("test", database, free_port())
    command = [
        str(python),
        "-m",
        "pytest",
        "-c",
        str(config.SETUP / "pytest.ini"),
        f"--rootdir={config.CHECKOUT}",
        f"--odoo-config={conf}",
        f"--odoo-database={database}",
        "--odoo-http",
        *arguments,
        *_places(arguments),
    ]
    env = _environment(instance, conf, python, database, browser)
    process = subprocess.Popen(command, env=env, cwd=config.CHECKOUT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        end(process)


def _check_tools(python):
    """Refuse to start without what browser tests need: Odoo would skip them."""
    result = subprocess.run([python, "-c", "import websocket, odoo"], check=False)
    if result.returncode:
        raise Failure(
            "the test environment is damaged",
            f"remove {config.HOME / 'venv'} and start again.",
        )


def main(arguments):
    """Prepare everything, run pytest, return its exit code."""
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    config.prepare_home()
    progress = Progress(prepare.STEPS + 4)
    with lock.exclusive("test", "./setup/test", ANOTHER):
        odoo, folder, server, fonts = prepare.shared(progress, "test")
        with lock.waiting("setup", "set-up of the tests"):
            with progress.step("Test tools"):
                python = venv.tools(folder) / "bin/python"
                _check_tools(python)
            with progress.step("Chromium"):
                browser = chromium.prepare()
        os.environ.pop("PYTEST_ADDOPTS", None)
        with server:
            instance = Instance(odoo, folder / "bin/python", server, fonts)
            sql = Sql(folder / "bin/python", server)
            database = TestDatabases(instance, sql, progress).prepare()
            return _pytest(instance, python, database, browser, arguments)
