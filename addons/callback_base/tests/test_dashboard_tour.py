# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import HttpCase, tagged

from .test_dashboard import DashboardCommon


@tagged("post_install", "-at_install")
class TestDashboardTour(DashboardCommon, HttpCase):
    """The dashboard in the browser, in Chinese, as each role opens it."""

    _freezes = False

    def _prepare(self, user):
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        self.company.name = "测试供电公司"
        self.customer.name = "海河测试店"
        self.head_office.name = "测试总部"
        self.branch.name, self.other_branch.name = "测试分公司", "其他分公司"
        self.type.name, self.policy.name = "测试回访", "测试制度"
        for number, person in enumerate(self.caller | self.other_caller | user):
            person.write({"lang": "zh_CN", "name": f"李测试{number}"})
        user.tour_enabled = False
        # In the local month that is now, and over: a browser's clock cannot be set.
        board = self.env["callback.dashboard"].with_company(self.company)
        now, start = fields.Datetime.now(), board._get_frame("this_month")["start"]
        day = (start + (now - start) / 2).replace(microsecond=0)
        other = {"department_id": self.other_branch.id}
        other["user_id"] = self.other_caller.id
        self._done(day)
        self._done(day, satisfaction="dissatisfied")
        self._done(day, on_time=False, satisfaction="basically_satisfied")
        self._done(day, **other)
        self._record(day)  # missed
        self._record(day, **other)  # missed
        self.env.flush_all()

    def _tour(self, name, user):
        self._prepare(user)
        self.start_tour("/odoo/callback-dashboard", name, login=user.login)
        self.env.invalidate_all()
        kept = self.env["callback.dashboard.result"].search(
            [("user_id", "=", user.id), ("period", "=", "this_month")]
        )
        return kept.figures["role"]

    def test_director(self):
        role = self._tour("callback_dashboard_director", self.manager)
        self.assertEqual(role, "director")

    def test_supervisor(self):
        role = self._tour("callback_dashboard_supervisor", self.supervisor)
        self.assertEqual(role, "supervisor")

    def test_caller(self):
        role = self._tour("callback_dashboard_caller", self.caller)
        self.assertEqual(role, "caller")
