# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import ormcache

from ..placeholders import find_names


class SurveySurvey(models.Model):
    """Questionnaires whose questions quote parameters of the policy (U3-03)."""

    _inherit = "survey.survey"

    @ormcache("self.id")
    def _get_callback_names(self):
        """Return which settings the questions quote, in any language, sorted."""
        questions = self.sudo().question_ids  # sudo: kept for everybody; no secret
        names = set()
        for code, _name in self.env["res.lang"].get_installed():
            for question in questions.with_context(lang=code):
                names.update(find_names(question.title))
        return tuple(sorted(names))
