# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestRuleJob(CallbackCommon):
    """Who holds one of the positions of a rule makes its callbacks (P1-07, P1-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer, cls.clerk = cls.env["hr.job"].create(
            [{"name": "Housing officer"}, {"name": "Clerk"}]
        )
        cls.record = cls._create_record()
        cls.mine = cls.record.with_user(cls.caller)

    def _limit(self, *jobs):
        # sudo: the test policy is in force
        self.rule.sudo().job_ids = [Command.set([job.id for job in jobs])]

    def _hold(self, job, user=None):
        (user or self.caller).employee_ids.job_id = job

    def test_nobody_is_kept_away_without_positions(self):
        self.mine.log_attempt("phone", "answered")
        self.assertTrue(self.record.attempt_ids)

    def test_who_holds_no_position_is_told_which(self):
        self._limit(self.officer, self.clerk)
        message = "Customer.*Housing officer, Clerk|Customer.*Clerk, Housing officer"
        for job in (self.env["hr.job"], self.env["hr.job"].create({"name": "Other"})):
            self._hold(job)
            with self.assertRaisesRegex(UserError, message):
                self.mine.log_attempt("phone", "answered")
            with self.assertRaisesRegex(UserError, "none of these positions"):
                self.record.user_id = self.caller
        self.assertFalse(self.record.attempt_ids)

    def test_one_of_the_positions_is_enough(self):
        self._limit(self.officer, self.clerk)
        self._hold(self.clerk)
        self.record.user_id = self.caller
        self._finish(self.mine)
        self.assertEqual(self.record.state, "done")

    def test_a_review_needs_no_position(self):
        """P1-10: the office assistant checks what the officers called."""
        self._limit(self.officer)
        self.assertFalse(self.record._get_obstacles(self.chief, reviewing=True))
        self.assertTrue(self.record._get_obstacles(self.chief))

    def test_they_are_dealt_out_to_the_positions(self):
        self._limit(self.officer)
        self._hold(self.officer, self.other_caller)
        group = self.caller | self.other_caller
        self.assertEqual(self.rule._filter_callers(group), self.other_caller)
        self._limit()
        self.assertEqual(self.rule._filter_callers(group), group)

    def test_a_new_version_keeps_them(self):
        self._limit(self.officer)
        action = self.policy.with_user(self.manager).action_new_version()
        version = self.env["callback.policy"].browse(action["res_id"])
        self.assertEqual(version.rule_ids.job_ids, self.officer)
