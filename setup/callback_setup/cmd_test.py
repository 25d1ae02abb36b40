"""`./setup/test`: every test, in a database of their own."""

import os
import signal
import subprocess
from pathlib import Path

from . import chromium, config, lock, prepare, venv
from .server import Instance, end, free_port
from .sql import Sql
from .steps import Failure, Progress
from .testdb import TestDatabases

HELP = f"""usage: ./setup/test [pytest arguments]

Runs the tests of the addons and the acceptance and browser tests in tests/.
It sets up what it needs by itself and never touches the database of
./setup/run, which may be serving meanwhile. Before the tests, i18n/*.pot and
*.po are compared with the terms of the installed addons: a term missing, gone
or not translated is a failure (a notice only, when you name a part to test).
Without arguments the tests run side by side, one worker for each processor, each
with a database of its own; those that stop a server run alone before them.

  ./setup/test                                        everything
  ./setup/test addons/callback_base -k workday        a part
  ./setup/test --junitxml=FILE                        with a report
  ./setup/test --update-translations                  no tests: write i18n/*.pot
                        and *.po anew, keep the translations, list what is new

{config.VARIABLES}"""

UPDATE = "./setup/test --update-translations"
#: Tests that stop the database server run alone.
ALONE = ("tests/faults",)
#: The others side by side, those that take longest first.
TOGETHER = ("tests/lifecycle", "tests/acceptance", "addons")
DISTRIBUTE = ("--dist", "loadfile", "--no-loadscope-reorder")
#: Exit code of pytest after a Ctrl-C.
INTERRUPTED = 2
#: More workers than this wait for the database server.
WORKERS = 4
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
    if instance.server.embedded:
        # A test may crash a server of ours, never the user's own.
        env["CALLBACK_OWN_SERVER"] = "1"
    return env


def _everything(instance, python, databases, browser):
    """Run all tests: first those that run alone, then the others side by side."""
    workers = [f"gw{number}" for number in range(min(os.cpu_count() or 1, WORKERS))]
    run = (instance, python, databases.target, browser)
    alone = _pytest(*run, ALONE)
    if alone == INTERRUPTED:
        return alone
    for worker, name in databases.spread(workers).items():
        instance.configure(f"test_{worker}", name, free_port())
    together = ("-n", str(len(workers)), *DISTRIBUTE, *TOGETHER)
    return _pytest(*run, together) or alone


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
    # A Ctrl-C is for pytest, which tells what it did until then.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        end(process)
        signal.signal(signal.SIGINT, before)


def _check_tools(python):
    """Refuse to start without what browser tests need: Odoo would skip them."""
    result = subprocess.run([python, "-c", "import websocket, odoo"], check=False)
    if result.returncode:
        raise Failure(
            "the test environment is damaged",
            f"remove {config.HOME / 'venv'} and start again.",
        )


def _terms(database, python, *words):
    """Run terms.py on the terms of the installed addons; return what it says."""
    script = Path(__file__).with_name("terms.py")
    result = subprocess.run(
        [python, script, config.CHECKOUT, database.terms(), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode and not result.stdout:
        raise Failure("the translation files cannot be read", detail=result.stderr)
    return result.returncode, result.stdout.strip()


def _check_terms(database, python, progress, strict):
    """Fail, or tell, when the translation files do not fit the code."""
    with progress.step("Translations"):
        wrong, text = _terms(database, python)
        if wrong and strict:
            raise Failure(
                f"{len(text.splitlines())} terms and translations do not fit the code",
                f"{UPDATE} writes them anew and lists what to translate:\n{text}",
            )
        progress.note(f"out of date, see {UPDATE}" if wrong else "complete")


def _update_terms(progress):
    """Write the translation files anew from the installed addons."""
    odoo, folder, server, fonts = prepare.shared(progress, "test")
    python = folder / "bin/python"
    with server:
        instance = Instance(odoo, python, server, fonts)
        database = TestDatabases(instance, Sql(python, server), progress)
        database.prepare()
        with progress.step("Translations"):
            _code, text = _terms(database, python, "--update")
    print(text or "The translation files are up to date.")
    return 0


def _test(progress, arguments):
    """Prepare everything and run pytest."""
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
        databases = TestDatabases(
            instance, Sql(folder / "bin/python", server), progress
        )
        name = databases.prepare()
        strict = bool(_places(arguments))
        _check_terms(databases, folder / "bin/python", progress, strict)
        if not arguments:
            return _everything(instance, python, databases, browser)
        return _pytest(instance, python, name, browser, arguments)


def main(arguments):
    """Run the tests, or write the translation files; return the exit code."""
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    config.prepare_home()
    update = arguments == ["--update-translations"]
    with lock.exclusive("test", "./setup/test", ANOTHER):
        if update:
            return _update_terms(Progress(prepare.STEPS + 3))
        return _test(Progress(prepare.STEPS + 5), arguments)
