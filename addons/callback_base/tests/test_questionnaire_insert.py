# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .questionnaire_common import QuestionnaireCommon

#: What two sheets with the same answers differ by.
OWN = {"id", "access_token", "callback_record_id", "create_date", "write_date"}


@tagged("post_install", "-at_install")
class TestQuestionnaireInsert(QuestionnaireCommon):
    """Answers inserted in one statement are those that the ORM makes (BASE-12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        options = [
            Command.create(
                {"value": value, "answer_score": score, "is_correct": score > 1}
            )
            for score, value in enumerate(("Never", "Once", "Often"))
        ]
        cls.kinds = cls._create_survey(
            "Kinds",
            0,
            question_and_page_ids=[
                Command.create(cls._prepare_scale(f"Grade {n}", n)) for n in (3, 1)
            ]
            + [
                Command.create({"title": kind, "sequence": 7, "question_type": kind})
                for kind in ("scale", "char_box", "text_box")
            ]
            + [
                Command.create(
                    {
                        "title": "Several",
                        "question_type": "multiple_choice",
                        "suggested_answer_ids": options,
                    }
                )
            ],
        )
        cls.type.survey_id = cls.kinds

    def _keep_to_orm(self):
        """Let somebody have a default of his own, which the ORM has to mind."""
        # Of a field that is always given: the rows stay the same.
        self.env["ir.default"].set("survey.user_input", "state", "new")
        self.assertFalse(self.env["survey.user_input"]._is_callback_plain())

    def _get_answers(self, **changed):
        by_title = {q.title: q for q in self.type.survey_id.question_ids}
        answers = {
            "Grade 1": self._pick(by_title["Grade 1"], "rather_satisfied"),
            "Grade 3": {
                "value": self._pick(by_title["Grade 3"], "dissatisfied"),
                "reason": "Late",
            },
            "scale": 0,
            "char_box": " A word ",
            "text_box": "Some\nwords",
            "Several": by_title["Several"].suggested_answer_ids[1:].ids,
            **changed,
        }
        return {by_title[title].id: value for title, value in answers.items()}

    def _read_rows(self, record):
        """Return all columns of sheet, asked questions and lines of a callback."""
        self.env.flush_all()
        record.invalidate_recordset()
        sheet = record.sudo().answer_id
        self.env.cr.execute("SELECT * FROM survey_user_input WHERE id = %s", [sheet.id])
        rows = self.env.cr.dictfetchall()
        self.env.cr.execute(
            "SELECT * FROM survey_user_input_line WHERE user_input_id = %s ORDER BY id",
            [sheet.id],
        )
        rows += self.env.cr.dictfetchall()
        own = OWN | {"user_input_id"}
        return [
            {name: value for name, value in row.items() if name not in own}
            for row in rows
        ] + [sorted(sheet.predefined_question_ids.ids), record.satisfaction]

    @freeze_time("2026-03-09 02:00:00")
    def _save_both_ways(self, answers):
        """Return the callback answered in one statement and that by the ORM."""
        records = []
        for by_orm in (False, True):
            record = self._start_call()
            if by_orm:
                self._keep_to_orm()
            else:
                self.assertTrue(self.env["survey.user_input"]._is_callback_plain())
            record.save_answers(answers)
            record.env.flush_all()  # by the caller, as at the end of a request
            records.append(record)
        return records

    def test_rows_of_both_ways_are_equal(self):
        """Column by column, of every kind of question, a reason and a bad grade."""
        fast, slow = self._save_both_ways(self._get_answers())
        rows = self._read_rows(fast)
        self.assertEqual(len(rows), 1 + 8 + 2)  # sheet, lines, questions, satisfaction
        self.assertEqual(rows, self._read_rows(slow))
        self.assertEqual(fast.satisfaction, "dissatisfied")
        self.assertIn("Late", fast.dissatisfaction_reason)
        self.assertEqual(fast.dissatisfaction_reason, slow.dissatisfaction_reason)

    def test_questions_that_do_not_come_up(self):
        """F1-02: what is not asked after all is kept by neither way."""
        grades = self.kinds.question_ids.filtered(lambda q: "Grade" in q.title)
        several = self.kinds.question_ids.filtered(lambda q: q.title == "Several")
        several.triggering_answer_ids = grades.suggested_answer_ids.filtered(
            lambda option: option.callback_satisfaction == "basically_satisfied"
        )
        fast, slow = self._save_both_ways(self._get_answers())
        rows = self._read_rows(fast)
        self.assertEqual(len(rows), 1 + 6 + 2)
        self.assertEqual(rows, self._read_rows(slow))

    def test_other_kinds_go_the_way_of_the_orm(self):
        """A number and a date are worth what the question says."""
        survey = self._create_survey(
            "Scored",
            0,
            question_and_page_ids=[
                Command.create(
                    {
                        "title": "Number",
                        "question_type": "numerical_box",
                        "answer_numerical_box": 3,
                        "is_scored_question": True,
                        "answer_score": 5,
                    }
                ),
            ],
        )
        self.type.survey_id = survey
        record = self._start_call()
        record.save_answers({survey.question_ids.id: 3})
        line = record.sudo().answer_id.user_input_line_ids
        self.assertEqual((line.answer_score, line.answer_is_correct), (5, True))

    def test_lists_of_the_questionnaire_hold_the_answers(self):
        """What was read before the answers shows them afterwards."""
        survey, record = self.kinds, self._start_call()
        question = survey.question_ids[0]
        self.assertFalse(
            survey.user_input_ids | question.user_input_line_ids.user_input_id
        )
        self.assertEqual(survey.answer_count, 0)
        record.save_answers(self._get_answers())
        self.assertEqual(survey.user_input_ids, record.sudo().answer_id)
        self.assertEqual(survey.answer_count, 1)
        self.assertTrue(question.user_input_line_ids)

    def test_wrong_first_answers_are_refused(self):
        """An option of another question, two of one, no reason: nothing stays."""
        grade = self.kinds.question_ids.filtered(lambda q: q.title == "Grade 1")
        other = self.kinds.question_ids.filtered(lambda q: q.title == "Grade 3")
        record = self._start_call()
        bad = self._pick(grade, "dissatisfied")
        for value, error, message in (
            (self._pick(other, "satisfied"), ValidationError, "Grade 1"),
            (grade.suggested_answer_ids[:2].ids, ValidationError, "Grade 1"),
            (bad, ValidationError, "ask why"),
        ):
            with self.assertRaisesRegex(error, message), self.cr.savepoint():
                record.save_answers(self._get_answers(**{"Grade 1": value}))
        stranger = self.survey.question_ids[0]
        with self.assertRaisesRegex(UserError, "not asked"), self.cr.savepoint():
            record.save_answers({stranger.id: self._pick(stranger, "satisfied")})
        self.assertFalse(record.sudo().answer_id)

    def test_required_question_left_empty(self):
        """BASE-35: the other answers are kept, the finish names what is missing."""
        record = self._start_call()
        record.save_answers(self._get_answers(**{"Grade 1": False}))
        with self.assertRaisesRegex(ValidationError, "Grade 1"):
            record.action_done()

    def test_answers_are_corrected_afterwards(self):
        """The rows are the ORM's to change."""
        record = self._start_call()
        record.save_answers(self._get_answers())
        grade = self.kinds.question_ids.filtered(lambda q: q.title == "Grade 3")
        record.save_answers({grade.id: self._pick(grade, "satisfied")})
        lines = record.sudo().answer_id.user_input_line_ids
        own = lines.filtered(lambda line: line.question_id == grade)
        self.assertEqual(own.mapped("answer_score"), [4.0])
        self.assertEqual(record.satisfaction, "rather_satisfied")
