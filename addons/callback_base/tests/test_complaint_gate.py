# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .complaint_common import ComplaintCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestComplaintGate(ComplaintCommon):
    """When a complaint closes: BASE-17, BASE-28, P1-12, P1-13, P1-17, W1-01, R2-12."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stages = [
            ("result", 3, "day", "receipt"),
            ("informed", 2, "day", "previous"),
        ]

    def _solved(self, **values):
        """Return a complaint with its result, handled by the caller."""
        complaint = self._file(**values)
        complaint.action_resolve("Repaired")
        return complaint

    def _attach(self, complaint):
        return self.env["ir.attachment"].create(
            {
                "name": "reply.txt",
                "datas": base64.b64encode(b"Dear customer"),
                "res_model": complaint._name,
                "res_id": complaint.id,
            }
        )

    def test_the_next_button_leads_to_the_callback(self):
        """Who waits for the callback opens it; or is told who makes it."""
        self._policy_with({"stages": self.stages})
        case = self._file()
        with self.assertRaisesRegex(UserError, "waits for no callback"):
            case.action_make_callback()
        case.action_resolve("Repaired")
        self.assertIn("waits for the callback", case.waiting_for)
        call = case.sudo()._get_round_callback()
        opened = case.with_user(self.supervisor).action_make_callback()
        self.assertEqual((opened["res_model"], opened["res_id"]), (call._name, call.id))
        call.user_id = self.supervisor
        self.assertTrue(case.with_user(self.caller).has_access("read"))
        with self.assertRaisesRegex(UserError, "is made by"):
            case.with_user(self.caller).action_make_callback()

    def test_ex_096_closed_loop(self):
        self._policy_with({"stages": self.stages})
        with self._at("2026-03-02 09:00:00"):
            case = self._file()
            case.action_assign(self.branch.id)
        with self._at("2026-03-02 15:00:00"):
            case.action_resolve("Pipe repaired")
            with self.assertRaisesRegex(UserError, "waits for the callback"):
                case.action_close()
        with self._at("2026-03-03 09:00:00"):
            first = self._call_back(
                case,
                solved="no",
                satisfaction="dissatisfied",
                dissatisfaction_reason="It leaks again",
            )
        self.assertRecordValues(
            case,
            [
                {
                    "state": "assigned",
                    "round": 2,
                    "department_id": self.head_office.id,
                    "resolution": False,
                }
            ],
        )
        lead = case.with_user(self.chief)
        with self.assertRaisesRegex(UserError, "no result"):
            lead.action_close()
        self.assertEqual(self._limit(case, "result"), "2026-03-06 23:59:59")
        with self._at("2026-03-05 09:00:00"):
            lead.action_resolve("Pipe replaced")
            with self.assertRaisesRegex(UserError, "round 2"):
                lead.action_close()
        with self._at("2026-03-05 11:00:00"):
            second = self._call_back(case, satisfaction="satisfied")
        self.assertEqual(second.parent_id, first)
        lead.action_close()
        self.assertEqual(case.state, "closed")
        self.assertEqual(case.round_ids.mapped("response_hours"), [6, 48])
        self.assertEqual(
            case.round_ids.mapped("reopen_reason"), ["It leaks again", False]
        )
        informed = case.sudo().clock_ids.filtered(lambda c: c.code == "informed")
        self.assertEqual(informed.mapped("on_time"), [True, True])

    def test_the_handler_does_not_call_back(self):
        self._policy_with({"stages": self.stages})
        case = self._solved()
        record = case.sudo().callback_ids
        self.assertEqual(record.res_id, case.id)
        with self.assertRaisesRegex(UserError, "handled TS-"):
            record.with_user(self.caller).action_start()
        with self.assertRaisesRegex(UserError, "handled TS-"), self.cr.savepoint():
            record.user_id = self.caller
        with self.assertRaisesRegex(ValidationError, "whether the complaint is solved"):
            with self.cr.savepoint():
                self._call_back(case, solved=False)
        self._call_back(case)
        with self.assertRaisesRegex(UserError, "what the customer said stays"):
            record.with_user(self.supervisor).complaint_solved = "no"
        case.action_close()
        self.assertEqual(case.state, "closed")
        with self.assertRaisesRegex(UserError, "is closed"):
            case.subject = "Other"

    def test_resolving_creates_one_callback(self):
        self._policy_with({"stages": self.stages})
        case = self._solved().sudo()
        case._ensure_callback(case.date_resolved)
        self.assertEqual(len(case.callback_ids), 1)
        record = case.callback_ids
        record.with_user(self.supervisor).action_cancel("Wrong number")
        with self.assertRaisesRegex(UserError, "waits for the callback"):
            case.action_close()
        again = case._ensure_callback(case.date_resolved)
        self.assertNotEqual(again, record)
        self.assertEqual(case.callback_ids, record | again)

    def test_the_ladder_is_exhausted(self):
        self._policy_with({"stages": self.stages})
        case = self._solved()
        record = case.sudo().callback_ids.with_user(self.supervisor)
        for hour in ("09:00:00", "15:00:00"):
            record.log_attempt(
                "phone", "no_answer", china(f"2026-03-03 {hour}"), ring_seconds=30
            )
        record.action_unreachable()
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_ex_040_third_class_second_round(self):
        visit = [Command.set((self.visit | self.letter).ids)]
        everything = [Command.set((self.visit | self.letter | self.phone).ids)]
        self._policy_with(
            {
                "severity_ids": self.third.ids,
                "round_ids": [Command.create({"channel_ids": visit})],
            },
            {
                "severity_ids": self.second.ids,
                "round_ids": [
                    Command.create({"channel_ids": visit}),
                    Command.create({"round_from": 2, "channel_ids": everything}),
                ],
            },
        )
        for severity, refused in ((self.third, True), (self.second, False)):
            case = self._solved(severity_id=severity.id)
            first = case.sudo().callback_ids
            self.assertIn(first.channel_id, self.visit | self.letter)
            with self.assertRaisesRegex(ValidationError, "not called back by Phone"):
                with self.cr.savepoint():
                    first.with_user(self.supervisor).channel_id = self.phone
            self._call_back(case, solved="no", channel="visit")
            self.assertEqual(case.round, 2)
            case.with_user(self.chief).action_resolve("Again")
            second = case.sudo()._get_round_callback().with_user(self.supervisor)
            if refused:
                with self.assertRaisesRegex(ValidationError, "Visit.*Letter|Letter"):
                    with self.cr.savepoint():
                        second.channel_id = self.phone
                with self.assertRaises(ValidationError), self.cr.savepoint():
                    second.log_attempt("phone", "answered")
            else:
                second.channel_id = self.phone
            with self.assertRaisesRegex(UserError, "round 2"):
                case.with_user(self.chief).action_close()

    def test_x_44_phone_only_after_the_second_round(self):
        policy = self._policy_with(
            {
                "round_ids": [
                    Command.create({"channel_ids": [Command.set(self.visit.ids)]}),
                    Command.create(
                        {"round_from": 3, "channel_ids": [Command.set(self.phone.ids)]}
                    ),
                ]
            }
        )
        process = policy.complaint_process_ids
        found = [process._get_round_channels(number) for number in (1, 2, 3, 9)]
        self.assertEqual(found, [self.visit, self.visit, self.phone, self.phone])

    def test_e1_27_not_by_phone(self):
        self._policy_with({"onsite_channel_id": self.visit.id})
        case = self._solved(onsite_required=True)
        self.assertEqual(case.sudo().callback_ids.channel_id, self.visit)
        with self.assertRaises(ValidationError):
            case.sudo().callback_ids.with_user(self.supervisor).channel_id = self.phone

    def test_ex_042_anonymous(self):
        policy = self._policy_with({"stages": self.stages})
        case = self._solved(partner_id=False)
        self.assertTrue(case.is_anonymous)
        self.assertFalse(case.callback_ids)
        with self.assertRaisesRegex(UserError, "waiver"):
            case.action_close()
        with self.assertRaisesRegex(UserError, f"{policy.code}-1.*attach the reply"):
            case.action_waive("anonymous")
        with self.assertRaisesRegex(UserError, "does not hold"):
            case.action_waive("letter")
        reply = self._attach(case)
        case.reply_attachment_ids = reply
        case.action_waive("anonymous")
        case.action_close()
        with self.assertRaisesRegex(UserError, "its files cannot be changed"):
            reply.unlink()
        with self.assertRaisesRegex(UserError, "its files cannot be changed"):
            reply.raw = b"Something else"
        self.assertRecordValues(
            case, [{"state": "closed", "waiver": "anonymous", "is_counted": 1}]
        )

    def test_p1_17_written_reply_only(self):
        self._policy_with({"stages": self.stages})
        case = self._solved(reply_by_letter=True)
        case.reply_attachment_ids = self._attach(case)
        case.action_waive("letter")
        self.assertEqual(case.sudo().callback_ids.state, "cancelled")
        case.action_close()
        named = self._solved()
        named.reply_attachment_ids = self._attach(named)
        with self.assertRaisesRegex(UserError, "does not hold"):
            named.action_waive("anonymous")

    def test_ex_094_follow_up_case(self):
        self._policy_with({"stages": self.stages})
        case = self._solved()
        with self._at("2026-03-03 10:00:00"):
            record = self._call_back(case, solved="no", problem="Still wet")
        case.with_user(self.chief).action_resolve("Dried")
        second = case.sudo()._get_round_callback().with_user(self.supervisor)
        with self.assertRaisesRegex(ValidationError, "another, later time"):
            with self.cr.savepoint():
                second.date_planned = record.date_contact
        second.date_planned = china("2026-03-04 15:00:00")
        child = second.open_complaint({"subject": "Wants a water meter"})
        self.assertEqual(child.parent_id, case)
        self._call_back(case)
        with self.assertRaisesRegex(UserError, child.name):
            case.with_user(self.chief).action_close()
        child.with_user(self.supervisor).action_resolve("Meter put in")
        self._call_back(child, user=self.chief)
        child.with_user(self.supervisor).action_close()
        case.with_user(self.chief).action_close()
        self.assertEqual(case.state, "closed")

    def test_p1_04_a_share_of_the_suggestions_is_called_back(self):
        self._policy_with({"kind": "suggestion", "callback_rate": 0.3})
        cases = [self._file(kind="suggestion") for _number in range(10)]
        gates = [case.gate for case in cases]
        self.assertEqual(gates.count("callback"), 3)
        other = next(case for case in cases if case.gate == "informed")
        other.action_resolve("Thanked")
        self.assertFalse(other.sudo().callback_ids)
        other.action_inform("letter")
        other.action_close()
        self.assertEqual(other.state, "closed")

    def test_escalation_goes_one_level_up(self):
        self._policy_with({"stages": self.stages})
        case = self._file()
        case.action_escalate("No rule for this")
        self.assertEqual(case.department_id, self.head_office)
        with self.assertRaisesRegex(UserError, "no department above"):
            case.with_user(self.chief).action_escalate("Higher")
