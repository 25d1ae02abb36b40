# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackPolicy(models.Model):
    """What questionnaires quote of a policy version (U3-03)."""

    _inherit = "callback.policy"

    def _get_quotes(self, survey):
        """Return {code: value in words} of the settings a questionnaire quotes.

        What the version does not decide is not in it.
        """
        self.ensure_one()
        names = survey._get_callback_names() if survey else ()
        if not names:
            return {}
        quotes = {}
        # sudo: callers may be told what they ask the customers.
        for line in self.sudo().setting_ids.filtered(lambda s: s.code in names):
            text = line.setting_id._get_text(line.value)
            if text:
                quotes[line.code] = text
        return quotes

    def _get_quote_problem(self, survey):
        """Say which quoted settings the version does not decide, or return ""."""
        quoted = self._get_quotes(survey)
        unknown = [n for n in survey._get_callback_names() if n not in quoted]
        if not unknown:
            return ""
        return self.env._(
            "%(policy)s: the questionnaire %(survey)s quotes %(unknown)s, which is no "
            "setting that this version decides.",
            policy=self.display_name,
            survey=survey.display_name,
            unknown=[f"{{{name}}}" for name in unknown],
        )

    def _get_activation_problems(self):
        """Every questionnaire quotes only what the version decides (U3-03)."""
        problems = super()._get_activation_problems()
        surveys = self.questionnaire_ids.survey_id | self.rule_ids.type_id.survey_id
        found = [self._get_quote_problem(survey) for survey in surveys]
        return [*problems, *filter(None, found)]
