# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each addon installs alone, with its dependencies, into an existing database."""

import ast
import os
import shutil
import subprocess
from pathlib import Path

import psycopg2
import pytest

from odoo.tools import config

NAME = "callback_install"
MANIFESTS = {
    path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8"))
    for path in Path(__file__).parents[2].glob("addons/*/__manifest__.py")
}
#: Between one of ours and one of Odoo's; installs itself with both.
GLUE = {name for name, about in MANIFESTS.items() if about.get("auto_install")}
#: Those that come with another one are installed with it.
BROUGHT = {
    needed for name in set(MANIFESTS) - GLUE for needed in MANIFESTS[name]["depends"]
}
ADDONS = sorted(set(MANIFESTS) - BROUGHT)
SECTORS = set(ADDONS) - GLUE

INSTALLED = """
    SELECT name FROM ir_module_module
    WHERE state = 'installed' AND name LIKE 'callback_%'
"""


def run(sql, name="postgres"):
    """Run one statement in a database; return its rows, if any."""
    connection = psycopg2.connect(dbname=name)
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


@pytest.mark.parametrize("addon", ADDONS)
def test_each_addon_installs_alone(database, addon):
    """Without a word of warning of ours, and without another sector."""
    command = os.environ["CALLBACK_ODOO_COMMAND"].split()
    options = ["-c", os.environ["ODOO_RC"], "-d", database, "--no-http"]
    result = subprocess.run(
        [*command, *options, "-i", addon, "--stop-after-init", "--log-level=warn"],
        capture_output=True,
        text=True,
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said[-3000:]
    wrong = [
        line
        for line in said.splitlines()
        if "callback" in line.split("?")[-1]
        and (" ERROR " in line or " WARNING " in line)
    ]
    assert not wrong, "\n".join(wrong)
    names = {name for [name] in run(INSTALLED, database)}
    own = {addon, *MANIFESTS[addon]["depends"]} & set(MANIFESTS)
    assert own <= names
    assert not (names & SECTORS) - own, "a sector never brings another sector"
