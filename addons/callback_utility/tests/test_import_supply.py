# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import UtilityCommon

POINT = "callback.utility.supply.point"
SHEET = "callback.utility.inspection"
NOTICE = "callback.utility.notice"


@tagged("post_install", "-at_install")
class TestImportSupply(UtilityCommon):
    """Files of gas customers, inspections and notices: whole, or nothing of them."""

    def _load(self, model, headings, rows):
        content = self._csv(rows, headings=headings)
        with mute_logger("odoo.sql_db"):
            return self._screen(content, model=model)

    def _assert_refused(self, result, row, *words):
        self.assertFalse(result["ids"])
        text = "\n".join(message["message"] for message in result["messages"])
        self.assertIn(str(row), text)
        for word in words:
            self.assertIn(word, text)

    def test_gas_customers(self):
        """G1-25: a file with Chinese headings."""
        headings = ["户号", "客户", "supply_kind", "reading_rhythm", "date_last_read"]
        good = [
            ["GI1", "Customer", "gas", "weekly", "2026-03-01"],
            ["GI2", "Customer", "gas", "daily", "2026/3/2"],
        ]
        result = self._load(POINT, headings, good)
        self.assertEqual(len(result["ids"]), 2, result["messages"])
        points = self.env[POINT].browse(result["ids"])
        self.assertEqual(points.mapped("voltage_kv"), [0, 0])

    def test_minus_10_kv_and_two_customers_with_one_number(self):
        """Bad input of the issue: voltage of −10 kV, one number twice."""
        headings = ["户号", "客户", "电压等级"]
        rows = [["V1", "Customer", "10kV"], ["V2", "Customer", "-10kV"]]
        self._assert_refused(self._load(POINT, headings, rows), 3, "-10kV")
        rows = [["V1", "Customer", "10kV"], ["V1", "Customer", "220V"]]
        self._assert_refused(self._load(POINT, headings, rows), 3, "V1")
        self.assertFalse(self.env[POINT].search([("name", "in", ["V1", "V2"])]))

    def test_inspections(self):
        """U4-16: unknown account number and a time to come are refused."""
        headings = ["name", "客户编号", "date_check", "kind_ids", "user_id"]
        kind = self.env.ref("callback_utility.inspection_periodic")
        kind = kind.with_context(lang="zh_CN").name
        row = ["AQ-I-1", "0499000001", "2026/3/2 09:00", kind, self.manager.name]
        wrong = ["AQ-I-2", "0499999999", "2026/3/2 09:00", kind, self.manager.name]
        result = self._load(SHEET, headings, [row, wrong])
        self._assert_refused(result, 3, "0499999999")
        future = ["AQ-I-2", "0499000001", "2099/3/2 09:00", kind, self.manager.name]
        result = self._load(SHEET, headings, [row, future])
        self._assert_refused(result, 3)
        self.assertFalse(self.env[SHEET].search([("name", "like", "AQ-I-")]))
        result = self._load(SHEET, headings, [row])
        self.assertEqual(len(result["ids"]), 1, result["messages"])
        sheet = self.env[SHEET].browse(result["ids"])
        self.assertEqual((sheet.state, len(sheet.line_ids)), ("draft", 7))

    def test_notices(self):
        """U5-10: one number twice is refused with its row."""
        headings = ["name", "客户编号", "hazard", "date_limit", "user_id"]
        row = ["ZG-I-1", "0499000001", "Worn", "2026-04-30", self.manager.name]
        result = self._load(NOTICE, headings, [row, row])
        self._assert_refused(result, 3, "ZG-I-1")
        result = self._load(NOTICE, headings, [row])
        self.assertEqual(len(result["ids"]), 1, result["messages"])
