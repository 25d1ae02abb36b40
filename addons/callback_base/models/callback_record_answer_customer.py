# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

from .callback_record_survey import LINK_CHANNEL

#: Code of the evidence that an answer of the customer is by itself.
FORM_KIND = "form"


class CallbackRecord(models.Model):
    """What happens when the customer has answered by the link."""

    _inherit = "callback.record"

    def _take_over_customer_answers(self):
        """The customer answered by the link: note it, log it, perhaps finish. sudo.

        The contact is logged as an attempt of the caller on the channel of the link;
        where the rule does not allow that channel, it does not count as the callback.
        """
        record = self.with_context(callback_by_customer=True)
        channel = self.env["callback.channel"]._get_by_code(LINK_CHANNEL)
        allowed = record.allowed_channel_ids
        self.env["callback.attempt"].with_context(callback_by_customer=True).create(
            {
                "record_id": record.id,
                "channel_id": channel.id,
                "user_id": (record.user_id or self.env.ref("base.user_root")).id,
                "outcome": "answered" if channel in allowed or not allowed else "other",
                "note": self.env._("Answered by the customer through the link"),
            }
        )
        record._take_over_answers(record.answer_id.user_input_line_ids)
        line = record.policy_id._get_questionnaire_lines(record.type_id, channel)[:1]
        lines = record.answer_id.user_input_line_ids
        if line.finish_on_answer and not lines._get_callback_dissatisfied():
            record._finish_by_answer()

    def _finish_by_answer(self):
        """Finish as far as the rules allow; what they lack is noted for the caller."""
        kind = self.type_id
        try:
            with self.env.cr.savepoint():
                self.write(
                    {
                        "content": self.content
                        or kind.phrase_content
                        or self.survey_id.title,
                        "problem": self.problem
                        or kind.phrase_problem
                        or self.env._("None"),
                        "result": self.result
                        or kind.phrase_result
                        or self.env._("Answered by the customer through the link"),
                    }
                )
                self.action_done()
        except UserError as error:
            self.invalidate_recordset()
            self.message_post(
                body=self.env._(
                    "The customer has answered. Not finished yet: %(reason)s",
                    reason=error.args[0],
                )
            )

    def _check_contact(self, channel, user, moment):
        """A customer who answers on the own initiative needs no contact window."""
        if self.env.su and self.env.context.get("callback_by_customer"):
            return
        super()._check_contact(channel, user, moment)

    def _get_missing_evidence(self):
        """What the customer filled in and sent is itself the completed form."""
        missing = super()._get_missing_evidence()
        if not missing:
            return missing
        answer = self.sudo().answer_id  # callers have no rights of the survey app
        if answer.state == "done" and answer.callback_answered_by == "customer":
            return [kinds for kinds in missing if FORM_KIND not in kinds.mapped("code")]
        return missing
