# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .satisfaction_common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestPaperForms(SatisfactionCommon):
    """Single paper forms, entered question by question (P3-12)."""

    @classmethod
    def _paper_round(cls, count, returned):
        survey = cls._round(recovery_target=0.85, survey_id=cls.survey.id)
        cls._to_issuing(survey)
        return survey, cls._forms(survey, count, returned)

    def _enter(self, form, options):
        form = form.with_user(self.caller)
        form.action_list_questions()
        form.action_list_questions()
        for line in form.line_ids:
            option = options.get(line.question_id)
            line.option_ids = option or False
        return form

    def test_answers_of_forms_are_counted(self):
        """Returned forms count, those that are not true do not."""
        with freeze_time("2026-03-16 02:00:00"):
            survey, forms = self._paper_round(4, 3)
            question = self.survey.question_ids.filtered(
                lambda q: q.question_type == "simple_choice"
            )[:1]
            first, second = question.suggested_answer_ids[:2]
            for form, option in zip(forms, (first, first, second, second), strict=True):
                self._enter(form, {question: option})
            survey.action_compute_results()
            line = survey.question_ids.filtered(lambda r: r.question_id == question)
            counts = {a.option_id: a.count for a in line.answer_ids}
            self.assertEqual((counts[first], counts[second]), (2, 1))
            forms[0].sudo().check_state = "untrue"
            survey.action_compute_results()
            line = survey.question_ids.filtered(lambda r: r.question_id == question)
            counts = {a.option_id: a.count for a in line.answer_ids}
            self.assertEqual((counts[first], counts[second]), (1, 1))

    def test_wrong_answers_are_refused(self):
        """Another question's answer, two ticks for one, a number off the scale."""
        scale = self.survey.question_ids.create(
            {
                "title": "How likely",
                "survey_id": self.survey.id,
                "question_type": "scale",
                "scale_min": 1,
                "scale_max": 5,
            }
        )
        with freeze_time("2026-03-16 02:00:00"):
            survey, forms = self._paper_round(2, 2)
            form = self._enter(forms[0], {})
            lines = {line.question_id: line for line in form.line_ids}
            choices = [q for q in lines if q.question_type == "simple_choice"]
            with self.assertRaisesRegex(ValidationError, "not several"):
                lines[choices[0]].option_ids = choices[0].suggested_answer_ids[:2]
            other = self._five_points().question_ids
            with self.assertRaisesRegex(ValidationError, "another question"):
                lines[choices[0]].option_ids = other.suggested_answer_ids[0]
            for number in ("0", "6", "4.5", "x"):
                with self.assertRaisesRegex(ValidationError, "not on the scale"):
                    lines[scale].number = number
            lines[scale].number = "4"
            other = self._enter(forms[1], {})
            other.line_ids.filtered(lambda r: r.question_id == scale).number = "5"
            survey.action_compute_results()
            line = survey.question_ids.filtered(lambda r: r.question_id == scale)
            self.assertEqual(line.mean_number, 4.5)
            survey.sudo().state = "reported"
            with self.assertRaisesRegex(UserError, "past this step"):
                lines[scale].number = "3"

    @classmethod
    def _five_points(cls):
        """Return another questionnaire."""
        return cls.env["survey.survey"].create(
            {
                "title": "Five points",
                "survey_type": "callback",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "Security",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [Command.create({"value": "P5"})],
                        }
                    )
                ],
            }
        )
