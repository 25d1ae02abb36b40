# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SurveyUserInputLine(models.Model):
    """Single answers are as fixed as the sheet they are on."""

    _inherit = "survey.user_input.line"

    @api.model_create_multi
    def create(self, vals_list):
        """No answer is added to a sealed callback."""
        lines = super().create(vals_list)
        lines.user_input_id._check_callback_open()
        return lines

    def write(self, vals):
        """No answer of a sealed callback is changed."""
        self.user_input_id._check_callback_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_archived(self):
        self.user_input_id._check_callback_open()

    # Answers of callbacks -----------------------------------------------------------

    def _get_callback_dissatisfied(self):
        """Return the lines that say the customer is dissatisfied."""
        return self.filtered(
            lambda line: (
                line.suggested_answer_id.id in line.survey_id._get_callback_setup().bad
            )
        )

    def _get_callback_reason(self):
        """Return what the customer said about this question, in own words."""
        self.ensure_one()
        question = self.question_id
        lines = self.user_input_id.user_input_line_ids.filtered(
            lambda line: line.question_id == question and line.answer_type == "char_box"
        )
        texts = [(line.value_char_box or "").strip() for line in lines]
        return " ".join(filter(None, texts))

    @api.model
    def _get_callback_value(self, kind):
        return "suggested_answer_id" if kind == "suggestion" else f"value_{kind}"

    def _get_callback_key(self, vals_list=None):
        """Return what is answered, to compare the lines of a question with new ones."""
        if vals_list is None:
            pairs = [(line.answer_type, line._get_callback_plain()) for line in self]
        else:
            name = self._get_callback_value
            kinds = [vals["answer_type"] for vals in vals_list]
            pairs = [
                (kind, vals[name(kind)])
                for kind, vals in zip(kinds, vals_list, strict=True)
            ]
        return sorted((kind or "", str(value)) for kind, value in pairs)

    def _get_callback_plain(self):
        """Return the value as id, number or text."""
        self.ensure_one()
        if not self.answer_type:
            return None
        value = self[self._get_callback_value(self.answer_type)]
        if self.answer_type == "suggestion":
            return value.id
        if self.answer_type in ("date", "datetime"):
            field = self._fields[f"value_{self.answer_type}"]
            return field.to_string(value)
        return value

    def _get_callback_content(self):
        """Return the canonical values of one answer for the sealed file."""
        self.ensure_one()
        question, option = self.question_id, self.suggested_answer_id
        return {
            "id": self.id,
            "question_id": question.id,
            "question": self._get_callback_question(),
            "question_type": question.question_type,
            "answer_type": self.answer_type or None,
            "skipped": self.skipped,
            "value": self._get_callback_plain(),
            "label": option.value or None,
            "score": self.answer_score,
            "dissatisfied": option.callback_is_dissatisfied,
            "opens_issue": option.callback_opens_issue,
        }
