# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewTour(ReviewCommon, HttpCase):
    """A spot check in the browser, in Chinese, from the sheet to what was put right."""

    def test_spot_check(self):
        """F3-09, G1-57: checked, released, seen, put right and verified by another."""
        people = self.caller | self.reviewer
        for number, user in enumerate(people):
            name = f"李测试{number}"
            user.write({"lang": "zh_CN", "name": name, "tour_enabled": False})
            user.employee_ids.name = name
        self.head_office.name, self.branch.name = "测试总部", "测试分公司"
        self.env.company.name, self.customer.name = "测试供电公司", "客户甲"
        self.type.name = "测试回访"
        review = self._drawn(
            1,
            items=({"name": "使用开场白"}, {"name": "如实记录", "is_critical": True}),
            name="录音抽检",
            rectify_quantity=3,
            release_quantity=0,
        )
        for path, tour, user in (
            ("callback-my-reviews", "callback_review_inspector", self.reviewer),
            ("callback-my-checks", "callback_review_person", self.caller),
            ("callback-rectifications", "callback_rectification_person", self.caller),
            (
                "callback-rectifications",
                "callback_rectification_inspector",
                self.reviewer,
            ),
        ):
            self.start_tour(f"/odoo/{path}", tour, login=user.login)
            self.env.invalidate_all()
        self.assertEqual((review.state, review.result), ("signed", "failed"))
        task = review.rectification_ids
        self.assertEqual((len(task), task.state), (1, "verified"))
        self.assertEqual(task.done_user_id | task.verifier_id, people)
