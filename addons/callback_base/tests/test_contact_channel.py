# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .contact_common import ContactCommon, china


@tagged("post_install", "-at_install")
class TestContactChannel(ContactCommon):
    """Do not call, do not visit: F3-04, F3-21, BASE-15."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sms = cls.env.ref("callback_base.callback_channel_sms")
        cls.email = cls.env.ref("callback_base.callback_channel_email")
        cls.rule.channel_ids = cls.phone | cls.sms | cls.email
        cls.step.write({"quantity": 5, "unit": "working_day"})
        cls.customer.callback_refused_channel_ids = cls.phone
        cls.record = cls._create_record(date_event=china("2026-03-12 09:30"))
        cls.mine = cls.record.with_user(cls.caller)

    def test_ex_029_another_channel_is_taken_and_the_deadline_stays(self):
        self.assertEqual(self.record.channel_id, self.email)
        self.assertEqual(self.record.deadline, china("2026-03-19 18:00"))
        self.assertTrue(self.mine.phone_refused)
        self.assertFalse(self.mine.channel_refused)

    def test_ex_029_phone_is_refused_and_others_are_offered(self):
        message = "Customer refuses Phone.*E-mail.*SMS"
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            self.mine.log_attempt("phone", "answered")
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            self.mine.channel_id = self.phone
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            self._create_record(channel_id=self.phone.id)
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            self.env["callback.attempt"].with_user(self.caller).create(
                {
                    "record_id": self.record.id,
                    "channel_id": self.phone.id,
                    "outcome": "answered",
                }
            )
        self.assertEqual(self.record.state, "planned")
        self.assertFalse(self.record.attempt_ids)

    def test_an_attempt_is_not_corrected_to_a_refused_channel(self):
        attempt = self.mine.log_attempt("sms", "answered")
        with self.assertRaisesRegex(UserError, "refuses Phone"):
            attempt.channel_id = self.phone

    def test_ex_029_an_sms_with_its_reply_completes(self):
        self.mine.channel_id = self.sms
        self._finish_by_sms()
        self.assertEqual(self.record.state, "done")
        self.assertTrue(self.record.date_contact)

    def _finish_by_sms(self):
        self.mine.action_start()
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        with self.assertRaisesRegex(UserError, "Message log"):
            with self.env.cr.savepoint():
                self.mine.action_done()
        self._add_evidence(self.mine, "message_log")
        self.mine.action_done()

    def test_first_allowed_by_the_sequence_of_channels(self):
        self.sms.sequence = 1
        record = self._create_record()
        self.assertEqual(record.channel_id, self.sms)
        self.customer.callback_refused_channel_ids |= self.sms
        self.assertEqual(record._get_alternative_channel(), self.email)

    def test_the_channels_of_the_type_count_when_the_rule_names_none(self):
        self.rule.channel_ids = [Command.clear()]
        self.assertEqual(self._create_record().channel_id, self.letter)

    def test_a_customer_who_refuses_everything_stays_due(self):
        refused = self.phone | self.sms | self.email
        self.customer.callback_refused_channel_ids = refused
        record = self._create_record()
        self.assertEqual(record.channel_id, self.phone)
        self.assertTrue(record.deadline)
        with self.assertRaisesRegex(UserError, "every other channel"):
            record.with_user(self.caller).log_attempt("phone", "answered")

    def test_a_preference_told_later_takes_effect(self):
        self.customer.callback_refused_channel_ids = [Command.clear()]
        self.mine.channel_id = self.phone
        self.mine.action_start()
        self.mine.action_refuse_channel()
        self.assertEqual(self.customer.callback_refused_channel_ids, self.phone)
        self.assertEqual(self.record.channel_id, self.email)

    def test_use_another_channel(self):
        self.customer.callback_refused_channel_ids = self.email
        self.assertTrue(self.mine.channel_refused)
        self.mine.action_use_alternative()
        self.assertEqual(self.record.channel_id, self.phone)

    def test_the_form_hides_the_number_that_must_not_be_called(self):
        with Form(self.mine) as form:
            self.assertTrue(form.phone_refused)
            self.assertEqual(form.refused_channel_ids.ids, self.phone.ids)
            self.assertTrue(form._get_modifier("phone", "invisible"))

    def test_a_channel_that_is_accepted_again_is_used(self):
        self.customer.callback_refused_channel_ids = [Command.clear()]
        self.mine.channel_id = self.phone
        self.mine.log_attempt("phone", "answered")
        self.assertEqual(self.record.attempt_ids.channel_id, self.phone)
