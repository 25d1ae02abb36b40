# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .workday_common import WorkdayCommon


@tagged("post_install", "-at_install")
class TestExamplesOnOtherDates(WorkdayCommon):
    """The worked examples, counted again in other years of the official calendar."""

    def assert_due(self, start, quantity, unit, due, shift="none"):
        found = self.due(start, quantity, unit, self.standard, shift)
        self.assertEqual(found, due, (start, quantity, unit, shift))

    def test_ex_001_other_year(self):
        self.assert_due("2025-09-24", 7, "working_day", "2025-10-10 18:00:00")

    def test_ex_002_other_year(self):
        self.assert_due("2025-10-03T22:15:00", 24, "hour", "2025-10-04 22:15:00")

    def test_ex_021_interval_by_reading_rhythm(self):
        """T-05: each anniversary counts from the original anchor."""
        for anchor, dues in (
            ("2026-08-31", ("2026-09-30", "2026-11-30", "2027-02-28", "2027-08-31")),
            ("2027-10-31", ("2027-11-30", "2028-01-31", "2028-04-30", "2028-10-31")),
        ):
            for months, due in zip((1, 3, 6, 12), dues, strict=True):
                self.assert_due(anchor, months, "month", f"{due} 23:59:59")

    def test_ex_023_other_year(self):
        self.assert_due("2025-12-27", 10, "day", "2026-01-06 23:59:59")
        self.assert_due("2024-01-31", 1, "month", "2024-02-29 23:59:59")
        self.assert_due("2025-09-29", 3, "working_day", "2025-10-10 18:00:00")

    def test_ex_025_other_year(self):
        self.assert_due("2025-05-31", 5, "working_day", "2025-06-09 18:00:00")
        self.assert_due("2025-05-31", 1, "month", "2025-06-30 23:59:59")

    def test_ex_026_other_year(self):
        self.assert_due("2025-01-22", 5, "working_day", "2025-02-05 18:00:00")

    def test_ex_034_other_year(self):
        start = "2025-04-25T17:45:00"
        self.assert_due(start, 5, "working_day", "2025-05-06 18:00:00")

    def test_ex_072_other_year(self):
        for quantity, unit, day in (
            (3, "day", "03"),
            (1, "week", "07"),
            (1, "month", "29"),
        ):
            self.assert_due("2024-01-31", quantity, unit, f"2024-02-{day} 23:59:59")

    def test_ex_073_other_year(self):
        self.assert_due("2025-10-02", 3, "day", "2025-10-05 23:59:59")
        self.assert_due("2025-10-02", 3, "day", "2025-10-09 23:59:59", "next")

    def test_ex_074_other_year(self):
        self.assert_due("2024-02-26", 7, "day", "2024-03-04 23:59:59")
        self.assert_due("2025-12-30", 3, "day", "2026-01-02 23:59:59")

    def test_ex_076_ex_077_other_anchors(self):
        for anchor, months, due in (
            ("2025-03-31", 1, "2025-04-30"),
            ("2025-03-31", 11, "2026-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2028-02-29", 48, "2032-02-29"),
        ):
            self.assert_due(anchor, months, "month", f"{due} 23:59:59")

    def test_ex_082_other_year(self):
        self.assert_due("2025-09-26", 1, "week", "2025-10-03 23:59:59")
        self.assert_due("2025-09-26", 1, "week", "2025-09-30 23:59:59", "previous")
