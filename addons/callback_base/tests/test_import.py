# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestImport(CallbackCommon):
    """The parts of the file import that need no document model."""

    def _find(self, model, names):
        converter = self.env["ir.fields.converter"]
        return converter._find_names(self.env[model], set(names))

    def test_names_in_sets_equal_plain_search(self):
        partners = self.env["res.partner"]
        partners.create([{"name": name} for name in ("Set A", "Set B", "Set B")])
        partners.create({"name": "Set C", "email": "set@example.com"})
        names = ["Set A", "Set B", "Set C", "set@example.com", "Set D"]
        found = self._find("res.partner", names)
        for name in names:
            plain = partners.name_search(name=name, operator="=")
            ids = {record_id for record_id, _name in plain}
            self.assertEqual(set(found.get(name, ())), ids, name)

    def test_department_by_path_and_by_plain_name(self):
        found = self._find("hr.department", ["Head office / Branch", "Branch"])
        self.assertEqual(found["Head office / Branch"], [self.branch.id])
        self.assertEqual(found["Branch"], [self.branch.id])

    def test_two_departments_of_one_name_are_both_found(self):
        self.branch.copy({"name": "Twin"})
        self.branch.copy({"name": "Twin"})
        self.assertEqual(len(self._find("hr.department", ["Twin"])["Twin"]), 2)

    def test_external_ids_of_the_right_model_only(self):
        converter = self.env["ir.fields.converter"]
        found = converter._find_external_ids(
            self.env["res.partner"],
            {"base.main_partner", "base.main_company", "base.nobody"},
        )
        partner = self.env.ref("base.main_partner")
        self.assertEqual(found, {"base.main_partner": [partner.id]})

    def test_dates_with_the_year_first(self):
        wizard = self.env["base_import.import"]
        for text in (
            "2026-09-23 15:20",
            "2026/9/23 15:20:00",
            "2026.09.23 15:20",
            "2026年9月23日 15:20",
            "2026年9月23日15时20分",
            "2026-09-23T15:20:00.0",
            "202609231520",
            "20260923152000",
            "2026/9/23 下午3:20",
            "2026年9月23日 下午15时20分",
            "46288.6388888889",
        ):
            parsed = wizard._parse_date(text, [])
            self.assertEqual(f"{parsed:%Y-%m-%d %H:%M}", "2026-09-23 15:20", text)
        for text in ("2026-02-30", "2026", "2026-09", "soon", "2026-09-23 25:00"):
            self.assertIsNone(wizard._parse_date(text, []), text)
        for text in ("20260230", "2026092", "20260923 3", "2026-09-23 上午13:00"):
            self.assertIsNone(wizard._parse_date(text, []), text)

    def test_days_and_midnight_as_a_workbook_writes_them(self):
        """A day in a cell formatted as a number is the count of days since 1899."""
        wizard = self.env["base_import.import"]
        for text, expected in (
            ("46081", "2026-02-28 00:00"),
            ("45351", "2024-02-29 00:00"),
            ("20240229", "2024-02-29 00:00"),
            ("2026/9/23 上午12:05", "2026-09-23 00:05"),
            ("2026/9/23 下午12:05", "2026-09-23 12:05"),
        ):
            parsed = wizard._parse_date(text, [])
            self.assertEqual(f"{parsed:%Y-%m-%d %H:%M}", expected, text)

    def test_encodings(self):
        wizard = self.env["base_import.import"]
        for encoding in ("utf-8-sig", "utf-8", "gb18030", "utf-16"):
            content = "工单编号,户号\n1,喆".encode(encoding)
            self.assertEqual(wizard._detect_encoding(content), encoding)
