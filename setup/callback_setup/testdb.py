"""Databases of the tests: a template of core, our addons on it, a clone to use."""

import shutil
from pathlib import Path

from . import build, config
from .steps import Failure, build_folder, digest

ASSETS = Path(__file__).with_name("odoo_assets.py")
TERMS = Path(__file__).with_name("odoo_terms.py")
RECIPE = "2"


class TestDatabases:
    """Three layers, each cloned from the one below and kept while inputs last."""

    def __init__(self, instance, sql, progress, target="callback_test"):
        self.instance = instance
        self.sql = sql
        self.progress = progress
        self.addons = config.own_addons()
        self.core = build.core_dependencies(self.addons)
        requirements = config.SETUP / "requirements.txt"
        core_key = digest(RECIPE, instance.odoo.key, requirements, *self.core)
        own_key = digest(core_key, build.addons_hash(self.addons), build.FINISH)
        self.template = f"callback_core_{core_key}"
        self.ready = f"callback_ready_{own_key}"
        self.target = target
        self.temporary = "callback_test_building"
        self.log = config.HOME / "log"

    def _clone(self, source, target):
        self.sql.create(target, template=source)
        build.copy_files(
            self.instance.filestore(source), self.instance.filestore(target)
        )

    def _forget(self, *names):
        for name in names:
            self.sql.drop(name)
            shutil.rmtree(self.instance.filestore(name), ignore_errors=True)

    def prepare(self):
        """Make the layers that are missing; return the clone for this run."""
        present = self.sql.databases()
        kept = {self.template, self.ready}
        stale = [
            name
            for name in present
            if config.TEST_DATABASES.match(name) and name not in kept
        ]
        self._forget(*stale)
        with self.progress.step("Test template: core and OCA addons"):
            if self.template not in present:
                self._make_template()
        with self.progress.step("Our addons installed, with demo data"):
            if self.ready not in present:
                self._make_ready()
            self.renew()
        return self.target

    def renew(self):
        """Give the clone the state it has when a run begins."""
        self.discard()
        self._clone(self.ready, self.target)

    def spread(self, workers):
        """Make a clone for each worker of a parallel run; return their names."""
        names = {worker: f"{self.target}_{worker}" for worker in workers}
        self._forget(*names.values())
        for name in names.values():
            self._clone(self.ready, name)
        return names

    def discard(self):
        """Drop the clone."""
        self._forget(self.target)

    def _make_template(self):
        build.discard(self.instance, self.sql, self.temporary)
        self.sql.create(self.temporary)
        build.install_with_demo(
            self.instance,
            self.sql,
            self.temporary,
            self.core,
            self.progress,
            "Template",
            log=self.log / "test-template.log",
        )
        build.adopt(self.instance, self.sql, self.temporary, self.template)

    def _make_ready(self):
        """Install our addons; a warning of theirs or a demo failure is an error."""
        build.discard(self.instance, self.sql, self.temporary)
        self._clone(self.template, self.temporary)
        log = self.log / "test-install.log"
        if self.addons:
            build.install(
                self.instance,
                self.temporary,
                self.addons,
                self.progress,
                "Our addons",
                log=log,
            )
            refuse_complaints(log, self.addons)
        build.finish(self.instance, self.temporary, 8069)
        what = "compiling the browser's files"
        build.shell(self.instance, self.temporary, ASSETS, {}, what)
        build.adopt(self.instance, self.sql, self.temporary, self.ready)

    def terms(self):
        """Return the folder of the addons' terms, <addon>.pot, as installed."""
        folder = config.HOME / "cache" / "terms" / self.ready

        def export(part):
            files = {name: str(part / f"{name}.pot") for name in self.addons}
            what = "exporting the terms to translate"
            build.shell(self.instance, self.ready, TERMS, files, what)

        if not folder.exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
        build_folder(folder, export)
        return folder


def refuse_complaints(log, names):
    """Fail when the installation of our addons logged more than INFO."""
    found = build.complaints(log, names)
    if found:
        raise Failure(
            f"installing our addons logs {len(found)} warnings or errors",
            f"mend what they name; the whole log is {log}.",
            "\n".join(found),
        )
