# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .callback_assessment_common import AssessmentCommon


@tagged("post_install", "-at_install")
class TestMoved(AssessmentCommon):
    """Staff who change the department within a cycle (ASMT-03, ASMT-05)."""

    def test_department_of_the_last_day(self):
        """The department on the last day of the cycle counts, however it is made."""
        for day, unit in (
            ("2026-02-11", self.other_branch),
            ("2026-03-16", self.branch),
        ):
            self.employee.create_version(
                {"date_version": day, "department_id": unit.id}
            )
        card = self._new_card("MV", [("A", 100, "manual")])
        by_hand = [
            self._new_assessment(card, first)
            for first in ("2026-01-01", "2026-02-01", "2026-03-01")
        ]
        wanted = [self.branch, self.other_branch, self.branch]
        self.assertEqual([one.department_id for one in by_hand], wanted)
        other = self._new_card("MV2", [("A", 100, "manual")])
        other.with_user(self.chief).action_assess("2026-02-11")
        made = self.env["callback.assessment"].search(
            [("scorecard_id", "=", other.id), ("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(made.department_id, self.other_branch)

    def test_fine_of_the_day(self):
        """ASMT-10: the department, and so the head, is that of the day."""
        self.other_branch.manager_id = self.chief.employee_ids
        self.employee.create_version(
            {"date_version": "2026-03-16", "department_id": self.other_branch.id}
        )
        joint = [{"who": "head", "mode": "multiple", "factor": 2}]
        rule = self._new_rule("MV", amount=10.01, joints=joint)
        for day, unit, head in (
            ("2026-03-15", self.branch, self.head),
            ("2026-03-16", self.other_branch, self.chief.employee_ids),
        ):
            main, linked = self._propose(rule, date=day, user=self.second)
            self.assertEqual(
                (main.department_id, linked.employee_id, linked.amount),
                (unit, head, 20.02),
            )
