# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestRewardTour(SanctionCommon, HttpCase):
    """Rewards and offsets in the browser, in Chinese (ASMT-17, G1-81, G1-87)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        informant = "callback_assessment.callback_group_informant"
        cls.clerk = cls._new_user("cb_clerk", informant, cls.head_office)
        people = cls.clerk | cls.manager | cls.hr | cls.supervisor | cls.caller
        for number, user in enumerate(people):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        cls.head_office.name, cls.branch.name = "测试总部", "测试分公司"
        cls.env.company.name = "测试供电公司"

    def test_reward(self):
        """EX-069: verified, approved and paid; only a number tells who reported."""
        rule = self._new_rule("TR1", amount=200.05, direction="award", target="outside")
        rule.name = "隐患举报"
        person = self.env["callback.informant"].with_user(self.clerk)
        reward = (
            self.env["callback.reward"]
            .with_user(self.clerk)
            .with_context(lang="zh_CN")
            .create(
                {
                    "informant_id": person.create({"person": "举报人甲"}).id,
                    "rule_id": rule.id,
                    "case_ref": "YH-2026-1",
                    "date": "2026-03-02",
                }
            )
        )
        for tour, user, state in (
            ("callback_reward_manager", self.manager, "verified"),
            ("callback_reward_human_resources", self.hr, "paid"),
        ):
            self.start_tour("/odoo/callback-rewards", tour, login=user.login)
            self.env.invalidate_all()
            self.assertEqual(reward.state, state)
        self.assertEqual(reward.payment_ref, "现金凭证 17")

    def test_offset(self):
        """EX-064: human resources set a minor merit against a minor demerit."""
        for measure, direction in (
            ("minor_merit", "award"),
            ("minor_demerit", "deduct"),
        ):
            rule = self._new_rule(
                measure, kind="measure", measure=measure, direction=direction
            )
            self._finish(self._propose(rule))
        offset = (
            self.env["callback.merit.offset"]
            .with_user(self.supervisor)
            .with_context(lang="zh_CN")
            .create(
                {
                    "employee_id": self.employee.id,
                    "merit": "minor_merit",
                    "demerit": "minor_demerit",
                    "reason": "见义勇为",
                }
            )
        )
        action = "callback_assessment.callback_merit_offset_action"
        self.start_tour(
            f"/odoo/action-{action}", "callback_merit_offset", login=self.hr.login
        )
        self.env.invalidate_all()
        self.assertEqual((offset.state, offset.decision_user_id), ("approved", self.hr))
        balance = self.env["callback.merit"].get_balance(self.employee)
        self.assertEqual((balance["minor_merit"], balance["minor_demerit"]), (0, 0))
