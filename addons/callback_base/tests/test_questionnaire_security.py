# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireSecurity(QuestionnaireCommon):
    """Who reads and keeps questionnaires and answers, as each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recruitment = cls.env["survey.survey"].create(
            {"title": "Not of callbacks", "survey_type": "survey"}
        )
        cls.record = cls._start_call()
        cls._answer(cls.record)
        cls.answer = cls.record.sudo().answer_id
        cls.line = cls.answer.user_input_line_ids[0]

    def test_reading_answers(self):
        """The own queue, the own department tree, the auditor everything."""
        stranger = self._new_user("cb_far2", "supervisor", self.other_branch)
        for user, seen in (
            (self.caller, True),
            (self.other_caller, False),
            (self.supervisor, True),
            (stranger, False),
            (self.manager, True),
            (self.auditor, True),
        ):
            for part in (self.answer, self.line):
                found = part.with_user(user).search([("id", "=", part.id)])
                self.assertEqual(bool(found), seen, (user.login, part))

    def test_nobody_writes_answers_directly(self):
        """Answers are given through the callback only, survey officers included."""
        officer = new_test_user(
            self.env, login="officer", groups="survey.group_survey_manager"
        )
        both = new_test_user(
            self.env,
            login="both",
            groups="survey.group_survey_manager,callback_base.callback_group_manager",
        )
        users = (self.caller, self.supervisor, self.manager, self.auditor)
        for user in (*users, officer, both):
            for change in (
                lambda u=user: self.line.with_user(u).write({"value_char_box": "x"}),
                lambda u=user: self.line.with_user(u).unlink(),
                lambda u=user: self.answer.with_user(u).write({"nickname": "x"}),
                lambda u=user: self.answer.with_user(u).unlink(),
            ):
                with self.assertRaises(UserError), self.cr.savepoint():
                    change()
        found = self.line.with_user(officer).search([("id", "=", self.line.id)])
        self.assertFalse(found)

    def test_reading_questionnaires(self):
        """Callers read the questions of callbacks, and no other survey."""
        for user in (self.caller, self.supervisor, self.manager, self.auditor):
            surveys = self.env["survey.survey"].with_user(user).search([])
            self.assertIn(self.survey, surveys)
            self.assertNotIn(self.recruitment, surveys)
            self.assertTrue(self.survey.question_ids.with_user(user).read(["title"]))

    def test_keeping_questionnaires(self):
        """Supervisors and managers write questionnaires, others do not."""
        for user in (self.supervisor, self.manager):
            survey = (
                self.env["survey.survey"]
                .with_user(user)
                .create(
                    {
                        "title": f"By {user.login}",
                        "survey_type": "callback",
                        "question_and_page_ids": [
                            Command.create(self._prepare_scale("One"))
                        ],
                    }
                )
            )
            survey.question_ids.title = "Another"
            self.assertEqual(survey.callback_version, 1)
            survey.action_callback_new_version()
            values = {"title": "No", "survey_type": "survey", "user_id": False}
            with self.assertRaises(AccessError):
                survey.create(values)
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                self.survey.with_user(user).write({"description_done": "x"})
            with self.assertRaises(AccessError):
                self.survey.with_user(user).action_callback_new_version()

    def test_policy_lines(self):
        """Managers write what a policy asks; callers and auditors read it."""
        draft = self.policy.copy({"version": 2, "code": "TP2"})
        lines = self.env["callback.questionnaire"]
        values = {"policy_id": draft.id, "survey_id": self.survey.id}
        line = lines.with_user(self.manager).create(values)
        for user in (self.caller, self.supervisor, self.auditor):
            self.assertTrue(line.with_user(user).read(["question_max"]))
            with self.assertRaises(AccessError):
                line.with_user(user).write({"question_max": 1})
            with self.assertRaises(AccessError):
                lines.with_user(user).create(values)

    def test_link_fields_are_guarded(self):
        """Nobody hangs other answers on a callback."""
        with self.assertRaises(AccessError):
            self.record.write({"answer_id": False})

    def test_concerned_person_sees_no_answers(self):
        """BASE-18: whom the callback is about does not see what was said."""
        seller = self._new_user("cb_seller", "manager", self.branch)
        self.assertTrue(self.answer.with_user(seller).search_count([]))
        self.record.sudo().concerned_user_ids = [Command.link(seller.id)]
        found = self.answer.with_user(seller).search([("id", "=", self.answer.id)])
        self.assertFalse(found)
