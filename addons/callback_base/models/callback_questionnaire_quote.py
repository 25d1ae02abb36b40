# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import ValidationError


class CallbackQuestionnaire(models.Model):
    """A later version of a questionnaire quotes what the policy decides, too."""

    _inherit = "callback.questionnaire"

    @api.constrains("survey_id")
    def _check_quotes(self):
        for line in self.filtered("survey_id"):
            if line.policy_id.state == "draft":
                continue  # said when it is put in force
            problem = line.policy_id._get_quote_problem(line.survey_id)
            if problem:
                raise ValidationError(problem)
