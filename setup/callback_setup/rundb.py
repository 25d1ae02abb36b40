"""The database `run` serves: build it, bring it up to date, or refuse it."""

from . import build, config
from .steps import Failure

MARKS = ("callback.setup.checkout", "callback.setup.addons")


class RunDatabase:
    """One database, marked with the checkout and the addons it was built from."""

    def __init__(self, instance, sql, name):
        self.instance = instance
        self.sql = sql
        self.name = name
        self.temporary = f"{name}__building"
        self.addons = config.own_addons()
        self.hash = build.addons_hash(self.addons)
        self.log = config.HOME / "log" / f"build-{name}.log"

    def exists(self):
        """Tell whether the database is there."""
        return self.name in self.sql.databases()

    def marks(self):
        """Return {mark: value} of the database; empty when it is not ours."""
        tables = "SELECT 1 FROM pg_tables WHERE tablename = 'ir_config_parameter'"
        if not self.sql.run(self.name, tables):
            return {}
        query = "SELECT key, value FROM ir_config_parameter WHERE key = ANY(%s)"
        return dict(self.sql.run(self.name, [query, [list(MARKS)]]))

    def refuse_foreign(self):
        """Stop before touching a database that is not this checkout's."""
        marks = self.marks()
        if not marks:
            raise Failure(
                f"database {self.name} was not made by this set-up",
                "name another one: CALLBACK_DB=<name>",
            )
        builder = marks[MARKS[0]]
        if builder != str(config.CHECKOUT):
            raise Failure(
                f"database {self.name} belongs to the checkout {builder}",
                "use a database of your own (CALLBACK_DB=<name>) or another state "
                "folder (CALLBACK_HOME=<folder>); ./setup/run --reset replaces it.",
            )

    def is_ours_to_reset(self):
        """Tell whether --reset may drop the database: any checkout built it."""
        return bool(self.marks())

    def is_current(self):
        """Tell whether the addons are as they were when it was built."""
        return self.marks().get(MARKS[1]) == self.hash

    def _seal(self, port):
        """Finish the database under its temporary name, mark and rename it."""
        answer = build.finish(self.instance, self.temporary, port)
        values = dict(zip(MARKS, (str(config.CHECKOUT), self.hash), strict=True))
        query = (
            "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s) "
            "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value"
        )
        statements = [[query, list(item)] for item in values.items()]
        self.sql.run(self.temporary, *statements)
        build.adopt(self.instance, self.sql, self.temporary, self.name)
        return answer

    def create(self, progress, port):
        """Build the database from nothing."""
        build.discard(self.instance, self.sql, self.temporary)
        self.sql.create(self.temporary)
        names = self.addons or build.CORE
        title = "Database"
        self._add(names, progress, title)
        self._seal(port)

    def upgrade(self, progress, port):
        """Upgrade a copy of the database; take its place when that succeeds."""
        build.discard(self.instance, self.sql, self.temporary)
        self.sql.create(self.temporary, template=self.name)
        build.copy_files(
            self.instance.filestore(self.name), self.instance.filestore(self.temporary)
        )
        rows = self.sql.run(
            self.temporary, "SELECT name FROM ir_module_module WHERE state='installed'"
        )
        installed = {row[0] for row in rows}
        old = [name for name in self.addons if name in installed]
        new = [name for name in self.addons if name not in installed]
        where, title = (self.instance, self.temporary), "Database"
        if old:
            build.install(*where, old, progress, title, mode="-u", log=self.log)
        if new:
            self._add(new, progress, title)
        self._seal(port)

    def _add(self, names, progress, title):
        build.install_with_demo(
            self.instance,
            self.sql,
            self.temporary,
            names,
            progress,
            title,
            log=self.log,
        )

    def set_port(self, port):
        """Keep the address the database knows equal to the one it is served at."""
        url = f"http://127.0.0.1:{port}"
        query = (
            "UPDATE ir_config_parameter SET value = %s "
            "WHERE key IN ('web.base.url', 'report.url') AND value LIKE %s"
        )
        self.sql.run(self.name, [query, [url, "http://127.0.0.1:%"]])

    def logins(self):
        """Return the logins that exist and are active."""
        rows = self.sql.run(self.name, "SELECT login FROM res_users WHERE active")
        return {row[0] for row in rows}
