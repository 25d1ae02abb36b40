# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
from datetime import datetime, timedelta

import openpyxl

from odoo import fields
from odoo.tests import HttpCase, tagged

from .supply_common import SupplyCommon
from .utility_common import UtilityCommon, china


@tagged("post_install", "-at_install")
class TestCallerTour(UtilityCommon, HttpCase):
    """A caller finishes one callback in the browser, in Chinese."""

    def _prepare_caller(self):
        """Name everything in Chinese; return the callback that is owed."""
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        self.customer.name = "海河测试店"
        self.branch.name = "测试分公司"
        self.head_office.name = "测试总部"
        self.env.company.name = "测试供电公司"
        self.caller.write({"lang": "zh_CN", "name": "李测试", "tour_enabled": False})
        order = self._order("new_connection", False, name="GD-1")
        order.date_archived = fields.Datetime.now() - timedelta(hours=2)
        return self._sweep(order)

    def _check_finished(self, record):
        self.env.invalidate_all()
        self.assertEqual(record.state, "done")
        self.assertEqual(record.user_id, self.caller)
        self.assertTrue(record.on_time)
        self.assertTrue(record.archive_id.digest)
        self.assertEqual(record.satisfaction, "satisfied")

    def test_a_caller_finishes_a_callback_in_chinese(self):
        record = self._prepare_caller()
        self.start_tour("/odoo/callback-queue", "callback_caller", login="cb_caller")
        self._check_finished(record)

    def test_a_satisfied_customer_takes_at_most_12_keys(self):
        record = self._prepare_caller()
        self.start_tour(
            "/odoo/callback-queue", "callback_caller_keys", login="cb_caller"
        )
        self._check_finished(record)


@tagged("post_install", "-at_install")
class TestInspectionTour(SupplyCommon, HttpCase):
    """An inspector finishes a sheet and its notice in the browser, in Chinese."""

    def test_u4_09_u4_16_a_defect_becomes_a_notice_and_is_rectified(self):
        """U4-09, U4-12, U4-16: sheet, notice, second look; the callback is done."""
        self._in_force("u4")
        self.customer.name = "海河测试店"
        self.branch.name = "测试分公司"
        self.head_office.name = "测试总部"
        self.env.company.name = "测试供电公司"
        self.supervisor.write(
            {"lang": "zh_CN", "name": "王测试", "tour_enabled": False}
        )
        zone = self.supervisor.with_context(tz="Asia/Shanghai")
        today = fields.Date.context_today(zone)
        self.point.date_last_check = today - timedelta(days=350)
        rule = self._rule("u4_10kv")
        self._plan(rule, today - timedelta(days=30), today + timedelta(days=60))
        record = self._records(rule, self.point)
        self.assertEqual(record.state, "planned")
        self.start_tour(
            "/odoo/callback-inspections", "callback_inspection", login="cb_supervisor"
        )
        self.env.invalidate_all()
        notice = self.env["callback.utility.notice"].search([("name", "=", "ZG-1")])
        self.assertEqual(notice.state, "rectified")
        self.assertEqual(notice.inspection_id.name, "AQ-1")
        self.assertEqual(notice.inspection_id.state, "done")
        self.assertEqual(self.point.date_last_check, today)
        self.assertEqual(record.state, "done")


@tagged("post_install", "-at_install")
class TestImportTour(UtilityCommon, HttpCase):
    """A supervisor uploads a workbook of work orders in the browser, in Chinese."""

    HEADINGS = ["工单编号", "工单类型", "户号", "受理单位", "受理时间", "归档时间"]

    def _workbook(self, name, archived):
        """File a workbook of four orders; the third is archived at this time."""
        book = openpyxl.Workbook()
        book.active.title = "数据"
        book.active.append(self.HEADINGS)
        for number in range(1, 5):
            end = archived if number == 3 else datetime(2026, 1, 6, 15, 20)
            book.active.append(
                [
                    f"GDT{number}",
                    "故障报修",
                    self.point.name,
                    "测试分公司",
                    datetime(2026, 1, 5, 8, 0),
                    end,
                ]
            )
        content = io.BytesIO()
        book.save(content)
        file = self.env["ir.attachment"].create(
            {
                "name": f"{name}.xlsx",
                "datas": base64.b64encode(content.getvalue()),
                "public": True,
            }
        )
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": name,
                "model": file._name,
                "res_id": file.id,
            }
        )

    def test_one_wrong_row_is_named_and_nothing_is_stored(self):
        """Row, column and reason in Chinese; then the right file comes in whole."""
        self.branch.name = "测试分公司"
        self.customer.name = "海河测试店"
        self.env.company.name = "测试供电公司"
        self.supervisor.write(
            {"lang": "zh_CN", "name": "王测试", "tour_enabled": False}
        )
        self._workbook("wrong_orders", datetime(2026, 1, 4, 9, 0))
        self._workbook("right_orders", "2026/1/6 下午3:20")
        self.start_tour(
            "/odoo/action-callback_utility.callback_utility_work_order_import_action",
            "callback_import_orders",
            login="cb_supervisor",
        )
        self.env.invalidate_all()
        orders = self.env["callback.utility.work.order"]
        orders = orders.search([("name", "=like", "GDT_")])
        self.assertEqual(len(orders), 4)
        self.assertEqual(
            set(orders.mapped("date_archived")), {china("2026-01-06 15:20")}
        )


@tagged("post_install", "-at_install")
class TestLendingTour(UtilityCommon, HttpCase):
    """The original of a callback is lent and comes back, in the browser, in Chinese."""

    def test_u1_14_a_supervisor_borrows_and_the_archivist_gets_it_back(self):
        """U1-14: asked for, approved by a second person, handed out, returned."""
        archivist = self._new_user("cb_archivist", "archivist")
        self.branch.name = "测试分公司"
        self.head_office.name = "测试总部"
        self.customer.name = "海河测试店"
        self.env.company.name = "测试供电公司"
        for user, name in ((self.supervisor, "王测试"), (archivist, "吴测试")):
            user.write({"lang": "zh_CN", "name": name, "tour_enabled": False})
        order = self._order("new_connection", False, name="GD-1")
        order.date_archived = fields.Datetime.now() - timedelta(hours=2)
        record = self._sweep(order)
        self._finish(record)
        record.action_archive()
        for screen, step, login in (
            ("lendings", "callback_lending_request", "cb_supervisor"),
            ("requests", "callback_lending_hand_out", "cb_archivist"),
        ):
            screen = f"/odoo/callback-archive-{screen}"
            self.start_tour(screen, step, login=login)
        self.env.invalidate_all()
        request = self.env["callback.archive.access"].search(
            [("reason", "=", "客户投诉复核")]
        )
        self.assertEqual(request.state, "closed")
        self.assertEqual(request.archive_ids, record.archive_id)
        self.assertEqual(request.approver_id, archivist)
        self.assertEqual(request.receiver_id, archivist)
        self.assertTrue(request.date_lent <= request.date_returned)
