# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewAccess(ReviewCommon):
    """Who sees and writes what: A1-02, F2-04, ASMT-16."""

    def _sees(self, user, record):
        return bool(record.with_user(user).search([("id", "=", record.id)]))

    def test_each_role_sees_its_checks(self):
        review = self._drawn()
        seen = {
            self.reviewer: True,
            self.second_reviewer: False,
            self.far_reviewer: False,
            self.caller: False,
            self.other_caller: False,
            self.supervisor: True,
            self.chief: True,
            self.manager: True,
            self.auditor: True,
        }
        for user, expected in seen.items():
            self.assertEqual(self._sees(user, review), expected, user.name)
        self._check(review, "yes")
        self.assertFalse(self._sees(self.caller, review))
        review.with_user(self.reviewer).action_release()
        self.assertTrue(self._sees(self.caller, review))
        self.assertTrue(review.with_user(self.caller).line_ids.read(["answer"]))
        self.assertFalse(self._sees(self.other_caller, review))

    def test_a_supervisor_too_waits_for_the_own_results(self):
        rule = self._lay_down({"size_kind": "all"})
        self._work(rule, 1, user=self.supervisor)
        review = self._draw(rule).review_ids
        self.assertFalse(self._sees(self.supervisor, review))
        self._check(review, "yes")
        self.assertFalse(self._sees(self.supervisor, review))
        review.with_user(self.reviewer).action_release()
        self.assertTrue(self._sees(self.supervisor, review))

    def test_a_reviewer_reads_finished_callbacks_of_the_own_tree(self):
        rule = self._lay_down()
        done = self._work(rule, 1)
        far = self._work(rule, 1, unit=self.other_branch, user=self.other_caller)
        opened = self._create_record(user_id=self.caller.id)
        self.assertTrue(self._sees(self.reviewer, done))
        self.assertFalse(self._sees(self.reviewer, far))
        self.assertFalse(self._sees(self.reviewer, opened))
        self.assertTrue(self._sees(self.far_reviewer, far))
        with self.assertRaises(AccessError):
            done.with_user(self.reviewer).content = "Better"

    def test_a_reviewer_opens_callback_and_sheet_with_all_that_is_on_them(self):
        review = self._drawn(department_ids=[(6, 0, self.branch.ids)])
        record = review.record_id
        proof = self._add_evidence(record, "recording")
        form = Form(record.with_user(self.reviewer))
        self.assertEqual(form.partner_id, self.customer)
        self.assertTrue(proof.with_user(self.reviewer).read(["name", "file"]))
        with Form(review.with_user(self.reviewer)) as sheet:
            self.assertEqual(sheet.record_id, record)
        review.with_user(self.reviewer).action_start()
        with (
            Form(review.with_user(self.reviewer)) as sheet,
            sheet.line_ids.edit(0) as line,
        ):
            line.answer = "yes"
        self.assertEqual(review.line_ids.answer, "yes")

    @mute_logger("odoo.models")
    def test_nobody_writes_the_sheet_of_another(self):
        review = self._drawn()
        review.with_user(self.reviewer).action_start()
        for user in (self.supervisor, self.manager, self.auditor, self.caller):
            with self.assertRaises(AccessError), self.cr.savepoint():
                review.line_ids.with_user(user).answer = "yes"
            with self.assertRaises(AccessError), self.cr.savepoint():
                review.with_user(user).action_finish()

    def test_a_1_02_only_inspectors_check_and_only_supervisors_assign(self):
        reviews = self._drawn(2)
        review = reviews[0]
        with self.assertRaises(AccessError):
            review.with_user(self.reviewer).action_assign(self.second_reviewer.id)
        with self.assertRaisesRegex(AccessError, "A1-02"):
            review.with_user(self.supervisor).action_assign(self.other_caller.id)
        review.with_user(self.supervisor).action_assign(self.second_reviewer.id)
        self.assertEqual(review.user_id, self.second_reviewer)
        with self.assertRaises(AccessError):
            review.with_user(self.reviewer).action_start()
        own = self._lay_down({"size_kind": "all"})
        self._work(own, 1, user=self.second_reviewer)
        theirs = self._draw(own).review_ids
        with self.assertRaisesRegex(UserError, "made the calls"):
            theirs.with_user(self.supervisor).action_assign(self.second_reviewer.id)

    def test_the_callback_counts_only_what_its_reader_may_see(self):
        review = self._drawn()
        record = review.record_id
        self.assertEqual(record.with_user(self.caller).review_count, 0)
        self.assertEqual(record.with_user(self.supervisor).review_count, 1)
        action = record.with_user(self.supervisor).action_open_reviews()
        self.assertEqual(self.env["callback.review"].search(action["domain"]), review)


@tagged("post_install", "-at_install")
class TestReviewRpc(ReviewCommon, HttpCase):
    """The same refusals for who comes by RPC (F2-04, G1-62)."""

    def _call(self, user, model, method, *args):
        self.authenticate(user.login, user.login.ljust(8, "x"))
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    @mute_logger("odoo.http")
    def test_own_work_and_chosen_records_are_refused(self):
        rule = self._lay_down({"size_kind": "all"})
        self._work(rule, 1, user=self.reviewer)
        review = self._draw(rule).review_ids
        calls = (
            ("callback.review", "action_start", review.ids),
            ("callback.review", "write", review.ids, {"user_id": self.reviewer.id}),
            ("callback.review", "create", [{"record_id": review.record_id.id}]),
            ("callback.review.quota", "create", [{"rule_id": rule.id}]),
            ("callback.review.line", "create", [{"review_id": review.id}]),
            ("callback.review", "_make_lines", review.ids),
        )
        for model, method, *args in calls:
            with self.subTest(method=method), self.assertRaises(Exception) as caught:
                self._call(self.reviewer, model, method, *args)
            self.assertIn("Error", type(caught.exception).__name__ + str(caught.exception))
        review.invalidate_recordset()
        self.assertEqual((review.state, review.user_id.id), ("drawn", False))
        self.assertFalse(review.line_ids)
