# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import api, fields, models

from .callback_record import OPEN_STATES

#: Code of the channel on which a customer answers by the link.
LINK_CHANNEL = "e_survey"


class CallbackRecord(models.Model):
    """The questionnaire of a callback, as the caller and the customer see it.

    Answers are one ``survey.user_input``, made when the first one is given or the
    customer's link is asked for. How they are saved and checked is in
    ``callback_record_answer.py``.
    """

    _inherit = "callback.record"
    _guarded_fields = frozenset({"answer_id"})

    answer_id = fields.Many2one(
        "survey.user_input",
        string="Answers",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        compute="_compute_survey_id",
        compute_sudo=True,
    )
    answer_sheet = fields.Json(
        string="Questions",
        compute="_compute_answer_sheet",
        inverse="_inverse_answer_sheet",
        compute_sudo=True,
        copy=False,
    )
    answer_url = fields.Char(
        string="Link for the customer",
        compute="_compute_answer_url",
        compute_sudo=True,
    )
    answer_qr = fields.Binary(
        string="QR code", compute="_compute_answer_qr", compute_sudo=True
    )
    answered_by = fields.Selection(
        related="answer_id.callback_answered_by", string="Answered by"
    )
    date_answer = fields.Datetime(
        related="answer_id.end_datetime", string="Answered on"
    )
    has_question_excess = fields.Boolean(
        string="Asks more than allowed",
        compute="_compute_has_question_excess",
        compute_sudo=True,
    )
    question_reason = fields.Char(
        string="Reason for more questions",
        copy=False,
        tracking=True,
        help="Why more questions were asked than the channel allows.",
    )

    # Computes ---------------------------------------------------------------

    @api.depends(
        "answer_id.survey_id",
        "answer_id.user_input_line_ids",
        "channel_id",
        "type_id.survey_id",
        "policy_id.questionnaire_ids.survey_id",
    )
    def _compute_survey_id(self):
        """Answers stay with what was asked; before, type and channel decide."""
        for record in self:
            answer = record.answer_id
            if answer.user_input_line_ids or record.state not in OPEN_STATES:
                record.survey_id = answer.survey_id
            elif record.policy_id:
                record.survey_id = record.policy_id._get_questionnaire(
                    record.type_id, record.channel_id
                )[0]
            else:
                record.survey_id = record.type_id.survey_id

    @api.depends("survey_id", "answer_id.state", "answer_id.user_input_line_ids")
    @api.depends_context("lang")
    def _compute_answer_sheet(self):
        for record in self:
            survey, answer = record.survey_id, record.answer_id
            if not survey:
                record.answer_sheet = False
                continue
            lines = answer.user_input_line_ids.grouped("question_id")
            quoted = record._get_question_parameters()
            record.answer_sheet = {
                "survey": survey.id,
                "title": survey.title,
                "version": survey.callback_version,
                "answered_by": answer.callback_answered_by or False,
                "done": answer.state == "done",
                "questions": [
                    question._get_callback_sheet(
                        lines.get(question, answer.user_input_line_ids.browse()), quoted
                    )
                    for question in survey.question_ids
                ],
            }

    @api.depends("answer_id.state", "state")
    def _compute_answer_url(self):
        for record in self:
            answer = record.answer_id
            live = bool(answer) and not answer._get_callback_link_problem()
            path = f"/callback/a/{answer.access_token}"
            record.answer_url = record.get_base_url() + path if live else False

    @api.depends("answer_url")
    def _compute_answer_qr(self):
        barcode = self.env["ir.actions.report"].barcode
        for record in self:
            url = record.answer_url
            picture = barcode("QR", url, width=240, height=240) if url else b""
            record.answer_qr = base64.b64encode(picture) or False

    @api.depends("survey_id", "channel_id", "type_id", "policy_id")
    def _compute_has_question_excess(self):
        for record in self:
            survey, policy = record.survey_id, record.policy_id
            record.has_question_excess = bool(
                survey
                and policy
                and policy._get_question_problem(record, survey, record.channel_id)
            )

    def _inverse_answer_sheet(self):
        """Save what the caller entered on the form.

        The value has the shape of the computed one; of each question only ``id``,
        ``value`` and ``reason`` are read.
        """
        for record in self:
            sheet = record.answer_sheet
            questions = sheet.get("questions", []) if isinstance(sheet, dict) else []
            record.save_answers(
                {
                    question["id"]: {
                        "value": question.get("value"),
                        "reason": question.get("reason"),
                    }
                    for question in questions
                }
            )

    # Actions --------------------------------------------------------------------

    def action_make_answer_link(self):
        """Make the link and QR code by which the customer answers alone. RPC.

        :raises UserError: for a closed callback, or one without a questionnaire
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("answered"))
        channel = self.env["callback.channel"]._get_by_code(LINK_CHANNEL)
        for record in self:
            record._ensure_answer(channel)
        return True

    # Hooks ----------------------------------------------------------------------

    def _on_dissatisfied(self, lines):
        """Hook: the customer is dissatisfied with something, and said why (L1-10).

        Called on one callback, as superuser, each time such an answer is recorded or
        corrected, before the callback is finished: may be called again for the same
        question, so what it makes must be made once.

        :param lines: the ``survey.user_input.line`` of the dissatisfied answers, one
            for each chosen option; ``line._get_callback_reason()`` is what was said
        """

    def _on_answer_flag(self, lines):
        """Hook: an answer that opens an issue whatever the satisfaction (F3-26).

        Called like ``_on_dissatisfied``, for options with ``callback_opens_issue``.

        :param lines: the ``survey.user_input.line`` of these answers
        """
