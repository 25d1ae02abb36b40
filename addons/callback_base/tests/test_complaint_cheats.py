# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintCheats(ComplaintCommon):
    """Ways round the gate of a complaint are closed (BASE-17, P1-16, P1-17, W1-01)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stages = [("result", 3, "day", "receipt"), ("informed", 2, "day", "previous")]
        cls.policy_with = cls._policy_with(
            {"stages": stages, "raises_level": True},
            {"kind": "suggestion", "gate": "informed", "stages": stages},
        )
        cls.case = cls._file()
        cls.case.action_resolve("Repaired")
        cls.record = cls.case.sudo().callback_ids

    def _upload(self, user=None, **values):
        files = self.env["ir.attachment"].with_user(user or self.caller)
        return files.create({"name": "reply.txt", "raw": b"Dear customer", **values})

    def _waive(self, file, reason="letter", case=None):
        case = case or self.case
        case.write(
            {"reply_by_letter": True, "reply_attachment_ids": [Command.link(file.id)]}
        )
        case.action_waive(reason)

    def test_p1_17_a_named_complaint_does_not_become_anonymous(self):
        for user in (self.caller, self.supervisor, self.manager):
            case = self.case.with_user(user)
            with self.assertRaisesRegex(AccessError, "its customer stays"):
                case.partner_id = False
            with self.assertRaisesRegex(AccessError, "its customer stays"):
                case.partner_id = self.env.user.partner_id
        self.case.partner_id = self.customer  # the same: nothing is changed
        fresh = self._file()
        fresh.partner_id = self.env.user.partner_id
        fresh.action_accept()
        with self.assertRaisesRegex(AccessError, "its customer stays"):
            fresh.partner_id = self.customer
        fresh.with_user(self.supervisor).partner_id = self.customer

    def test_p1_17_the_reply_is_a_file_of_the_case(self):
        empty = self._upload(raw=b"")
        with self.assertRaisesRegex(UserError, "attach the reply"):
            self._waive(empty)
        asset = self.env["ir.attachment"].create(
            {"name": "style.css", "raw": b"a{}", "public": True}
        )
        salary = self.env["ir.attachment"].create(
            {
                "name": "salary.txt",
                "raw": b"5000",
                "res_model": "res.company",
                "res_id": self.env.company.id,
            }
        )
        for file in (asset, salary):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._waive(file)
        reply = self._upload()
        self._waive(reply)
        found = (reply.sudo().res_model, reply.sudo().res_id)
        self.assertEqual(found, ("callback.complaint", self.case.id))
        self.case.action_close()
        with self.assertRaisesRegex(UserError, "files cannot be changed"):
            reply.sudo().unlink()

    def test_p1_17_a_reply_that_lies_elsewhere_stays_too(self):
        loose = self.env["ir.attachment"].create({"name": "scan.txt", "raw": b"x"})
        case = self.case.sudo()
        case.source_ids.attachment_ids = loose
        case.reply_by_letter = True
        case.reply_attachment_ids = loose
        self.case.action_waive("letter")
        self.case.action_close()
        with self.assertRaisesRegex(UserError, "files cannot be changed"):
            loose.unlink()
        with self.assertRaisesRegex(UserError, "files cannot be changed"):
            loose.raw = b"y"

    def test_nobody_gets_hold_of_a_file_by_a_form(self):
        """A dialog hands over what its user uploaded, nothing else (BASE-19)."""
        salary = self.env["ir.attachment"].create(
            {
                "name": "salary.txt",
                "raw": b"5000",
                "res_model": "res.company",
                "res_id": self.env.company.id,
            }
        )
        evidence = self._add_evidence(self.record, "recording")
        stored = evidence._get_attachments()[evidence]
        self.case.reply_by_letter = True
        for file in (salary, stored):
            for form in (self._waive_by_form, self._file_by_form):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    form(file)
            self.assertNotEqual(file.res_model, "callback.complaint")
        own = self._upload(self.clerk, res_model="callback.complaint.intake")
        self._file_by_form(own)
        self.assertEqual(own.sudo().res_model, "callback.complaint")

    def _waive_by_form(self, file):
        act = self.env["callback.complaint.act"].with_user(self.caller)
        act.create(
            {
                "act": "waive",
                "complaint_ids": [Command.set(self.case.ids)],
                "waiver": "letter",
                "attachment_ids": [Command.set(file.ids)],
            }
        ).action_confirm()

    def _file_by_form(self, file):
        intake = self.env["callback.complaint.intake"].with_user(self.clerk)
        intake.create(
            {"subject": "Noise", "attachment_ids": [Command.set(file.ids)]}
        ).action_file()

    def test_another_class_takes_no_callback_back(self):
        with self.assertRaisesRegex(AccessError, "has a result"):
            self.case.action_reclassify("suggestion")
        with self.assertRaisesRegex(AccessError, "has a result"):
            self.case.severity_id = self.second
        lead = self.case.with_user(self.supervisor)
        lead.action_reclassify("suggestion")
        self.assertEqual(self.case.gate, "callback")
        lead.action_inform("phone")
        with self.assertRaisesRegex(UserError, "waits for the callback"):
            lead.action_close()
        fresh = self._file()
        fresh.action_reclassify("suggestion")
        self.assertEqual(fresh.gate, "informed")

    def test_p1_16_merging_loses_no_customer_and_no_callback(self):
        other = self.env["res.partner"].create({"name": "Neighbour"})
        for target, words in (
            (self._file(partner_id=other.id), "different customers"),
            (self._file(kind="suggestion"), "the other way round"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.case.merge_into(target)
            self.assertEqual(self.case.state, "resolved")
        self._call_back(self.case, solved="no", dissatisfaction_reason="Wet")
        self.assertEqual(self.case.round, 2)
        again = self._file()
        with self.assertRaisesRegex(UserError, "later round"):
            self.case.merge_into(again)
        again.merge_into(self.case.with_user(self.caller).sudo())
        self.assertEqual((again.state, self.case.round), ("merged", 2))

    def test_p1_16_a_known_customer_of_an_anonymous_matter_is_called(self):
        anonymous = self._file(partner_id=False)
        anonymous.action_resolve("Repaired")
        self.assertFalse(anonymous.sudo().callback_ids)
        self._file().merge_into(anonymous)
        self.assertEqual(anonymous.partner_id, self.customer)
        self.assertEqual(anonymous.sudo().callback_ids.partner_id, self.customer)

    def test_a_cancelled_callback_is_followed_by_another(self):
        self.record.with_user(self.supervisor).action_cancel("Wrong unit")
        again = self.case.sudo()._get_round_callback()
        self.assertTrue(again)
        self.assertNotEqual(again, self.record)
        self._call_back(self.case)
        self.case.action_close()
        self.assertEqual(self.case.state, "closed")

    def test_base_12_a_finished_callback_does_not_get_better(self):
        record = self._create_record(user_id=self.caller.id)
        self._add_evidence(record, "recording")
        mine = record.with_user(self.caller)
        self._finish(mine, satisfaction="dissatisfied", dissatisfaction_reason="Rude")
        with self.assertRaisesRegex(UserError, "what the customer said stays"):
            mine.satisfaction = "satisfied"
        record.with_user(self.supervisor).satisfaction = "satisfied"

    def test_calls_with_other_values_are_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "is no number of"):
            self.case.merge_into("5")
        fresh = self._file()
        with self.assertRaisesRegex(UserError, "is no number of"):
            fresh.action_assign("5")
        with self.assertRaisesRegex(UserError, "is no time such as"):
            fresh.action_promise("soon", "Pump ordered")
        fresh.action_resolve(5)
        self.assertEqual(fresh.resolution, "5")

    def test_r2_22_a_complaint_is_as_secret_as_its_customer(self):
        self.customer.callback_level = "top_secret"
        lines = [
            self.case,
            self.case.sudo().source_ids,
            self.case.sudo().round_ids,
            self.case.sudo().clock_ids,
        ]
        self.env.invalidate_all()
        for line in lines:
            seen = line[:1].with_user(self.caller)
            with self.subTest(line=line._name):
                self.assertFalse(seen.search([("id", "in", line.ids)]))
                with self.assertRaises(AccessError):
                    seen.read(["display_name"])
        self.caller.group_ids += self.env.ref("callback_base.callback_group_top_secret")
        self.env.invalidate_all()
        self.assertTrue(self.case.with_user(self.caller).subject)
        self.assertLessEqual(self.case.date_received, fields.Datetime.now())
