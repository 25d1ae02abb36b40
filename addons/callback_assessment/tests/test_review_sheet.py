# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.common import PICTURE
from odoo.addons.callback_base.tests.plan_common import china

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewSheet(ReviewCommon):
    """The sheet: items, score, findings, release, tick (F3-09, G1-57 … G1-59)."""

    def test_score_of_yes_no_and_points(self):
        items = ({"points": 40}, {"points": 33, "answer_type": "score"}, {"points": 2})
        review = self._drawn(items=items)
        mine = self._check(review, "yes", "27.5", "no")
        # (40 + 27.5) / 75 is exactly 90 %.
        self.assertEqual((review.score, review.result), (90.0, "passed"))
        self.assertEqual(mine.finding_count, 2)
        self.assertEqual(mine.state, "done")

    def test_rounding_half_up_at_the_limit(self):
        items = ({"points": 200, "answer_type": "score"},)
        review = self._drawn(items=items, pass_score=90.01)
        self._check(review, "180.01")
        self.assertEqual((review.score, review.result), (90.01, "passed"))
        review = self._drawn(items=items, pass_score=90.01)
        self._check(review, "180")
        self.assertEqual((review.score, review.result), (90.0, "failed"))

    def test_a_fatal_item_makes_zero_and_a_critical_one_fails(self):
        review = self._drawn(items=({"is_fatal": True}, {"points": 90}))
        self._check(review, "no", "yes")
        self.assertEqual((review.score, review.result), (0.0, "failed"))
        self.assertTrue(review.is_scored)
        review = self._drawn(items=({"is_critical": True}, {"points": 90}))
        self._check(review, "no", "yes")
        self.assertEqual((review.score, review.result), (90.0, "failed"))
        review = self._drawn(items=({"is_fatal": True, "points": 0}, {}))
        self._check(review, "no", "yes")
        self.assertEqual(review.score, 0.0)

    def test_no_is_the_right_answer_where_the_list_says_so(self):
        review = self._drawn(items=({"expected": "no"},))
        self._check(review, "no")
        self.assertEqual((review.score, review.finding_count), (100.0, 0))

    def test_what_does_not_apply_counts_nothing_and_is_never_zero(self):
        review = self._drawn(items=({"can_be_left": True}, {}))
        self._check(review, "na", "yes")
        self.assertEqual(review.score, 100.0)
        review = self._drawn(items=({"can_be_left": True},))
        self._check(review, "na")
        self.assertEqual((review.is_scored, review.result), (False, "none"))

    def test_bad_answers_are_refused_with_item_and_value(self):
        items = ({"answer_type": "score", "points": 10}, {})
        mine = self._drawn(items=items).with_user(self.reviewer)
        mine.action_start()
        for line, values in (
            (mine.line_ids[0], {"given": "10.5"}),
            (mine.line_ids[0], {"given": "-1"}),
            (mine.line_ids[0], {"given": "1.234"}),
            (mine.line_ids[0], {"given": "nan"}),
            (mine.line_ids[0], {"answer": "yes"}),
            (mine.line_ids[1], {"answer": "na"}),
            (mine.line_ids[1], {"given": "3"}),
        ):
            with self.assertRaisesRegex(ValidationError, "Item"), self.cr.savepoint():
                line.write(values)
        with self.assertRaises(AccessError), self.cr.savepoint():
            mine.line_ids[0].points_got = 10

    def test_g1_59_every_item_is_answered_and_findings_need_words(self):
        mine = self._drawn(items=({}, {})).with_user(self.reviewer)
        with self.assertRaisesRegex(UserError, "state"):
            mine.action_finish()
        mine.action_start()
        mine.line_ids[0].answer = "yes"
        with self.assertRaisesRegex(UserError, "Item 1.*no answer"):
            mine.action_finish()
        mine.line_ids[1].answer = "no"
        with self.assertRaisesRegex(UserError, "what was found on “Item 1”"):
            mine.action_finish()
        mine.line_ids[1].remark = "Did not say thanks"
        with self.assertRaisesRegex(UserError, "TP-1.*opinion"):
            mine.action_finish()
        mine.opinion = "Training on Friday"
        mine.action_finish()
        with self.assertRaisesRegex(UserError, "Checked"):
            mine.line_ids[1].answer = "yes"
        with self.assertRaisesRegex(UserError, "Checked"):
            mine.opinion = "Forget it"

    def test_g1_58_on_site_needs_the_signatures_the_rule_asks_for(self):
        signed = {"needs_person_signature": True, "needs_customer_signature": True}
        mine = self._drawn(method="on_site", **signed).with_user(self.reviewer)
        mine.action_start()
        mine.line_ids.answer = "yes"
        with self.assertRaisesRegex(UserError, "Signature of the person"):
            mine.action_finish()
        mine.person_signature = PICTURE
        with self.assertRaisesRegex(UserError, "Signature of the customer"):
            mine.action_finish()
        mine.customer_signature = PICTURE
        mine.action_finish()
        phone = self._drawn(method="telephone", **signed)
        self._check(phone, "yes")
        self.assertEqual(phone.state, "done")

    def _run_release(self):
        # Only the commit between two batches is left out.
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=1):
            self.env["callback.review"]._cron_release()

    def test_result_is_released_on_its_day_and_seen_by_the_person_only(self):
        review = self._drawn(release_quantity=2, release_unit="working_day")
        # Thursday; Saturday to Monday are closed (Qingming 2026): due on Wednesday.
        mine = self._check(review, "yes", moment="2026-04-02 10:00")
        with freeze_time(china("2026-04-03 10:00")):
            with self.assertRaisesRegex(UserError, "released on"):
                mine.action_release()
            self._run_release()
            self.assertEqual(review.state, "done")
        with freeze_time(review.date_release):
            self._run_release()
        self.assertEqual(review.state, "released")
        told = self.env["mail.message"].search(
            [
                ("model", "=", review._name),
                ("res_id", "=", review.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        # One message, to the person alone, that tells nothing but where to look.
        self.assertEqual(told.notified_partner_ids, self.caller.partner_id)
        self.assertIn("spot check", told.subject)
        for secret in (review.record_id.partner_id.name, str(review.score)):
            self.assertNotIn(secret, told.body)
        for user in (self.reviewer, self.supervisor, self.manager):
            with self.assertRaisesRegex(AccessError, "only"):
                review.with_user(user).action_sign()
        review.with_user(self.caller).action_sign()
        self.assertEqual(review.state, "signed")
        self.assertTrue(review.date_signed)

    def test_f3_09_a_failed_item_is_ordered_to_be_put_right(self):
        review = self._drawn(
            items=({}, {}), rectify_quantity=3, rectify_unit="working_day"
        )
        with freeze_time(china("2026-04-13 10:00")):
            self._check(review, "yes", "no", moment="2026-04-13 10:00")
        task = review.rectification_ids
        self.assertEqual((task.finding, task.user_id), ("Found", self.caller))
        self.assertEqual(task.date_limit.date().isoformat(), "2026-04-16")
        overdue = [("id", "=", task.id), ("is_overdue", "=", True)]
        with freeze_time(china("2026-04-17 08:00")):
            task.invalidate_recordset()
            self.assertTrue(task.is_overdue)
            self.assertTrue(task.search(overdue))
            mine = task.with_user(self.caller)
            with self.assertRaisesRegex(UserError, "measure"):
                mine.action_done()
            mine.measure = "Called again"
            mine.action_done()
            # Put right too late stays late.
            self.assertTrue(task.search(overdue))
        with self.assertRaises(AccessError):
            mine.action_verify()
        self.reviewer_task = task.with_user(self.reviewer)
        wizard = self.env["callback.sanction.reason"].with_user(self.reviewer)
        wizard.create(
            {
                "rectification_ids": [Command.set(task.ids)],
                "action": "return",
                "reason": "Not reached",
            }
        ).action_apply()
        self.assertEqual((task.state, task.return_reason), ("open", "Not reached"))
        mine.action_done()
        self.reviewer_task.action_verify()
        self.assertEqual((task.state, task.verifier_id), ("verified", self.reviewer))

    def test_who_puts_it_right_does_not_verify_it(self):
        review = self._drawn(rectify_quantity=1)
        self._check(review, "no")
        task = review.rectification_ids
        task.with_user(self.supervisor).measure = "Done it myself"
        task.with_user(self.supervisor).action_done()
        with self.assertRaisesRegex(UserError, "does not verify"):
            task.with_user(self.supervisor).action_verify()

    def test_g1_07_an_extra_check_counts_for_no_quota(self):
        rule = self._lay_down({"size_kind": "fixed", "number": 1})
        records = self._work(rule, 3)
        wizard = (
            self.env["callback.review.extra"]
            .with_user(self.reviewer)
            .create(
                {
                    "record_id": records[0].id,
                    "rule_id": rule.id,
                    "reason": "A customer wrote",
                }
            )
        )
        action = wizard.action_check()
        extra = self.env["callback.review"].browse(action["res_id"])
        self.assertEqual((extra.kind, extra.state), ("extra", "ongoing"))
        with self.assertRaisesRegex(UserError, "on your list already"):
            wizard.action_check()
        quota = self._draw(rule)
        self.assertEqual((quota.population, quota.demanded), (3, 1))
        self.assertEqual(quota.done_count, 0)
        extra.line_ids.with_user(self.reviewer).answer = "yes"
        extra.with_user(self.reviewer).action_finish()
        self.assertEqual(quota.done_count, 0)

    def test_an_extra_check_of_own_or_open_work_is_refused(self):
        rule = self._lay_down()
        own = self._work(rule, 1, user=self.reviewer)
        opened = self._create_record(
            step_id=rule.policy_id.rule_ids.step_ids.id, user_id=self.caller.id
        )
        extras = self.env["callback.review.extra"]
        values = {"rule_id": rule.id, "reason": "Why not"}
        for record, user, said in (
            (own, self.reviewer, "made the calls"),
            (opened, self.supervisor, "not finished"),
        ):
            wizard = extras.with_user(user).create({**values, "record_id": record.id})
            with self.assertRaisesRegex(UserError, said), self.cr.savepoint():
                wizard.action_check()

    def test_g1_57_the_sheet_is_printed(self):
        review = self._drawn(items=({"name": "Greets"}, {"name": "Says thanks"}))
        mine = self._check(review, "yes", "no")
        report = self.env["ir.actions.report"].with_user(self.reviewer)
        name = "callback_assessment.report_callback_review"
        # As all that names customers: printed by those who may export (F3-05).
        with self.assertRaisesRegex(AccessError, "Callback export"):
            report._render_qweb_html(name, mine.ids)
        self.reviewer.group_ids += self.env.ref("callback_base.callback_group_export")
        html, _kind = report._render_qweb_html(name, mine.ids)
        text = html.decode()
        for said in ("Says thanks", "Found", "50.00", "Talk it over", review.name):
            self.assertIn(said, text)
