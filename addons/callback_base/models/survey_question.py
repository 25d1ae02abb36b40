# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from types import MappingProxyType

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .survey_survey_setup import CallbackQuestion

#: A change of these makes another question, which is no longer counted with the old.
MEANING_FIELDS = frozenset(
    {
        "title",
        "question_type",
        "scale_min",
        "scale_max",
        "is_page",
        "callback_satisfied_from",
    }
)


class SurveyQuestion(models.Model):
    """A question of a callback: fixed when answered, counted across versions."""

    _name = "survey.question"
    _inherit = ["survey.question", "callback.survey.part.mixin"]
    _callback_parent = "survey_id"
    _callback_free_fields = frozenset(
        {
            "background_image",
            "callback_mapped_to_id",
            "callback_mixes_quotes",
            "suggested_answer_ids",
            "user_input_line_ids",
        }
    )

    callback_sets_satisfaction = fields.Boolean(
        string="Sets the satisfaction",
        help="The chosen answer says how satisfied the customer is on the whole. With "
        "several such questions the worst answer counts.",
    )
    callback_mapped_to_id = fields.Many2one(
        "survey.question",
        string="Counted with",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The question of an earlier version that asks the same. Without it, the "
        "two versions are not counted in one rate.",
    )
    callback_lock_reason = fields.Char(related="survey_id.callback_lock_reason")
    callback_origin_id = fields.Many2one(
        related="survey_id.callback_origin_id", string="First version"
    )

    @api.constrains("question_type", "survey_id")
    def _check_callback_question_type(self):
        for question in self:
            survey = question.survey_id
            if question.question_type == "matrix" and survey.survey_type == "callback":
                raise ValidationError(
                    self.env._(
                        "%(survey)s, “%(question)s”: ask each row of a matrix as a "
                        "question of its own.",
                        survey=survey.title,
                        question=question.title,
                    )
                )

    @api.constrains("callback_mapped_to_id", "question_type")
    def _check_callback_mapping(self):
        """A question is counted with one of an earlier version and of its kind."""
        for question in self.filtered("callback_mapped_to_id"):
            earlier = question.callback_mapped_to_id
            same = question.callback_origin_id == earlier.callback_origin_id
            before = (
                earlier.survey_id.callback_version < question.survey_id.callback_version
            )
            if not (same and before) or earlier.question_type != question.question_type:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” can be counted with a question of the same "
                        "kind in an earlier version of its questionnaire only, not "
                        "with “%(earlier)s”.",
                        question=question.title,
                        earlier=earlier.title,
                    )
                )

    def write(self, vals):
        """A changed question is no longer counted with the one it was copied from."""
        if MEANING_FIELDS & set(vals) and "callback_mapped_to_id" not in vals:
            vals = {**vals, "callback_mapped_to_id": False}
        return super().write(vals)

    def _get_callback_surveys(self):
        return self.survey_id

    # Answers given on a callback ----------------------------------------------------

    def validate_question(self, answer, comment=None):
        """On the customer's page too, options are the question's and have reasons."""
        errors = super().validate_question(answer, comment)
        if errors or self.survey_id.survey_type != "callback":
            return errors
        if self.question_type in ("simple_choice", "multiple_choice"):
            chosen = answer if isinstance(answer, list) else [answer] if answer else []
            options = self.suggested_answer_ids.filtered(lambda o: str(o.id) in chosen)
            if len(options) < len(chosen):
                return {self.id: self.env._("Choose one of the answers shown.")}
            bad = any(options.mapped("callback_is_dissatisfied"))
            if bad and not (comment or "").strip():
                return {
                    self.id: self.env._("Please tell us why you are not satisfied.")
                }
        return {}

    def _get_callback_memory(self):
        """Return what answering asks of this question, as ``CallbackQuestion``."""
        self.ensure_one()
        options = {
            o.id: (o.answer_score, o.is_correct) for o in self.suggested_answer_ids
        }
        return CallbackQuestion(
            self.question_type, self.sequence, MappingProxyType(options)
        )

    def _prepare_callback_lines(self, value, reason="", known=None):
        """Return the answer lines for a value that the caller entered.

        :param value: id of an option, list of ids, number, text or date by the kind
            of the question; empty: not answered
        :param reason: what the customer said to a choice
        :param known: the ``CallbackQuestion``, when it is at hand
        :returns: list of values of ``survey.user_input.line``
        :raises ValidationError: naming the question and what is wrong
        """
        self.ensure_one()
        known = known or self._get_callback_memory()
        kind, base = known.kind, {"question_id": self.id, "skipped": False}
        if kind in ("simple_choice", "multiple_choice"):
            chosen = value if isinstance(value, list) else [value] if value else []
            options = list(known.options)
            single = kind == "simple_choice"
            if any(o not in options for o in chosen) or (single and len(chosen) > 1):
                raise self._get_callback_error(value)
            lines = [
                {**base, "answer_type": "suggestion", "suggested_answer_id": option}
                for option in chosen
            ]
            if chosen and (reason or "").strip():
                text = {"answer_type": "char_box", "value_char_box": reason.strip()}
                lines.append({**base, **text})
            return lines
        if self._is_callback_empty(value):
            return []
        parsed = self._parse_callback_value(value)
        return [{**base, "answer_type": kind, f"value_{kind}": parsed}]

    @api.model
    def _is_callback_empty(self, value):
        """Say whether a value is no answer; nought is one."""
        if isinstance(value, str):
            return not value.strip()
        return value is None or value is False or value == []

    def _parse_callback_value(self, value):
        kind = self.question_type
        try:
            if kind == "scale":
                parsed = int(value)
                valid = self.scale_min <= parsed <= self.scale_max
            elif kind == "numerical_box":
                parsed = float(value)
                valid = not self._validate_numerical_box(value)
            elif kind in ("date", "datetime"):
                moment = (
                    fields.Date.to_date(value)
                    if kind == "date"
                    else fields.Datetime.to_datetime(value)
                )
                parsed = self._fields[f"answer_{kind}"].to_string(moment)
                valid = not self._validate_date(parsed)
            else:
                parsed = str(value).strip()
                valid = kind != "char_box" or not self._validate_char_box(parsed)
        except (TypeError, ValueError) as error:
            raise self._get_callback_error(value) from error
        if not valid:
            raise self._get_callback_error(value)
        return parsed

    def _get_callback_error(self, value):
        return ValidationError(
            self.env._(
                "“%(question)s” cannot be answered with “%(value)s”.",
                question=self.title,
                value=value,
            )
        )

    def _get_callback_sheet(self, lines, parameters):
        """Return a question with its answer, as the form shows it.

        :param lines: the ``survey.user_input.line`` of this question
        :param parameters: what its text quotes, see ``survey_question_quote.py``
        """
        self.ensure_one()
        choices = lines.filtered(lambda line: line.answer_type == "suggestion")
        chosen = choices.suggested_answer_id.ids
        if self.question_type == "multiple_choice":
            value = chosen
        elif self.question_type == "simple_choice":
            value = chosen[0] if chosen else False
        else:
            line = lines.filtered("answer_type")[:1]
            value = line._get_callback_plain() if line else False
        return {
            "id": self.id,
            "title": self._get_callback_title(parameters),
            "section": self.page_id.title or "",
            "type": self.question_type,
            "mandatory": self.constr_mandatory,
            "min": self.scale_min,
            "max": self.scale_max,
            "options": [
                {
                    "id": option.id,
                    "label": option.value or "",
                    "dissatisfied": option.callback_is_dissatisfied,
                }
                for option in self.suggested_answer_ids
            ],
            "triggers": self.triggering_answer_ids.ids,
            "value": value,
            "reason": choices[:1]._get_callback_reason() if choices else "",
        }
