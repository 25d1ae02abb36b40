# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireMail(QuestionnaireCommon):
    """The link is mailed to the customer: L1-02, L1-03, BASE-15."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.email, cls.e_survey = (
            cls.env.ref(f"callback_base.callback_channel_{code}")
            for code in ("email", "e_survey")
        )
        cls.customer.email = "Li Lei <lilei@example.com>"
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.mine = cls.record.with_user(cls.caller)

    def _mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "callback.record"), ("res_id", "=", self.record.id)]
        )

    def test_l1_02_the_customer_gets_the_link(self):
        with freeze_time("2026-04-07 02:30:00"):
            self.mine.action_send_answer_link()
        mail = self._mails()
        self.assertEqual(mail.email_to, "lilei@example.com")
        self.assertIn(self.mine.answer_url, mail.body_html)
        self.assertIn("Dear", mail.body_html)
        self.assertEqual(self.record.date_link_sent, datetime(2026, 4, 7, 2, 30))
        self.assertEqual(self.record.link_sent_to, "lilei@example.com")
        # The rule calls by phone and letter: the mail is no attempt of it.
        self.assertFalse(self.record.attempt_ids)
        unanswered = [
            ("date_link_sent", "!=", False),
            ("answer_id.state", "!=", "done"),
        ]
        self.assertIn(self.record, self.record.search(unanswered))

    def test_where_the_channel_is_allowed_it_is_an_attempt(self):
        self.type.channel_ids |= self.email
        self.mine.action_send_answer_link()
        attempt = self.record.attempt_ids
        self.assertEqual(attempt.channel_id, self.email)
        self.assertEqual((attempt.user_id, attempt.outcome), (self.caller, "other"))
        self.assertIn("lilei@example.com", attempt.note)
        self.assertFalse(self.record.date_contact)

    def test_the_reply_date_is_recorded(self):
        with freeze_time("2026-04-07 02:30:00"):
            self.mine.action_send_answer_link()
        with freeze_time("2026-04-09 11:05:00"):
            answer = self.record.answer_id
            for question in answer.survey_id.question_ids:
                answer._save_lines(question, str(self._pick(question, "satisfied")))
            answer._mark_done()
        self.assertEqual(self.mine.date_answer, datetime(2026, 4, 9, 11, 5))
        self.assertEqual(self.mine.answered_by, "customer")
        with self.assertRaises(UserError):
            self._finish(self.mine).action_send_answer_link()

    def test_without_an_address_it_is_refused(self):
        for address in (False, "nobody"):
            self.customer.email = address
            with self.assertRaisesRegex(UserError, "Customer.*e-mail"):
                self.mine.action_send_answer_link()
        self.assertFalse(self._mails())
        self.assertFalse(self.record.answer_id)

    def test_base_15_the_customer_does_not_want_mails(self):
        for channel in (self.email, self.e_survey):
            self.customer.callback_refused_channel_ids = channel
            with self.assertRaisesRegex(UserError, f"refuses {channel.name}"):
                self.mine.action_send_answer_link()
        self.assertFalse(self._mails())
        self.assertFalse(self.record.date_link_sent)

    def test_who_may_not_work_on_it_sends_nothing(self):
        for user in (self.other_caller, self.auditor):
            with self.assertRaises(AccessError):
                self.record.with_user(user).action_send_answer_link()
        with self.assertRaises(AccessError):
            self.mine.link_sent_to = "x@example.com"

    def test_the_mail_speaks_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref("callback_base.callback_mail_template_link")
        template.with_context(lang="zh_CN").subject = "调查表"
        self.customer.lang = "zh_CN"
        self.mine.action_send_answer_link()
        self.assertEqual(self._mails().subject, "调查表")
