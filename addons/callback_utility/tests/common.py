# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io

from odoo.addons.callback_base.tests.common import CallbackCommon

HEADINGS = [
    "外部 ID",
    "工单编号",
    "工单类型",
    "户号",
    "受理单位",
    "受理时间",
    "完成时间",
    "归档时间",
]
MODEL = "callback.utility.work.order"


class UtilityCommon(CallbackCommon):
    """One area with a supply point, and files of work orders in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(
            ["base_import", "callback_base", "callback_utility"], ["zh_CN"]
        )
        cls.area = cls.env["callback.utility.area"].create(
            {"name": "Test harbour", "department_id": cls.branch.id}
        )
        cls.point = cls.env["callback.utility.supply.point"].create(
            {
                "name": "0499000001",
                "partner_id": cls.customer.id,
                "area_id": cls.area.id,
            }
        )
        cls.orders = cls.env[MODEL]

    @classmethod
    def _order(cls, name, **values):
        return cls.orders.create(
            {
                "name": name,
                "kind": "fault_repair",
                "supply_point_id": cls.point.id,
                "department_id": cls.branch.id,
                **values,
            }
        )

    @classmethod
    def _row(cls, number, **cells):
        """Return one right row of a file; ``cells`` replace some, by heading."""
        row = dict(
            zip(
                HEADINGS,
                [
                    f"test_{number}",
                    f"GDT{number:05d}",
                    "故障报修",
                    "0499000001",
                    "Branch",
                    "2026/3/2 08:00",
                    "2026/3/2 10:30",
                    "2026/3/2 15:20",
                ],
                strict=True,
            )
        )
        return list({**row, **cells}.values())

    @classmethod
    def _csv(cls, rows, encoding="utf-8-sig", headings=None, delimiter=","):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerows([headings or HEADINGS, *rows])
        return out.getvalue().encode(encoding)

    def _screen(self, content, file_name="orders.csv", user=None, model=MODEL):
        """Import as the browser does, batches of 2 000 included."""
        env = self.env(
            user=user or self.manager, context={"lang": "zh_CN", "tz": "Asia/Shanghai"}
        )
        mime = "text/csv" if file_name.endswith("csv") else ""
        wizard = env["base_import.import"].create(
            {
                "res_model": model,
                "file": content,
                "file_name": file_name,
                "file_type": mime,
            }
        )
        options = {
            "has_headers": True,
            "quoting": '"',
            "encoding": "",
            "separator": "",
            "limit": 2000,
            "advanced": True,
        }
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        matches = preview["matches"]
        columns = [
            "/".join(matches.get(i) or ()) or False
            for i in range(len(preview["headers"]))
        ]
        return wizard.with_context(tracking_disable=True).execute_import(
            columns, preview["headers"], preview["options"]
        )
