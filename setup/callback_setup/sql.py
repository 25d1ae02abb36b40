"""Talking SQL to the server, through psycopg2 of the virtual environment.

Run as a script by that environment's Python; imported by the set-up, which
itself knows the standard library only.
"""

import json
import os
import subprocess
import sys

# The last as Odoo does when it creates databases: only so can an index use it.
EXTENSIONS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "ALTER FUNCTION unaccent(text) IMMUTABLE",
)


class Sql:
    """Runs statements on one server; statements are our own, values are bound."""

    def __init__(self, python, server):
        self.python = python
        self.server = server

    def run(self, database, *statements):
        """Run statements, in one transaction when there are several."""
        env = dict(os.environ)
        env.pop("PGDATABASE", None)
        env.update(self.server.environment())
        request = json.dumps([database, [_with_values(s) for s in statements]])
        result = subprocess.run(
            [self.python, "-I", __file__],
            input=request,
            capture_output=True,
            text=True,
            env=env,
            check=False,
        )
        if result.returncode:
            from .steps import Failure

            raise Failure(
                f"PostgreSQL refuses work on database {database}",
                "with your own server: check PGHOST, PGPORT, PGUSER and PGPASSWORD; "
                "the role needs CREATEDB and access to the database postgres.",
                result.stderr,
            )
        return json.loads(result.stdout)

    def databases(self):
        """Return the names of all databases."""
        rows = self.run("postgres", "SELECT datname FROM pg_database")
        return {row[0] for row in rows}

    def drop(self, name):
        """Drop a database, ending left-over connections to it."""
        self.run("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def create(self, name, template="template0"):
        """Create a database; from template0 with what Odoo wants in it."""
        words = f'CREATE DATABASE "{name}" TEMPLATE "{template}"'
        if template != "template0":
            self.run("postgres", words)
            return
        self.run("postgres", f"{words} ENCODING 'UTF8' LC_COLLATE 'C'")
        for statement in EXTENSIONS:
            self._try(name, statement)

    def _try(self, name, statement):
        """Run what only some servers allow; Odoo works without it, only slower."""
        from .steps import Failure

        try:
            self.run(name, statement)
        except Failure:
            if self.server.embedded:
                raise


def _with_values(statement):
    return [statement, []] if isinstance(statement, str) else list(statement)


def serve_request():
    """Answer one request: read it from stdin, write the last rows to stdout."""
    import psycopg2

    database, statements = json.load(sys.stdin)
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = len(statements) == 1
    rows = []
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values or None)
            rows = cursor.fetchall() if cursor.description else []
    if not connection.autocommit:
        connection.commit()
    json.dump(rows, sys.stdout, default=str)


if __name__ == "__main__":
    try:
        serve_request()
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")
