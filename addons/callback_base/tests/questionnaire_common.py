# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .common import CallbackCommon

SCALE = ("satisfied", "rather_satisfied", "basically_satisfied", "dissatisfied")


class QuestionnaireCommon(CallbackCommon):
    """The small world with questionnaires."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls._create_survey("Repairs", 4)
        cls.type.survey_id = cls.survey

    @classmethod
    def _create_survey(cls, title, count=1, **values):
        """Return a questionnaire of ``count`` 4-point questions."""
        return cls.env["survey.survey"].create(
            {
                "title": title,
                "survey_type": "callback",
                "question_and_page_ids": [
                    Command.create(cls._prepare_scale(f"Question {number}", number))
                    for number in range(1, count + 1)
                ],
                **values,
            }
        )

    @classmethod
    def _prepare_scale(cls, title, sequence=1, **values):
        options = [
            {
                "value": name.replace("_", " "),
                "sequence": number,
                "answer_score": 4 - number,
                "callback_satisfaction": name,
                "callback_is_dissatisfied": name == "dissatisfied",
            }
            for number, name in enumerate(SCALE)
        ]
        return {
            "title": title,
            "sequence": sequence,
            "question_type": "simple_choice",
            "constr_mandatory": True,
            "callback_sets_satisfaction": True,
            "suggested_answer_ids": [Command.create(option) for option in options],
            **values,
        }

    @classmethod
    def _pick(cls, question, name):
        """Return the id of an option by its satisfaction."""
        return question.suggested_answer_ids.filtered(
            lambda option: option.callback_satisfaction == name
        ).id

    @classmethod
    def _answer(cls, record, name="satisfied", **entry):
        """Answer all questions of a callback alike."""
        questions = record.sudo().survey_id.question_ids
        record.save_answers(
            {q.id: {"value": cls._pick(q, name), **entry} for q in questions}
        )

    @classmethod
    def _start_call(cls, user=None, **values):
        """Return a callback that the caller is on the phone for."""
        record = cls._create_record(user_id=cls.caller.id, **values)
        record = record.with_user(user or cls.caller)
        record.action_start()
        record.log_attempt("phone", "answered")
        record.write({"content": "Asked", "problem": "None", "result": "Fine"})
        return record
