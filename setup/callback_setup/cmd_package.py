"""`./setup/package`: a wheel per addon in dist/, proven to install."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from . import build, config, lock, prepare, venv
from .server import Instance
from .sql import Sql
from .steps import Failure, Progress, call
from .testdb import refuse_complaints

HELP = f"""usage: ./setup/package

Builds a wheel of each addon into dist/ and proves them: a new virtual
environment gets the wheels and what they ask for, and a database without demo
data is built from them, not from the checkout.

{config.VARIABLES}"""
PROJECT = '[build-system]\nrequires = ["whool"]\nbuild-backend = "whool.buildapi"\n'
DIST = config.CHECKOUT / "dist"
DATABASE = "callback_package"


def _build_wheels(tools, names):
    """Build the wheels from copies, so that the checkout stays as it is."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            copy = Path(folder, name)
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(config.ADDONS / name, copy, ignore=ignored)
            if not (copy / "pyproject.toml").exists():
                (copy / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
            words = ["wheel", "-q", "--no-deps", "--no-build-isolation", "-w", DIST]
            what = f"the wheel of {name} cannot be built"
            env = dict(os.environ, PATH=f"{tools / 'bin'}:{os.environ.get('PATH')}")
            call([tools / "bin/python", "-m", "pip", *words, copy], what, env=env)
    return sorted(DIST.glob("*.whl"))


def _install_wheels(odoo, wheels, names):
    """Make a new environment holding Odoo, the wheels and their dependencies."""
    folder = config.HOME / "venv" / "package"
    shutil.rmtree(folder, ignore_errors=True)
    call([sys.executable, "-m", "venv", folder], "no virtual environment can be made")
    venv.see_odoo(folder, odoo)
    python = folder / "bin/python"
    what = "pip cannot install the wheels"
    pins = config.SETUP / "requirements.txt"
    venv.pip(python, "install", "-q", "--no-compile", "-c", pins, *wheels, what=what)
    if not odoo.packaged:
        venv.pip(python, "install", "-q", "-r", pins, what=what)
    call([python, "-m", "pip", "check"], "the wheels' requirements do not fit")
    script = "".join(f"import odoo.addons.{name}\n" for name in names)
    call([python, "-c", script], "a wheel cannot be imported", cwd="/", env={})
    return python


def _install_database(instance, sql, names, progress):
    """Install the addons from their wheels, without demo data, then drop it."""
    log = config.HOME / "log" / "package-install.log"
    build.discard(instance, sql, DATABASE)
    sql.create(DATABASE)
    title = "Database from the wheels"
    build.install(instance, DATABASE, names, progress, title, log=log, demo=False)
    refuse_complaints(log, names)
    build.discard(instance, sql, DATABASE)


def main(arguments):
    """Build the wheels and prove them; return the exit code."""
    if arguments:
        print(HELP)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    names = config.own_addons()
    if not names:
        raise Failure("there is no addon in addons/")
    config.prepare_home()
    progress = Progress(prepare.STEPS + 3)
    advice = "wait for it to end."
    with lock.exclusive("package", "./setup/package", advice):
        odoo, _folder, server, fonts = prepare.shared(progress, "test")
        with progress.step("Wheels in dist/"):
            with lock.waiting("setup", "set-up of the packager"):
                tools = venv.development()
            wheels = _build_wheels(tools, names)
            progress.note(f"{len(wheels)} files")
        with progress.step("Wheels in a new environment"):
            python = _install_wheels(odoo, wheels, names)
        with server, progress.step("Database from the wheels"):
            instance = Instance(odoo, python, server, fonts, addons=None)
            _install_database(instance, Sql(python, server), names, progress)
        shutil.rmtree(config.HOME / "venv" / "package")
    for wheel in wheels:
        print(f"  dist/{wheel.name}")
    return 0
