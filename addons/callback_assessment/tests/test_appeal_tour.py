# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestAppealTour(SanctionCommon, HttpCase):
    """An appeal through both levels in the browser, in Chinese (G1-68 … G1-71)."""

    def _prepare(self):
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        for number, user in enumerate(
            self.caller
            | self.chief
            | self.other_hr
            | self.second
            | self.hr
            | self.supervisor
        ):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        self.head_office.name, self.branch.name = "测试总部", "测试分公司"
        self.env.company.name = "测试供电公司"
        rule = self._new_rule("AP500", amount=500)
        rule.name = "未按时回访"
        line = self._propose(rule, facts="当日未回访")
        self._confirm(line, self.second).with_user(self.hr).action_notify()
        return line

    def test_both_levels(self):
        """EX-067: upheld by the leader, reduced with human resources, then final."""
        line = self._prepare()
        for url, tour, user in (
            ("callback-my-results", "callback_appeal_employee", self.caller),
            ("callback-appeals", "callback_appeal_leader", self.chief),
            ("callback-my-results", "callback_appeal_again", self.caller),
            ("callback-appeals", "callback_appeal_human_resources", self.other_hr),
        ):
            self.start_tour(f"/odoo/{url}", tour, login=user.login)
            self.env.invalidate_all()
        appeals = line.appeal_ids.sorted("level")
        self.assertEqual(appeals.mapped("outcome"), ["uphold", "reduce"])
        self.assertEqual(appeals.decision_user_id, self.chief | self.other_hr)
        self.assertEqual((line.state, line.effective_amount), ("final", 100))
