# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import models


class CallbackRecord(models.Model):
    """The questions of a callback with what they quote of its policy (U3-03)."""

    _inherit = "callback.record"

    def _get_question_parameters(self):
        """Return {code: value in words}: what was asked, or is going to be."""
        self.ensure_one()
        record = self.sudo()  # callers have no rights of the survey app
        survey, answer = record.survey_id, record.answer_id
        if answer and answer.survey_id == survey:
            return answer._get_callback_parameters()
        return record.policy_id._get_quotes(survey) if record.policy_id else {}

    def _get_question_title(self, question):
        """Return a question as it is put to this customer; for prints."""
        return question._get_callback_title(self._get_question_parameters())

    def _prepare_question_parameters(self, survey, lang):
        """Return the values that a new answer sheet keeps of what it quotes."""
        policy = self.policy_id.with_context(lang=lang)
        quotes = policy._get_quotes(survey) if policy else {}
        if not quotes:
            return {}
        text = json.dumps(quotes, ensure_ascii=False, sort_keys=True)
        return {"callback_parameters": text}
