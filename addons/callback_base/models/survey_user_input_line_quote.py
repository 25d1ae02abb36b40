# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SurveyUserInputLine(models.Model):
    """An answer shows what was asked."""

    _inherit = "survey.user_input.line"

    def _get_callback_question(self):
        """Return the question as it was put to the customer."""
        self.ensure_one()
        parameters = self.user_input_id._get_callback_parameters()
        return self.question_id._get_callback_title(parameters)
