# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.callback_base.file_import import import_file

from .common import MODEL, UtilityCommon


@tagged("post_install", "-at_install")
class TestImportErrors(UtilityCommon):
    """One wrong row: nothing is imported, and the row is named with the reason."""

    def _assert_refused(self, row_number, field, *words, rows=None, **cells):
        """Check that the row is refused for this field and nothing is kept."""
        rows = rows or [self._row(number) for number in range(1, 6)]
        rows[row_number - 2] = self._row(row_number - 1, **cells)
        with mute_logger("odoo.sql_db"):
            result = self._screen(self._csv(rows))
        self.assertFalse(result["ids"])
        self.assertEqual(len(result["messages"]), 1, result["messages"])
        message = result["messages"][0]
        self.assertEqual(message["field"], field)
        self.assertEqual(message["record"], row_number)
        for word in (str(row_number), *words):
            self.assertIn(word, message["message"])
        self.assertFalse(self.orders.search([("name", "=like", "GDT%")]))
        return message

    def test_unknown_type(self):
        message = self._assert_refused(
            4, "kind", "拆除", "工单类型", "故障报修", 工单类型="拆除"
        )
        self.assertIn("新装", message["message"], "allowed values are listed")

    def test_unknown_account_number(self):
        self._assert_refused(
            3, "supply_point_id", "户号", "0400000000", 户号="0400000000"
        )

    def test_impossible_date(self):
        self._assert_refused(
            5, "date_accepted", "受理时间", "2026/2/30", 受理时间="2026/2/30 8:00"
        )

    def test_half_a_date(self):
        self._assert_refused(5, "date_accepted", "受理时间", 受理时间="2026")

    def test_archived_before_accepted(self):
        self._assert_refused(
            6,
            "date_archived",
            "归档时间",
            "受理时间",
            归档时间="2026-03-01",
            完成时间="",
        )

    def test_missing_required(self):
        self._assert_refused(3, "name", "工单编号", 工单编号="")

    def test_no_customer_at_all(self):
        self._assert_refused(3, "supply_point_id", "户号", 户号="")

    def test_ambiguous_department(self):
        self.branch.copy({"name": "Branch"})
        rows = [self._row(n, 受理单位="Head office") for n in range(1, 6)]
        self._assert_refused(2, "department_id", "Branch", "受理单位", rows=rows)

    def test_external_id_twice(self):
        message = self._assert_refused(6, "id", "test_2", **{"外部 ID": "test_2"})
        self.assertIn("3", message["message"], "the first row is named as well")

    def test_number_twice(self):
        self._assert_refused(
            6, "name", "工单编号", "GDT00001", "2", 工单编号="GDT00001"
        )

    def test_number_exists_already(self):
        self._order("GD-OLD")
        self._assert_refused(4, "name", "工单编号", "GD-OLD", 工单编号="GD-OLD")

    def test_late_in_a_long_file(self):
        rows = [self._row(number) for number in range(1, 5001)]
        self._assert_refused(4500, "kind", "工单类型", rows=rows, 工单类型="不明")

    def test_late_in_a_long_file_found_by_the_database(self):
        self._order("GD-OLD")
        rows = [self._row(number) for number in range(1, 5001)]
        self._assert_refused(4500, "name", "GD-OLD", rows=rows, 工单编号="GD-OLD")

    def test_empty_rows_count(self):
        empty = [""] * 8
        rows = [self._row(1), empty, empty, self._row(2, 工单类型="不明")]
        message = self._screen(self._csv(rows))["messages"][0]
        self.assertEqual(message["record"], 5)

    def test_several_wrong_rows_are_all_named(self):
        rows = [self._row(number) for number in range(1, 6)]
        rows[1] = self._row(2, 工单类型="不明")
        rows[3] = self._row(4, 户号="0400000000")
        messages = self._screen(self._csv(rows))["messages"]
        self.assertEqual([message["record"] for message in messages], [3, 5])

    def test_row_with_too_few_cells(self):
        rows = [self._row(1), self._row(2)[:4]]
        result = self._screen(self._csv(rows))
        self.assertFalse(result.get("ids"))
        self.assertIn("3", result["messages"][0]["message"])

    def test_command_lists_the_rows(self):
        rows = [self._row(1), self._row(2, 受理单位="Nowhere")]
        env = self.env(user=self.manager, context={"lang": "zh_CN"})
        with self.assertRaisesRegex(UserError, r"3.*受理单位.*Nowhere"):
            import_file(env, MODEL, "orders.csv", self._csv(rows))
        self.assertFalse(self.orders.search([("name", "=like", "GDT%")]))

    def test_command_needs_the_accepting_unit(self):
        content = self._csv(
            [["GDT1", "变更", "0499000001"]], headings=["工单编号", "工单类型", "户号"]
        )
        env = self.env(user=self.manager, context={"lang": "zh_CN"})
        with self.assertRaisesRegex(UserError, "受理单位"):
            import_file(env, MODEL, "orders.csv", content)
