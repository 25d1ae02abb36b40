# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The addons leave an existing database as they found it."""

import os
import shutil
import subprocess

import psycopg2
import pytest

from odoo.tools import config

NAME = "callback_uninstall"

#: Not a sector, in the order in which they go.
COMMON = (
    "callback_account",
    "callback_expense",
    "callback_payroll",
    "callback_assessment",
    "callback_base",
)
SCRIPT = (
    f"COMMON = {COMMON!r}\n"
    + """
modules = env["ir.module.module"]
ours = modules.search([("name", "=like", "callback_%"), ("state", "=", "installed")])
# Sectors first, each alone: nothing else goes with them; the base is the last one.
# What connects a sector with an application of Odoo's bears its name: it goes first.
sectors = sorted((n for n in ours.mapped("name") if n not in COMMON), reverse=True)
print("SECTORS", sectors)
for name in [*sectors, *(n for n in COMMON if n in ours.mapped("name"))]:
    before = set(modules.search([("state", "=", "installed")]).mapped("name"))
    modules.search([("name", "=", name)]).button_immediate_uninstall()
    after = set(modules.search([("state", "=", "installed")]).mapped("name"))
    assert before - after == {name}, (name, before - after)
    if name == sectors[-1]:
        kept = env["callback.record"].search_count([("archive_id", "!=", False)])
        broken = env["callback.archive"].verify_chain()["broken"]
        print("KEPT", kept, broken)
print("UNINSTALLED")
"""
)

LEFT_TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_name LIKE 'callback%'
"""
LEFT_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public'
      AND (column_name LIKE '%callback%' OR column_name = 'holiday_country_id')
"""
LEFT_DATA = """
    SELECT model, name FROM ir_model_data
    WHERE module LIKE 'callback%' AND model LIKE 'ir.%'
"""


def connect(name):
    """Return an autocommit connection to a database of the test server."""
    connection = psycopg2.connect(dbname=name)
    connection.autocommit = True
    return connection


def run(name, sql):
    """Run one statement; return its rows, if any."""
    connection = connect(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.fixture
def database():
    """A throw-away copy of a database with the addons and their demo data."""
    ready = run(
        "postgres",
        "SELECT datname FROM pg_database WHERE datname LIKE 'callback_ready_%'",
    )
    assert ready, "./setup/test keeps the installed database as a template"
    run("postgres", f'DROP DATABASE IF EXISTS "{NAME}"')
    run("postgres", f'CREATE DATABASE "{NAME}" TEMPLATE "{ready[0][0]}"')
    files = config.filestore(NAME)
    shutil.rmtree(files, ignore_errors=True)
    shutil.copytree(config.filestore(ready[0][0]), files)
    yield NAME
    run("postgres", f'DROP DATABASE IF EXISTS "{NAME}"')
    shutil.rmtree(files)


def test_uninstalling_leaves_nothing_behind(database):
    command = os.environ["CALLBACK_ODOO_COMMAND"].split()
    result = subprocess.run(
        [*command, "shell", "-c", os.environ["ODOO_RC"], "-d", database, "--no-http"],
        input=SCRIPT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "UNINSTALLED" in result.stdout, result.stdout + result.stderr[-3000:]
    kept = next(line for line in result.stdout.splitlines() if "KEPT" in line)
    assert kept.split()[-1] == "[]", kept
    assert int(kept.split()[-2]) > 0, "sealed files outlive their sector addon"
    assert run(database, LEFT_TABLES) == []
    assert run(database, LEFT_COLUMNS) == []
    assert run(database, LEFT_DATA) == []
