# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .complaint_common import ComplaintCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestComplaintRecord(ComplaintCommon):
    """Issues that come up in callbacks: BASE-12, 17, 25, E1-26, L1-12, F3-43, P1-11."""

    def _world(self, process=None, **values):
        policy = self._policy_with(
            {"stages": [("result", 3, "day", "receipt")], **(process or {})}, **values
        )
        return self._create_record(step_id=policy.rule_ids.step_ids.id)

    def _finish_dissatisfied(self, record, reason="Rude"):
        record.log_attempt("phone", "answered")
        record.write(
            {
                "content": "Asked",
                "problem": "Fault",
                "result": "Noted",
                "satisfaction": "dissatisfied",
                "dissatisfaction_reason": reason,
            }
        )
        record.action_done()

    def test_ex_080_dissatisfied_loop(self):
        record = self._world({"opens_on_dissatisfaction": True})
        mine = record.with_user(self.caller)
        with self.assertRaisesRegex(ValidationError, "ask why"), self.cr.savepoint():
            self._finish_dissatisfied(mine, reason=" ")
        self._finish_dissatisfied(mine)
        issue = record.complaint_ids
        self.assertRecordValues(
            issue,
            [{"state": "new", "partner_id": self.customer.id, "description": "Rude"}],
        )
        self.assertEqual(record._open_issue_for_dissatisfaction(), issue)
        self.assertEqual(record.complaint_count, 1)
        with self.assertRaisesRegex(UserError, f"{issue.name} is open"):
            mine.action_archive()
        repairer = self._new_user("cb_repair", "caller", self.branch)
        work = issue.with_user(repairer)
        work.action_assign(self.branch.id, repairer.id)
        work.action_resolve("Serviced")
        with self.assertRaisesRegex(UserError, "waits for the callback"):
            work.action_close()
        self._call_back(issue, user=self.caller, satisfaction="satisfied")
        work.action_close()
        mine.action_archive()
        self.assertTrue(record.archive_id)

    def test_e1_26_only_when_the_policy_says_so(self):
        record = self._world()
        self._finish_dissatisfied(record.with_user(self.caller))
        self.assertFalse(record.complaint_ids)

    def test_ex_089_issue_open_at_close(self):
        record = self._world(issue_gate="done")
        mine = record.with_user(self.caller)
        issue = mine.open_complaint({"subject": "Noise", "kind": "quality"})
        self.assertEqual(issue.kind, "quality")
        mine.log_attempt("phone", "answered")
        mine.write({"content": "Asked", "problem": "Noise", "result": "Passed on"})
        with self.assertRaisesRegex(UserError, f"CP.*{issue.name} is open"):
            mine.action_done()
        issue.with_user(self.supervisor).action_cancel("Filed by mistake")
        mine.action_done()
        self.assertEqual(record.state, "done")

    def test_a_merged_issue_is_waited_for_in_the_other(self):
        record = self._world()
        mine = record.with_user(self.caller)
        issue = mine.open_complaint({"subject": "Noise"})
        other = self._file()
        issue.merge_into(other)
        self._finish(mine)
        with self.assertRaisesRegex(UserError, f"{other.name} is open"):
            mine.action_archive()

    def test_f3_43_one_step_and_links_both_ways(self):
        record = self._world()
        mine = record.with_user(self.caller)
        with self._at("2026-03-02 10:00:00"):
            action = mine.action_open_complaint()
            model = self.env[action["res_model"]].with_user(self.caller)
            form = Form(model.with_context(**action["context"]))
            form.subject = "Wrong bill"
            opened = form.save().action_file()
        issue = self.env["callback.complaint"].browse(opened["res_id"])
        self.assertEqual(self._local(issue.date_received), "2026-03-02 10:00:00")
        self.assertEqual(issue.record_id, record)
        self.assertEqual(issue.source_ids.mapped("origin"), ["callback"])
        self.assertEqual(mine.action_view_complaints()["res_id"], issue.id)
        self.assertEqual(issue.action_view_record()["res_id"], record.id)
        customer = self.customer.with_user(self.caller)
        self.assertEqual(customer.callback_complaint_count, 1)
        found = self.env["callback.complaint"].search(
            customer.action_view_callback_complaints()["domain"]
        )
        self.assertEqual(found, issue)

    def test_open_complaint_takes_no_guarded_values(self):
        record = self._world().with_user(self.caller)
        with self.assertRaisesRegex(UserError, "does not take.*state"):
            record.open_complaint({"subject": "X", "state": "closed"})
        with self.assertRaises(AccessError):
            record.with_user(self.auditor).open_complaint({"subject": "X"})
        with self.assertRaises(AccessError):
            record.with_user(self.other_caller).open_complaint({"subject": "X"})

    def test_p1_11_reply_time_is_told(self):
        record = self._world({"reply_time_required": True}).with_user(self.caller)
        with self.assertRaisesRegex(ValidationError, "when the reply"):
            with self.cr.savepoint():
                record.open_complaint({"subject": "New wish"})
        reply = china("2026-03-05 18:00:00")
        issue = record.open_complaint({"subject": "New wish", "date_reply_by": reply})
        self.assertEqual(issue.date_reply_by, reply)
