"""pytest plugin of ./setup/test: a browser test that was skipped is a failure.

Odoo skips browser tests quietly when Chromium or websocket-client is missing,
which would make a green run prove nothing.
"""

import re

import pytest

WORDS = re.compile(r"chrom|browser|websocket|playwright", re.IGNORECASE)


class BrowserSkips:
    """Collects skipped browser tests and turns the run red."""

    def __init__(self):
        self.browser_tests = set()
        self.skipped = []

    def pytest_collection_modifyitems(self, items):
        """Remember which tests drive a browser."""
        for item in items:
            classes = getattr(getattr(item, "cls", None), "__mro__", ())
            named = any(cls.__name__ == "HttpCase" for cls in classes)
            if named or item.get_closest_marker("browser"):
                self.browser_tests.add(item.nodeid)

    def pytest_runtest_logreport(self, report):
        """Note a skip of a browser test, or one that gives the browser as reason."""
        if report.skipped:
            reason = str(report.longrepr)
            if report.nodeid in self.browser_tests or WORDS.search(reason):
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


def pytest_configure(config):
    """Register the plugin and its marker."""
    config.addinivalue_line("markers", "browser: the test drives a browser")
    config.pluginmanager.register(BrowserSkips(), "callback-browser-skips")
