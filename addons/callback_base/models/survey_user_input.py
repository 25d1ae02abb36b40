# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .prefetch import prefetch_lines

#: What is looked at when a callback is finished: of the sheet and of its lines.
SHEET_FIELDS = ("callback_answered_by", "callback_record_id", "state", "survey_id")
LINE_FIELDS = (
    "answer_type",
    "question_id",
    "skipped",
    "suggested_answer_id",
    "survey_id",
    "value_char_box",
)


class SurveyUserInput(models.Model):
    """The answers of one callback; with its file they are sealed (BASE-19)."""

    _inherit = "survey.user_input"

    callback_record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    callback_answered_by = fields.Selection(
        [("caller", "Caller for the customer"), ("customer", "Customer")],
        string="Answered by",
        readonly=True,
        copy=False,
    )
    callback_user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _callback_unique = models.UniqueIndex(
        "(callback_record_id) WHERE callback_record_id IS NOT NULL",
        "A callback has one answer sheet.",
    )

    @api.depends(
        "user_input_line_ids.answer_score",
        "user_input_line_ids.question_id",
        "predefined_question_ids.answer_score",
    )
    def _compute_scoring_values(self):
        """Questionnaires of callbacks have no score: there is nothing to add up."""
        ours = self.filtered("callback_record_id")
        ours.scoring_percentage = ours.scoring_total = 0
        return super(SurveyUserInput, self - ours)._compute_scoring_values()

    @api.depends("scoring_percentage", "survey_id")
    def _compute_scoring_success(self):
        """Without a score nobody passes or fails."""
        ours = self.filtered("callback_record_id")
        ours.scoring_success = False
        return super(SurveyUserInput, self - ours)._compute_scoring_success()

    def write(self, vals):
        """The answers of a sealed callback stay, whoever asks."""
        free = self.env["callback.record"]._get_fields_free_after_archive()
        if not set(vals) <= free:
            self._check_callback_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_archived(self):
        self._check_callback_open()

    def _check_callback_open(self):
        """Raise when answers belong to a sealed file, or are not the user's to give.

        The superuser is bound by the seal as well.
        """
        # sudo: only looks whether the callback is archived.
        answers = self.sudo().filtered("callback_record_id")
        sealed = answers.callback_record_id.filtered("archive_id")
        if sealed:
            raise UserError(
                self.env._(
                    "%(record)s is archived: its answers cannot be changed.",
                    record=sealed[0].name,
                )
            )
        if answers and not self.env.su:
            raise UserError(
                self.env._(
                    "The answers of %(record)s are entered on its form only.",
                    record=answers[0].callback_record_id.name,
                )
            )

    def _get_callback_link_problem(self):
        """Return why the customer's link is of no more use, or False.

        :returns: "used", "cancelled", "closed", "expired" or False
        """
        self.ensure_one()
        record = self.callback_record_id
        if self.state == "done":
            return "used"
        if record.state == "cancelled":
            return "cancelled"
        if record.state not in ("planned", "ongoing") or record.archive_id:
            return "closed"
        if self.deadline and self.deadline < fields.Datetime.now():
            return "expired"
        return False

    def _save_lines(self, question, answer, comment=None, overwrite_existing=True):
        """What the customer says replaces what a caller noted before."""
        if self.callback_record_id:
            overwrite_existing = True
        return super()._save_lines(question, answer, comment, overwrite_existing)

    def _mark_done(self):
        """When the customer has finished, the callback takes the answers over."""
        answers = self.filtered("callback_record_id")
        if answers:
            answers.write({"callback_answered_by": "customer"})
        result = super()._mark_done()
        for answer in answers:
            answer.callback_record_id._take_over_customer_answers()
        return result

    def _prefetch_callback_lines(self):
        """Read what the checks look at, answers and their lines by one query each."""
        answers = self.sudo()  # read by superuser anyway
        answers.fetch(SHEET_FIELDS)
        prefetch_lines(answers, "user_input_line_ids", LINE_FIELDS)
