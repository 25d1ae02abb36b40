# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintSecurity(ComplaintCommon):
    """Who files, sees, works on and deletes complaints: S3-03, BASE-18."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {
                "stages": [("result", 3, "day", "receipt")],
                "joint_count": 3,
                "joint_days": 7,
            }
        )
        cls.case = cls._file()

    def _sees(self, user, complaint=None):
        complaint = complaint or self.case
        model = self.env["callback.complaint"].with_user(user)
        return bool(model.search([("id", "=", complaint.id)]))

    def test_s3_03_anybody_files(self):
        form = Form(self.env["callback.complaint.intake"].with_user(self.clerk))
        form.subject = "No water"
        form.partner_id = self.customer
        form.origin_name = "Sales office"
        form.save().action_file()
        case = self.env["callback.complaint"].search([("subject", "=", "No water")])
        self.assertEqual(case.source_ids.origin_name, "Sales office")
        self.assertEqual(case.state, "new")
        self.assertTrue(case.clock_ids.deadline)
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).action_accept()
        with self.assertRaises(AccessError):
            self.env["callback.record"].with_user(self.clerk).search([])

    def test_who_sees_it(self):
        for user, seen in (
            (self.caller, True),
            (self.other_caller, False),
            (self.supervisor, True),
            (self.chief, True),
            (self.manager, True),
            (self.auditor, True),
        ):
            self.assertEqual(self._sees(user), seen, user.login)
        self.case.action_assign(self.other_branch.id)
        self.assertTrue(self._sees(self.other_caller))
        self.assertTrue(self._sees(self.caller))  # who filed it follows it

    def test_the_auditor_writes_nothing(self):
        audited = self.case.with_user(self.auditor)
        for call in (
            lambda: audited.write({"subject": "X"}),
            lambda: audited.action_accept(),
            lambda: audited.action_close(),
            lambda: audited.copy(),
            lambda: audited.unlink(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_concerned_persons_neither_see_nor_handle(self):
        second = self._new_user("cb_second", "caller", self.branch)
        self.case.action_assign(self.branch.id, second.id)
        lead = self.case.with_user(self.supervisor)
        lead.concerned_user_ids = [Command.link(second.id)]
        self.assertFalse(self.case.user_id)
        self.assertFalse(self._sees(second))
        with self.assertRaisesRegex(UserError, "somebody else"):
            lead.action_assign(self.branch.id, second.id)
        with self.assertRaises(AccessError):
            self.case.with_user(self.caller).concerned_user_ids = [Command.clear()]
        lead.action_resolve("Talked to")
        call = self.case.sudo().callback_ids
        self.assertIn(second, call.concerned_user_ids)
        self.assertFalse(call.with_user(second).search([("id", "=", call.id)]))

    def test_other_companies(self):
        company = self.env["res.company"].create({"name": "Other"})
        foreign = self._file(user=self.env.user, company_id=company.id)
        self.assertFalse(self._sees(self.manager, foreign))
        unit = self.env["hr.department"].create(
            {"name": "Foreign", "company_id": company.id}
        )
        with self.assertRaisesRegex(UserError, "choose a department"):
            self.case.action_assign(unit.id)

    def test_an_accepted_complaint_stays_on_file(self):
        with self.assertRaises(AccessError):
            self.case.unlink()
        mistake = self._file()
        mistake.with_user(self.manager).unlink()
        self.case.action_accept()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.case.with_user(self.manager).unlink()
        with self.assertRaisesRegex(UserError, "stays on file"):
            self.case.sudo().source_ids.unlink()
        with self.assertRaisesRegex(UserError, "Only a supervisor"):
            self.case.action_cancel("Nonsense")

    def test_fields_that_stay(self):
        for values in ({"date_received": fields.Datetime.now()}, {"record_id": False}):
            with self.assertRaises(AccessError):
                self.case.with_user(self.manager).write(values)
        with self.assertRaises(AccessError):
            self.case.user_id = self.other_caller
        with self.assertRaises(AccessError):
            self._file(state="closed")

    def test_a_draft_process_only(self):
        process = self.policy.complaint_process_ids.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "is in force"):
            process.stage_ids.quantity = 9
        self.policy.with_user(self.manager).action_new_version()
        draft = self.env["callback.policy"].search(
            [("previous_id", "=", self.policy.id)]
        )
        copy = draft.complaint_process_ids
        self.assertEqual(copy.step_id, draft.rule_ids.step_ids)
        self.assertEqual(copy.clause_ids, draft.clause_ids)
        copy.with_user(self.manager).stage_ids.quantity = 9
        self.assertEqual(process.stage_ids.quantity, 3)

    def test_a_process_without_its_step_is_not_put_in_force(self):
        with self.assertRaisesRegex(UserError, "by which step"):
            self._policy_with({"step_id": False})

    def test_s3_10_joint_explanation(self):
        now = fields.Datetime.now()
        model = self.env["callback.complaint.explanation"]
        cases = self.case.browse()
        for days in (8, 2, 1):
            cases |= self._file(
                category_id=self.topic.id, date_received=now - timedelta(days=days)
            )
        self.assertFalse(model._propose(now))
        cases |= self._file(category_id=self.topic.id)
        proposal = model._propose(now + timedelta(minutes=1))
        self.assertEqual(proposal.complaint_ids, cases[1:])
        self.assertFalse(model._propose(now + timedelta(minutes=1)))
        late = self._file(category_id=self.topic.id)
        lead = proposal.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "Explanation.*Attached files"):
            lead.action_hold()
        files = self.env["ir.attachment"].with_user(self.supervisor)
        file = files.create({"name": "minutes", "raw": b"Said"})
        lead.write(
            {
                "text": "The pump is replaced in June",
                "channel_id": self.letter.id,
                "attachment_ids": [Command.link(file.id)],
            }
        )
        lead.action_hold()
        self.assertEqual(set(cases[1:].mapped("state")), {"informed"})
        self.assertEqual(late.state, "new")
        with self.assertRaisesRegex(UserError, "has been held"):
            lead.text = "Other"
