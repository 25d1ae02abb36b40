# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRecord(models.Model):
    """Answers of a questionnaire that open an issue (F3-26, E1-26)."""

    _inherit = "callback.record"

    def _on_answer_flag(self, lines):
        """Report what an answer brings up to the superior, once for each question.

        The number of the case is noted nowhere the caller reads: it is confidential.
        """
        result = super()._on_answer_flag(lines)
        # sudo: the case may be hidden from who enters the answer.
        record = self.sudo()
        known = record.complaint_ids.answer_question_id
        for question, chosen in lines.grouped("question_id").items():
            if question in known:
                continue
            labels = ", ".join(chosen.suggested_answer_id.mapped("value"))
            reason = chosen[0]._get_callback_reason()
            text = f"{chosen[0]._get_callback_question()} {labels}"
            record._open_complaint(
                {
                    "kind": "misconduct",
                    "subject": text[:80],
                    "description": "\n".join(filter(None, [text, reason])),
                    "answer_question_id": question.id,
                }
            )
        return result

    def _get_unhappy(self):
        """Those whose customer is dissatisfied, by the answers as well."""
        unhappy = super()._get_unhappy()
        # sudo: callers have no rights of the survey app.
        lines = (self - unhappy).sudo().answer_id.user_input_line_ids
        bad = lines._get_callback_dissatisfied().user_input_id
        found = self.sudo().filtered(lambda record: record.answer_id in bad)  # as above
        return unhappy | self.browse(found.ids)
