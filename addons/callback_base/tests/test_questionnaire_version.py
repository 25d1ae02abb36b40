# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireVersion(QuestionnaireCommon):
    """A changed question is a new version; rates do not mix them (BASE-35, U3-04)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls._create_survey("Versions", 2)
        cls.type.survey_id = cls.survey
        cls.rates = cls.env["callback.questionnaire"].with_user(cls.manager)

    def _finish_with(self, survey, *names):
        """Finish one callback for each name, all questions answered alike."""
        self.type.survey_id = survey
        for name in names:
            record = self._start_call()
            self._answer(record, name, reason="Because")
            record.action_done()

    def _new_version(self, survey=None):
        survey = survey or self.survey
        action = survey.with_user(self.manager).action_callback_new_version()
        return self.env["survey.survey"].browse(action["res_id"])

    def test_answered_questions_are_fixed(self):
        """Title, kind, options, scores, order and mandatory mark are not edited."""
        self._finish_with(self.survey, "satisfied")
        question = self.survey.question_ids[0]
        option = question.suggested_answer_ids[0]
        for user in (self.manager, self.env.ref("base.user_root")):
            asked, chosen = question.with_user(user), option.with_user(user)
            survey = self.survey.with_user(user)
            for change in (
                lambda q=asked: q.write({"title": "Other"}),
                lambda q=asked: q.write({"question_type": "text_box"}),
                lambda q=asked: q.write({"sequence": 99}),
                lambda q=asked: q.write({"constr_mandatory": False}),
                lambda q=asked: q.write(
                    {"suggested_answer_ids": [Command.create({"value": "New"})]}
                ),
                lambda q=asked: q.update_field_translations(
                    "title", {"en_US": "Other"}
                ),
                lambda o=chosen: o.write({"answer_score": 9}),
                lambda o=chosen: o.write({"value": "great"}),
                lambda o=chosen: o.write({"callback_is_dissatisfied": True}),
                lambda o=chosen: o.unlink(),
                lambda q=asked: q.unlink(),
                lambda s=survey: s.write(
                    {"question_and_page_ids": [Command.create({"title": "More"})]}
                ),
                lambda s=survey: s.write({"survey_type": "survey"}),
            ):
                with (
                    self.assertRaisesRegex(UserError, "Versions version 1.*1 answer"),
                    self.cr.savepoint(),
                ):
                    change()

    def test_answered_questions_outlive_their_addon(self):
        """BASE-23: answers are not lost when the addon of the question goes."""
        other = self._create_survey("Unused", 1)
        self._finish_with(self.survey, "satisfied")
        lines = self.survey.user_input_ids.user_input_line_ids
        self.assertTrue(lines)
        flag = {MODULE_UNINSTALL_FLAG: True}
        question = self.survey.question_ids[0]
        for kept in (question.suggested_answer_ids[0], question, self.survey):
            with (
                self.assertRaisesRegex(UserError, "customers answered it"),
                self.cr.savepoint(),
            ):
                kept.with_context(**flag).unlink()
        self.assertTrue(lines.exists())
        other.question_ids.with_context(**flag).unlink()
        self.assertFalse(other.question_ids)

    def test_questionnaire_in_force_is_fixed(self):
        """BASE-53: what a policy in force asks is not edited either."""
        self.env["callback.questionnaire"].create(
            {"policy_id": self.policy.id, "survey_id": self.survey.id}
        )
        with self.assertRaisesRegex(UserError, "in force"):
            self.survey.question_ids[0].title = "Other"

    def test_new_version_is_a_whole_copy(self):
        """The copy has the next number; answers keep their version."""
        self._finish_with(self.survey, "satisfied")
        second = self._new_version()
        self.assertEqual(second.title, "Versions")
        self.assertEqual(second.callback_version, 2)
        self.assertEqual(second.callback_previous_id, self.survey)
        self.assertEqual(
            second.question_ids.mapped("title"),
            self.survey.question_ids.mapped("title"),
        )
        second.question_ids[0].with_user(self.manager).title = "Other words"
        self._finish_with(second, "rather_satisfied")
        answers = self.env["survey.user_input"].search(
            [("survey_id", "in", (self.survey | second).ids)], order="id"
        )
        self.assertEqual(answers.survey_id.ids, [self.survey.id, second.id])
        self.assertEqual(self.survey.question_ids[0].title, "Question 1")
        third = self._new_version()
        self.assertEqual(third.callback_version, 3)

    def test_version_number_is_not_typed(self):
        """Only the button numbers a version."""
        survey = self.survey.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "New version"):
            survey.callback_version = 7

    def test_rate_of_one_version(self):
        """U3-04: counts and shares for each answer."""
        self._finish_with(
            self.survey, "satisfied", "satisfied", "dissatisfied", "rather_satisfied"
        )
        rate = self.rates.get_rate(self.survey.question_ids[0].id)
        self.assertEqual(rate["answered"], 4)
        self.assertEqual([o["count"] for o in rate["options"]], [2, 1, 0, 1])
        self.assertEqual([o["rate"] for o in rate["options"]], [50, 25, 0, 25])
        self.assertEqual((rate["dissatisfied"], rate["dissatisfied_rate"]), (1, 25))
        self.assertEqual(rate["versions"], [1])

    def test_rate_of_nothing(self):
        """T-10: no answers, no rate."""
        rate = self.rates.get_rate(self.survey.question_ids[0])
        self.assertEqual(rate["answered"], 0)
        self.assertIsNone(rate["dissatisfied_rate"])

    def test_unchanged_questions_count_together(self):
        """Only the first question was changed: the second one counts over versions."""
        self._finish_with(self.survey, "satisfied", "satisfied")
        second = self._new_version()
        second.question_ids[0].title = "Other words"
        self._finish_with(second, "satisfied", "dissatisfied")
        rate = self.rates.get_rate(second.question_ids[1])
        self.assertEqual(rate["versions"], [1, 2])
        self.assertEqual([o["count"] for o in rate["options"]], [3, 0, 0, 1])
        old = self.rates.get_rate(self.survey.question_ids[1])
        self.assertEqual([o["count"] for o in old["options"]], [3, 0, 0, 1])

    def test_changed_question_is_not_mixed(self):
        """Refused naming the version, unless a person says they ask the same."""
        self._finish_with(self.survey, "satisfied", "satisfied")
        second = self._new_version()
        question = second.question_ids[0]
        question.title = "Other words"
        self._finish_with(second, "dissatisfied")
        with self.assertRaisesRegex(UserError, "Other words.*version 1"):
            self.rates.get_rate(question)
        with self.assertRaisesRegex(UserError, "Question 1.*version 2"):
            self.rates.get_rate(self.survey.question_ids[0])
        alone = self.rates.get_rate(question, one_version=True)
        self.assertEqual((alone["answered"], alone["versions"]), (1, [2]))
        question.with_user(
            self.manager
        ).callback_mapped_to_id = self.survey.question_ids[0]
        rate = self.rates.get_rate(question)
        self.assertEqual([o["count"] for o in rate["options"]], [2, 0, 0, 1])

    def test_changed_options_are_mapped_one_by_one(self):
        """An answer that no answer of the other version means is named."""
        self._finish_with(self.survey, "satisfied", "rather_satisfied")
        second = self._new_version()
        question = second.question_ids[0]
        question.suggested_answer_ids[1].value = "fairly happy"
        self._finish_with(second, "satisfied")
        with self.assertRaisesRegex(UserError, "rather satisfied.*version 1"):
            self.rates.get_rate(question)
        question.suggested_answer_ids[
            1
        ].callback_mapped_to_id = self.survey.question_ids[0].suggested_answer_ids[1]
        rate = self.rates.get_rate(question)
        self.assertEqual([o["count"] for o in rate["options"]], [2, 1, 0, 0])

    def test_added_option_is_another_question(self):
        """Five points instead of four: not counted together by itself."""
        second = self._new_version()
        question = second.question_ids[0]
        question.suggested_answer_ids = [Command.create({"value": "no opinion"})]
        self.assertFalse(question.callback_mapped_to_id)

    def test_mapping_stays_inside_the_questionnaire(self):
        """A question is not counted with one of another questionnaire or kind."""
        other = self._create_survey("Another", 1)
        second = self._new_version()
        with self.assertRaisesRegex(ValidationError, "earlier version"):
            second.question_ids[0].callback_mapped_to_id = other.question_ids

    def test_rate_of_a_period_and_department(self):
        """Counted by the time of finishing and by the unit of the callback."""
        self._finish_with(self.survey, "satisfied", "dissatisfied")
        question = self.survey.question_ids[0]
        now = fields.Datetime.now()
        later = fields.Datetime.add(now, hours=1)
        self.assertEqual(self.rates.get_rate(question, date_from=later)["answered"], 0)
        self.assertEqual(self.rates.get_rate(question, date_to=later)["answered"], 2)
        for unit, count in ((self.head_office, 2), (self.other_branch, 0)):
            rate = self.rates.get_rate(question, department=unit.id)
            self.assertEqual(rate["answered"], count)

    def test_rate_takes_few_queries(self):
        """Counted by the database, however many answers there are."""
        question = self.survey.question_ids[0]

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.rates.get_rate(question)
            return self.cr.sql_log_count - before

        self._finish_with(self.survey, "satisfied", "dissatisfied")
        count()
        few = count()
        self._finish_with(self.survey, *["satisfied", "dissatisfied"] * 4)
        count()  # setting up the others emptied the caches
        self.assertLessEqual(count(), few)

    def test_rates_are_for_supervisors_and_auditors(self):
        """Callers see no rates; a supervisor counts the own department tree."""
        self._finish_with(self.survey, "satisfied")
        question = self.survey.question_ids[0]
        rates = self.env["callback.questionnaire"]
        with self.assertRaises(AccessError):
            rates.with_user(self.caller).get_rate(question.id)
        for user, count in ((self.supervisor, 1), (self.auditor, 1)):
            found = rates.with_user(user).get_rate(question.id)
            self.assertEqual(found["answered"], count)
        stranger = self._new_user("cb_far", "supervisor", self.other_branch)
        self.assertEqual(rates.with_user(stranger).get_rate(question.id)["answered"], 0)
