# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SurveyQuestionAnswer(models.Model):
    """An answer that counts as satisfied, on a scale of any number of points."""

    _inherit = "survey.question.answer"

    callback_is_satisfied = fields.Boolean(
        string="Counts as satisfied",
        help="In the rates of survey rounds. Without any mark on the question, the "
        "satisfaction of the answer decides, as the survey of the policy says.",
    )
