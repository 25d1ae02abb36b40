# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import ValidationError

from .callback_record_survey import LINK_CHANNEL


class CallbackRecord(models.Model):
    """Which answers a finished callback must hold (BASE-12, BASE-13)."""

    _inherit = "callback.record"

    def _check_done_facts(self):
        """A finished callback holds the answers that must be given (BASE-12)."""
        result = super()._check_done_facts()
        self.sudo()._check_answers()  # callers have no rights of the survey app
        return result

    def _prefetch_facts(self):
        """Read the answers too."""
        result = super()._prefetch_facts()
        # sudo: as for the check.
        self.sudo().answer_id._prefetch_callback_lines()
        return result

    def _check_answers(self):
        self.ensure_one()
        if not self.survey_id:
            return
        lines = self.answer_id.user_input_line_ids
        answered = lines.filtered(lambda line: not line.skipped).question_id
        given = set(answered.ids)
        missing = [n for n, must in self._get_asked() if must and n not in given]
        if missing:
            open_questions = answered.browse(missing)
            raise ValidationError(
                self.env._(
                    "%(record)s cannot be finished. Questions without an answer: "
                    "%(questions)s.",
                    record=self.name,
                    questions=open_questions.mapped("title"),
                )
            )
        self._check_answer_reasons()
        by_customer = self.answer_id.callback_answered_by == "customer"
        channel = self.channel_id
        if by_customer:
            channel = channel._get_by_code(LINK_CHANNEL)
        self.policy_id._check_question_limit(self, self.survey_id, channel)

    def _check_answer_reasons(self):
        """Any form of dissatisfaction has its reason (BASE-12, L1-10)."""
        bad = self.answer_id.user_input_line_ids._get_callback_dissatisfied()
        silent = bad.filtered(lambda line: not line._get_callback_reason())
        if silent:
            raise ValidationError(
                self.env._(
                    "%(rule)s: %(record)s, “%(question)s”: the customer is "
                    "dissatisfied; ask why and write the reason down.",
                    rule=self.policy_id._cite("questionnaire"),
                    record=self.name,
                    question=silent[0]._get_callback_question(),
                )
            )
