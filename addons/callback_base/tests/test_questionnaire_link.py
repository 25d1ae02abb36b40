# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireLink(QuestionnaireCommon, HttpCase):
    """The customer answers alone by link and QR code, over real HTTP (BASE-35)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Visitors of the database may read another language by default.
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.env.ref("base.public_user").lang = "en_US"
        cls.e_survey = cls.env.ref("callback_base.callback_channel_e_survey")
        cls.type.channel_ids |= cls.e_survey
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.record.with_user(cls.caller).action_make_answer_link()
        cls.answer = cls.record.answer_id

    def _open(self, record):
        path = f"/callback/a/{record.answer_id.access_token}"
        return self.url_open(path)

    def _submit(self, name="satisfied", record=None, comment=None):
        """Begin and send the page as a visitor's browser does."""
        answer = (record or self.record).answer_id
        tokens = f"{answer.survey_id.access_token}/{answer.access_token}"
        if answer.state == "new":
            self.make_jsonrpc_request(f"/survey/begin/{tokens}")
        values = {}
        for question in answer.survey_id.question_ids:
            value = str(self._pick(question, name))
            values[str(question.id)] = (
                [value, {"comment": comment}] if comment else value
            )
        result = self.make_jsonrpc_request(f"/survey/submit/{tokens}", values)
        self.env.invalidate_all()
        return result

    def test_link_and_qr_code_are_on_the_form(self):
        """The form shows the link and a picture of it."""
        record = self.record.with_user(self.caller)
        self.assertIn(f"/callback/a/{self.answer.access_token}", record.answer_url)
        self.assertTrue(record.answer_qr)

    def test_customer_answers_without_login(self):
        """The answers are on the callback, logged as a contact of the channel."""
        page = self._open(self.record)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Repairs", page.text)
        self._submit("rather_satisfied")
        self.assertEqual(self.answer.state, "done")
        self.assertEqual(self.answer.callback_answered_by, "customer")
        self.assertEqual(self.record.satisfaction, "rather_satisfied")
        self.assertEqual(self.record.state, "ongoing")
        attempt = self.record.attempt_ids
        self.assertEqual(attempt.channel_id, self.e_survey)
        self.assertEqual((attempt.outcome, attempt.user_id), ("answered", self.caller))

    def test_channel_that_does_not_count(self):
        """Where the rule does not allow the channel, the call is still owed."""
        self.type.channel_ids -= self.e_survey
        self._submit()
        self.assertEqual(self.record.attempt_ids.outcome, "other")
        self.assertFalse(self.record.date_contact)
        self.assertEqual(self.record.satisfaction, "satisfied")

    def test_dissatisfied_customer_says_why(self):
        """BASE-12: on the page, too, the reason is asked."""
        result = self._submit("dissatisfied")
        self.assertEqual(result[1]["error"], "validation")
        self.assertEqual(self.answer.state, "in_progress")
        self._submit("dissatisfied", comment="Nobody came")
        self.assertEqual(self.answer.state, "done")
        self.assertEqual(self.record.satisfaction, "dissatisfied")
        self.assertIn("Nobody came", self.record.dissatisfaction_reason)

    def test_foreign_option_is_refused(self):
        """An option of another question is no answer."""
        tokens = f"{self.survey.access_token}/{self.answer.access_token}"
        self.make_jsonrpc_request(f"/survey/begin/{tokens}")
        first, second = self.survey.question_ids[:2]
        values = {str(first.id): str(self._pick(second, "satisfied"))}
        result = self.make_jsonrpc_request(f"/survey/submit/{tokens}", values)
        self.assertIn(str(first.id), result[1]["fields"])

    def test_policy_lets_the_answer_finish(self):
        """A satisfied answer finishes the callback where the policy says so."""
        self.env["callback.questionnaire"].sudo().create(
            {"policy_id": self.policy.id, "finish_on_answer": True}
        )
        self._submit()
        self.assertEqual(self.record.state, "done", self.record.message_ids[0].body)
        self.assertEqual(self.record.channel_id, self.e_survey)
        other = self._create_record(user_id=self.caller.id)
        other.action_make_answer_link()
        self._submit("dissatisfied", other, comment="Cold")
        self.assertEqual(other.state, "ongoing")

    def test_what_keeps_it_open_is_noted(self):
        """Without a caller the callback is not finished; the chatter says why."""
        self.env["callback.questionnaire"].sudo().create(
            {"policy_id": self.policy.id, "finish_on_answer": True}
        )
        self.e_survey.evidence_kind_ids |= self.env.ref(
            "callback_base.callback_evidence_kind_mail_print"
        )
        self._submit()
        self.assertEqual(self.record.state, "ongoing")
        self.assertEqual(self.answer.state, "done")
        self.assertIn("Not finished yet", self.record.message_ids[0].body)

    def test_one_link_one_callback(self):
        """A link of callback A never shows B, nor does a guessed one."""
        neighbour = self.env["res.partner"].create({"name": "Neighbour"})
        other = self._create_record(user_id=self.caller.id, partner_id=neighbour.id)
        other.action_make_answer_link()
        self._submit("rather_satisfied", other)
        self.assertFalse(self.answer.user_input_line_ids)
        survey = self._create_survey("Secret survey", 1)
        token = self.answer.access_token
        for path in (
            f"/survey/{survey.access_token}/{token}",
            f"/survey/print/{survey.access_token}?answer_token={token}",
            f"/survey/start/{self.survey.access_token}",
            f"/survey/{self.survey.access_token}/{token[:-1]}0x",
        ):
            page = self.url_open(path)
            self.assertNotIn("Secret survey", page.text)
            self.assertNotIn("Question 1", page.text)
        page = self.url_open("/callback/a/guessed")
        self.assertEqual(page.status_code, 404)
        self.assertIn("not valid", page.text)

    def test_used_link_says_thank_you(self):
        """Answered once; a second time or a retry is refused politely."""
        self._submit()
        page = self._open(self.record)
        self.assertEqual(page.status_code, 410)
        self.assertIn("answers have arrived", page.text)
        tokens = f"{self.survey.access_token}/{self.answer.access_token}"
        page = self.url_open(f"/survey/retry/{tokens}")
        self.assertIn("answers have arrived", page.text)
        again = self.make_jsonrpc_request(f"/survey/submit/{tokens}", {})
        self.assertEqual(again[1]["error"], "unauthorized")
        count = self.env["survey.user_input"].search_count(
            [("survey_id", "=", self.survey.id)]
        )
        self.assertEqual(count, 1)

    def test_expired_link(self):
        """A policy's days have passed."""
        self.answer.deadline = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.assertIn("has expired", self._open(self.record).text)
        self.assertFalse(self.record.answer_url)

    def test_days_of_the_policy(self):
        """How long a link lasts is said in the policy."""
        self.env["callback.questionnaire"].sudo().create(
            {"policy_id": self.policy.id, "link_days": 3}
        )
        other = self._create_record(user_id=self.caller.id)
        other.action_make_answer_link()
        days = (
            other.answer_id.deadline - fields.Datetime.now()
        ).total_seconds() / 86400
        self.assertAlmostEqual(days, 3, places=2)

    def test_link_of_a_cancelled_callback(self):
        """Cancelled, finished by phone: a page says that it is closed."""
        tokens = f"{self.survey.access_token}/{self.answer.access_token}"
        self.record.action_cancel("Moved away")
        for path in (f"/callback/a/{self.answer.access_token}", f"/survey/{tokens}"):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 410)
            self.assertIn("is closed", page.text)
        result = self.make_jsonrpc_request(f"/survey/begin/{tokens}")
        self.assertEqual(result[1]["error"], "callback_cancelled")

    def test_page_in_chinese(self):
        """A customer who speaks Chinese gets a Chinese page."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        survey = self._create_survey("Satisfaction", 1)
        survey.with_context(lang="zh_CN").title = "满意度调查"
        self.type.survey_id = survey
        other = self._create_record(user_id=self.caller.id)
        other.action_make_answer_link()
        page = self._open(other)
        self.assertIn("满意度调查", page.text)
        self.assertIn("/zh_CN/", page.url)

    def test_no_link_without_questionnaire_or_when_closed(self):
        """The refusal says what to do."""
        self.type.survey_id = False
        bare = self._create_record(user_id=self.caller.id)
        with self.assertRaisesRegex(UserError, "has no questionnaire"):
            bare.action_make_answer_link()
        self.record.action_cancel("Moved away")
        with self.assertRaisesRegex(UserError, "cannot be answered"):
            self.record.action_make_answer_link()

    def test_caller_first_customer_after(self):
        """What the customer says replaces what the caller noted."""
        question = self.survey.question_ids[0]
        record = self.record.with_user(self.caller)
        record.save_answers({question.id: self._pick(question, "basically_satisfied")})
        self._submit("satisfied")
        self.assertEqual(len(self.answer.user_input_line_ids), 4)
        self.assertEqual(self.record.satisfaction, "satisfied")

    def test_sheet_for_paper(self):
        """U3: printed with its questions, the QR code and room for a signature."""
        report = self.env["ir.actions.report"].with_user(self.caller)
        html, _kind = report._render_qweb_html(
            "callback_base.callback_questionnaire_report", self.record.ids
        )
        text = html.decode()
        for part in ("Question 4", "rather satisfied", "data:image/png", "Signature"):
            self.assertIn(part, text)

    def test_no_link_before_it_is_asked_for(self):
        """A callback without answers shows no link and no code."""
        record = self._create_record(user_id=self.caller.id).with_user(self.caller)
        self.assertFalse(record.answer_url)
        self.assertFalse(record.answer_qr)

    def test_deleting_callbacks_with_and_without_answers(self):
        """BASE-23: an unanswered link goes with its callback, answers do not."""
        unanswered = self._create_record(user_id=self.caller.id)
        unanswered.action_make_answer_link()
        sheet = unanswered.answer_id
        unanswered.with_user(self.manager).unlink()
        self.assertFalse(sheet.exists())
        question = self.survey.question_ids[0]
        self.record.save_answers({question.id: self._pick(question, "satisfied")})
        self.record.action_cancel("Moved away")
        with self.assertRaisesRegex(UserError, "holds answers"):
            self.record.with_user(self.manager).unlink()

    def test_answers_of_the_customer_are_not_changed(self):
        """BASE-23: a caller does not rewrite what the customer sent."""
        self._submit("basically_satisfied")
        question = self.survey.question_ids[0]
        record = self.record.with_user(self.caller)
        with self.assertRaisesRegex(UserError, "answered by the link"):
            record.save_answers({question.id: self._pick(question, "satisfied")})
