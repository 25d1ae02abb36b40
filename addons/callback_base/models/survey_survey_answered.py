# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class SurveySurvey(models.Model):
    """What customers answered is evidence, and so is what they were asked (BASE-23)."""

    _inherit = "survey.survey"

    @api.ondelete(at_uninstall=True)
    def _unlink_except_callback_answered(self):
        """Answers outlive the addon that brought the questionnaire (BASE-23)."""
        self._check_callback_unanswered()

    def _check_callback_unanswered(self):
        """Raise when customers answered one of the questionnaires.

        :raises UserError: naming the questionnaire
        """
        answered = (
            self.env["survey.user_input"]
            .sudo()  # only looks whether there are answers
            .search(
                [
                    ("survey_id", "in", self.ids),
                    ("callback_record_id", "!=", False),
                    ("user_input_line_ids", "!=", False),
                ],
                limit=1,
            )
        )
        if answered:
            raise UserError(
                self.env._(
                    "%(survey)s cannot be deleted: customers answered it.",
                    survey=answered.survey_id.title,
                )
            )
