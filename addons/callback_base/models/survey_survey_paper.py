# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SurveySurvey(models.Model):
    """The questionnaire on paper, empty."""

    _inherit = "survey.survey"

    def _get_callback_round_rule(self):
        """Return the rule of surveys in rounds that this form is for, or none.

        Its printed form says who prepared, checked and approved it (P3-19).
        """
        self.ensure_one()
        # sudo: printed with the form is only who approved the policy, and when.
        rules = self.env["callback.satisfaction.rule"].sudo()
        return rules.search([("survey_id", "=", self.id)], limit=1)

    def _get_callback_paper(self):
        """Return the questions without answers, as the sheet of a callback has them."""
        self.ensure_one()
        none = self.env["survey.user_input.line"]
        return {
            "title": self.title,
            "questions": [q._get_callback_sheet(none, {}) for q in self.question_ids],
        }
