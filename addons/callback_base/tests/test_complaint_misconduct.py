# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import GROUP
from .complaint_common import ComplaintCommon
from .plan_common import china

SIGNATURE = base64.b64encode(b"signed")
MINUTES = {
    "interview_date": china("2026-03-03 09:00:00"),
    "interview_place": "Branch",
    "interview_content": "Denies it",
    "interview_employee_signature": SIGNATURE,
    "interview_head_signature": SIGNATURE,
}
CHECK = {
    "check_method": "Recordings",
    "check_accounts": "None found",
    "check_callback": "Confirmed",
    "check_finding": "true",
    "check_opinion": "Warning",
}


@tagged("post_install", "-at_install")
class TestComplaintMisconduct(ComplaintCommon):
    """Three confidential steps: BASE-31, F3-10, F3-11, F3-26, F3-47 … F3-50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {"kind": "misconduct", "is_confidential": True},
            {"stages": [("result", 3, "day", "receipt")]},
        )
        cls.seller = cls._new_user("cb_seller", "caller", cls.branch)
        cls.head = cls._new_user("cb_head", "caller", cls.branch)
        cls.hq = new_test_user(
            cls.env, login="cb_hq", groups=f"{GROUP}misconduct", tz="Asia/Shanghai"
        )
        cls.seller.employee_ids.parent_id = cls.head.employee_ids
        cls.caller.employee_ids.parent_id = cls.head.employee_ids
        cls.record = cls._create_record(
            step_id=cls.policy.rule_ids.step_ids.id, user_id=cls.caller.id
        )

    def _report(self):
        number = self.record.with_user(self.caller).report_misconduct(
            {
                "subject": "Guaranteed a return",
                "concerned_user_ids": self.seller.ids,
            }
        )
        return self.env["callback.complaint"].search([("name", "=", number)])

    def test_ex_037_guaranteed_return(self):
        case = self._report()
        self.assertTrue(case.is_confidential)
        self.assertEqual(case.superior_id, self.head)
        lead = case.with_user(self.head)
        lead.action_accept()
        with self.assertRaisesRegex(UserError, "final opinion of head office"):
            lead.action_resolve("Nothing in it")
        with self.assertRaisesRegex(UserError, "not at the step"):
            lead.action_self_check()
        for name in MINUTES:
            lead.write({**MINUTES, name: False})
            with self.assertRaisesRegex(UserError, "still needs"):
                lead.action_interview()
        lead.write(MINUTES)
        lead.action_interview()
        with self.assertRaisesRegex(UserError, "step has been finished"):
            lead.interview_content = "Admits it"
        lead.write({**CHECK, "check_accounts": False})
        with self.assertRaisesRegex(UserError, "Screening of accounts"):
            lead.action_self_check()
        lead.write(CHECK)
        lead.action_self_check()
        with self.assertRaisesRegex(AccessError, "head-office group"):
            lead.action_final_opinion("Warning")
        office = case.with_user(self.hq)
        with self.assertRaisesRegex(UserError, "final opinion"):
            office.action_final_opinion(" ")
        office.action_final_opinion("Warning, bonus withheld")
        for user in (self.head, self.hq):
            with self.assertRaisesRegex(UserError, "second callback by the superior"):
                case.with_user(user).action_close()
        self.assertEqual(case.callback_ids.user_id, self.head)
        self._call_back(case, user=self.head)
        lead.action_close()
        self.assertEqual(case.state, "closed")

    def test_base_31_nobody_else_sees_it(self):
        case = self._report()
        case.message_post(body="Very secret")
        for user in (
            self.caller,
            self.seller,
            self.supervisor,
            self.chief,
            self.manager,
            self.auditor,
            self.clerk,
        ):
            model = self.env["callback.complaint"].with_user(user)
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                case.with_user(user).read(["subject"])
            if user != self.clerk:
                self.assertFalse(model.search([("id", "=", case.id)]), user.login)
                self.assertFalse(
                    model._read_group([("id", "=", case.id)], [], ["__count"])[0][0]
                )
                for name in ("source", "round", "clock"):
                    lines = self.env[f"callback.complaint.{name}"].with_user(user)
                    self.assertFalse(lines.search([("complaint_id", "=", case.id)]))
            messages = self.env["mail.message"].with_user(user)
            found = messages.search(
                [("model", "=", case._name), ("res_id", "=", case.id)]
            )
            said = [(m.author_id.name, m.body, m.subtype_id.name) for m in found.sudo()]
            self.assertFalse(found, (user.login, said))
        self.assertEqual(self.record.with_user(self.supervisor).complaint_count, 0)
        self.assertNotIn("Guaranteed", case.display_name)
        for user in (self.head, self.hq):
            self.assertEqual(case.with_user(user).subject, "Guaranteed a return")

    def test_nobody_follows_what_he_may_not_see(self):
        case = self._report()
        users = self.caller | self.seller | self.head | self.manager
        case.message_subscribe(users.partner_id.ids)
        self.assertLessEqual(
            case.message_partner_ids, self.head.partner_id | self.env.user.partner_id
        )
        self.assertIn(self.head.partner_id, case.message_partner_ids)
        public = self._file(concerned_user_ids=self.seller.ids)
        public.message_subscribe(self.seller.partner_id.ids)
        self.assertNotIn(self.seller.partner_id, public.message_partner_ids)

    def test_the_second_callback_is_hidden_too(self):
        case = self._report().sudo()
        case.write({"investigation": "done"})
        case.action_resolve("Opinion")
        call = case.callback_ids
        call.with_user(self.head).log_attempt("phone", "no_answer", ring_seconds=30)
        for user in (self.caller, self.seller, self.chief, self.manager, self.auditor):
            for line in (call, call.attempt_ids):
                found = line.with_user(user).search([("id", "=", line.id)])
                self.assertFalse(found, (user.login, line))
        for user in (self.head, self.hq):
            self.assertTrue(call.with_user(user).search([("id", "=", call.id)]))

    def test_f3_47_a_customer_who_refuses_the_second_callback(self):
        """The case ends with the written reply, not before and not without a call."""
        case = self._report().sudo()
        case.write({"investigation": "done"})
        case.action_resolve("Opinion")
        lead, call = case.with_user(self.head), case.callback_ids
        self.assertEqual(lead.action_make_callback()["res_id"], call.id)
        with self.assertRaisesRegex(UserError, "second callback by the superior"):
            lead.action_close()
        mine = call.with_user(self.head)
        mine.log_attempt("phone", "refused", note="Wants no call")
        mine.action_decline()
        with self.assertRaisesRegex(UserError, "put the written reply on file"):
            lead.action_close()
        lead.reply_attachment_ids = self.env["ir.attachment"].create(
            {
                "name": "reply.txt",
                "raw": b"Dear customer",
                "res_model": case._name,
                "res_id": case.id,
            }
        )
        lead.action_close()
        self.assertEqual(case.state, "closed")

    def test_f3_47_a_customer_who_cannot_be_reached(self):
        case = self._report().sudo()
        case.write({"investigation": "done"})
        case.action_resolve("Opinion")
        call = case.callback_ids
        call.sudo().write({"state": "unreachable"})
        case.with_user(self.head).action_close()
        self.assertEqual(case.state, "closed")

    def test_f3_47_another_than_the_superior_called(self):
        case = self._report().sudo()
        case.write({"investigation": "done"})
        case.action_resolve("Opinion")
        case.callback_ids.sudo().write(
            {"state": "unreachable", "user_id": self.caller.id}
        )
        with self.assertRaisesRegex(UserError, "second callback by the superior"):
            case.with_user(self.head).action_close()

    def test_f3_11_the_superior_is_never_concerned(self):
        case = self.record.with_user(self.caller).open_complaint(
            {
                "subject": "The head himself",
                "kind": "misconduct",
                "concerned_user_ids": self.head.ids,
            }
        )
        self.assertFalse(case.sudo().superior_id)
        with self.assertRaises(AccessError):
            case.with_user(self.head).read(["subject"])
        self.assertEqual(case.with_user(self.hq).subject, "The head himself")

    def test_the_clerk_files_and_sees_nothing(self):
        form = Form(self.env["callback.complaint.intake"].with_user(self.clerk))
        form.kind = "misconduct"
        form.subject = "Private fees"
        form.customer_name = "Zhang"
        action = form.save().action_file()
        self.assertRegex(action["params"]["message"], r"TS-\d{4}-\d+")
        case = self.env["callback.complaint"].search([("subject", "=", "Private fees")])
        self.assertEqual(case.partner_id.name, "Zhang")
        self.assertEqual(case.intake_user_id, self.clerk)
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).read(["name"])
