# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.callback_base.models.survey_question_answer import (
    SurveyQuestionAnswer as BaseAnswer,
)


class SurveyQuestionAnswer(models.Model):
    """Of which class the anomaly is that an answer opens (F3-47)."""

    _inherit = "survey.question.answer"
    _callback_free_fields = BaseAnswer._callback_free_fields | {
        "callback_issue_category_id"
    }

    callback_issue_category_id = fields.Many2one(
        "callback.complaint.category",
        string="Class of the issue",
        ondelete="restrict",
        index="btree_not_null",
        help="Class of the issue that this answer opens; it may be changed there.",
    )
