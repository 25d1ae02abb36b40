# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each addon installs alone, with its dependencies, into an existing database."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg2
import pytest

from odoo.tools import config

NAME = "callback_install"
ADDONS = sorted(
    path.parent.name
    for path in Path(__file__).parents[2].glob("addons/*/__manifest__.py")
)

SCRIPT = """
modules = env["ir.module.module"].search(
    [("name", "=like", "callback_%"), ("state", "=", "installed")]
)
print("INSTALLED", *sorted(modules.mapped("name")))
"""


def run(sql):
    """Run one statement beside the databases; return its rows, if any."""
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.fixture
def database():
    """A throw-away database in use, without our addons."""
    core = run("SELECT datname FROM pg_database WHERE datname LIKE 'callback_core_%'")
    assert core, "./setup/test keeps the database without our addons as a template"
    run(f'DROP DATABASE IF EXISTS "{NAME}"')
    run(f'CREATE DATABASE "{NAME}" TEMPLATE "{core[0][0]}"')
    files = config.filestore(NAME)
    shutil.rmtree(files, ignore_errors=True)
    shutil.copytree(config.filestore(core[0][0]), files)
    yield NAME
    run(f'DROP DATABASE IF EXISTS "{NAME}"')
    shutil.rmtree(files)


def odoo(*arguments, script=None):
    """Run Odoo's command; return what it printed."""
    command = os.environ["CALLBACK_ODOO_COMMAND"].split()
    result = subprocess.run(
        [*command, *arguments],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stdout + result.stderr


@pytest.mark.parametrize("addon", ADDONS)
def test_each_addon_installs_alone(database, addon):
    """Without a word of warning of ours, and without another sector."""
    options = ("-c", os.environ["ODOO_RC"], "-d", database, "--no-http")
    said = odoo(*options, "-i", addon, "--stop-after-init", "--log-level=warn")
    ours = [line for line in said.splitlines() if "callback" in line.split("?")[-1]]
    wrong = [line for line in ours if " ERROR " in line or " WARNING " in line]
    assert not wrong, "\n".join(wrong)
    said = odoo("shell", *options, script=SCRIPT)
    line = next(line for line in said.splitlines() if line.startswith("INSTALLED"))
    names = set(line.split()[1:])
    assert addon in names
    others = set(ADDONS) - {"callback_base", "callback_assessment", "callback_payroll"}
    assert not (names & others) - {addon}, "a sector never brings another sector"
