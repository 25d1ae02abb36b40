"""pytest plugin of ./setup/test: a skipped browser test fails, workers keep apart.

Odoo skips browser tests quietly when Chromium or websocket-client is missing,
which would make a green run prove nothing.
"""

import os
import re
from pathlib import Path

import pytest

#: Property of the report of a browser test; reports come from the workers, too.
BROWSER = "browser"
WORDS = re.compile(r"chrom|browser|websocket|playwright", re.IGNORECASE)


class BrowserSkips:
    """Collects skipped browser tests and turns the run red."""

    def __init__(self):
        self.skipped = []

    def pytest_collection_modifyitems(self, items):
        """Mark the tests that drive a browser."""
        for item in items:
            classes = getattr(getattr(item, "cls", None), "__mro__", ())
            named = any(cls.__name__ == "HttpCase" for cls in classes)
            if named or item.get_closest_marker("browser"):
                item.user_properties.append((BROWSER, True))

    def pytest_runtest_logreport(self, report):
        """Note a skip of a browser test, or one that gives the browser as reason."""
        if report.skipped:
            reason = str(report.longrepr)
            marked = any(name == BROWSER for name, _value in report.user_properties)
            if marked or WORDS.search(reason):
                self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report):
        """Note a whole file that was skipped for want of a browser."""
        if report.skipped and WORDS.search(str(report.longrepr)):
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        """Make the exit code 1 when a browser test was skipped."""
        if self.skipped:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        """Say which browser tests were skipped, before the summary line."""
        if self.skipped:
            terminalreporter.section("browser tests were skipped: that is a failure")
            for nodeid in self.skipped:
                terminalreporter.write_line(nodeid)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    """Give a worker of a parallel run the database and settings made for it."""
    # Taken away, or pytest-odoo clones a database without its attachments.
    worker = os.environ.pop("PYTEST_XDIST_WORKER", None)
    if worker:
        name = f"{config.option.odoo_database}_{worker}"
        conf = Path(config.option.odoo_config).with_name(f"test_{worker}.conf")
        config.option.odoo_database = os.environ["CALLBACK_TEST_DB"] = name
        config.option.odoo_config = os.environ["ODOO_RC"] = str(conf)
    yield


def pytest_configure(config):
    """Register the plugin and its marker."""
    config.addinivalue_line("markers", "browser: the test drives a browser")
    config.pluginmanager.register(BrowserSkips(), "callback-browser-skips")
