# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.callback_base.file_import import import_file

from .common import HEADINGS, MODEL, UtilityCommon


@tagged("post_install", "-at_install")
class TestImportFile(UtilityCommon):
    """Right files come in whole, whatever program wrote them."""

    def _check_first(self, number=1):
        order = self.env.ref(f"__import__.test_{number}")
        self.assertEqual(order.name, f"GDT{number:05d}")
        self.assertEqual(order.kind, "fault_repair")
        self.assertEqual(order.supply_point_id, self.point)
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(order.department_id, self.branch)
        self.assertEqual(order.area_id, self.area)
        self.assertEqual(order.state, "archived")
        self.assertEqual(
            order.date_archived, datetime.datetime(2026, 3, 2, 7, 20), "local to UTC"
        )

    def test_csv_with_bom(self):
        result = self._screen(self._csv([self._row(1), self._row(2)]))
        self.assertFalse(result["messages"])
        self.assertEqual(len(result["ids"]), 2)
        self._check_first()

    def test_csv_gb18030_with_semicolons(self):
        rows = [self._row(1, 受理单位="Head office / Branch")]
        content = self._csv(rows, encoding="gb18030", delimiter=";")
        self.assertFalse(self._screen(content)["messages"])
        self._check_first()

    def test_xlsx_with_date_cells(self):
        book = openpyxl.Workbook()
        book.active.append(HEADINGS)
        times = [datetime.datetime(2026, 3, 2, *hm) for hm in ((8, 0), (10, 30))]
        row = self._row(1)[:5] + times + [datetime.datetime(2026, 3, 2, 15, 20)]
        book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        result = self._screen(out.getvalue(), "orders.xlsx")
        self.assertFalse(result["messages"])
        self._check_first()

    def test_english_headings_external_links_and_other_words(self):
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": "point_one",
                "model": self.point._name,
                "res_id": self.point.id,
            }
        )
        content = self._csv(
            [["test_1", "GDT00001", "抢修", "point_one", "Branch", "2026-03-02 15:20"]],
            headings=[
                "External ID",
                "name",
                "业务类型",
                "户号/外部 ID",
                "Accepting unit",
                "归档日期",
            ],
        )
        self.assertFalse(self._screen(content)["messages"])
        self._check_first()

    def test_limit_of_the_screen_is_ignored(self):
        rows = [self._row(number) for number in range(1, 4502)]
        result = self._screen(self._csv(rows))
        self.assertEqual(len(result["ids"]), 4501)
        self.assertEqual(result["nextrow"], 0)

    def test_same_external_id_again_changes_the_record(self):
        self._screen(self._csv([self._row(1)]))
        self._screen(self._csv([self._row(1, 归档时间="2026-03-02 16:20")]))
        order = self.env.ref("__import__.test_1")
        self.assertEqual(order.date_archived, datetime.datetime(2026, 3, 2, 8, 20))

    def test_voltage_as_utilities_write_it(self):
        headings = ["户号", "户名", "用电性质", "供电电压"]
        rows = [
            ["0499000002", "Customer", "居民生活用电", "交流220V"],
            ["0499000003", "Customer", "大工业", "交流110kV"],
            ["0499000004", "Customer", "商业", "10 KV"],
        ]
        content = self._csv(rows, headings=headings)
        result = self._screen(content, model="callback.utility.supply.point")
        self.assertFalse(result["messages"])
        points = self.env["callback.utility.supply.point"].browse(result["ids"])
        self.assertEqual(points.mapped("voltage_kv"), [0.22, 110, 10])
        self.assertEqual(points[1].use_type, "industrial")

    def test_command_imports_and_creates_customers(self):
        env = self.env(user=self.env.ref("base.user_admin"))
        content = self._csv(
            [["0499000005", "新客户甲"], ["0499000006", "新客户甲"]],
            headings=["户号", "客户"],
        )
        model = "callback.utility.supply.point"
        with self.assertRaises(UserError):
            import_file(env, model, "points.csv", content)
        said = []
        import_file(
            env, model, "points.csv", content, created=["partner_id"], say=said.append
        )
        points = env[model].search([("name", "in", ["0499000005", "0499000006"])])
        self.assertEqual(points.partner_id.mapped("name"), ["新客户甲"])
        self.assertIn("2/2", said)

    def test_command_dry_run_keeps_nothing(self):
        content = self._csv([self._row(1)])
        env = self.env(user=self.manager)
        import_file(env, MODEL, "orders.csv", content, dry_run=True)
        self.assertFalse(self.orders.search([("name", "=", "GDT00001")]))

    def test_command_refuses_unknown_columns(self):
        content = self._csv([["GDT1", "x"]], headings=["工单编号", "不认识的列"])
        env = self.env(user=self.manager)
        with self.assertRaisesRegex(UserError, "不认识的列"):
            import_file(env, MODEL, "orders.csv", content)
