# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .supply_common import SupplyCommon
from .utility_common import UtilityCommon


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
