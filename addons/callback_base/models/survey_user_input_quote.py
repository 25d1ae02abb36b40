# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import fields, models


class SurveyUserInput(models.Model):
    """What the questions of a callback quoted when it was asked."""

    _inherit = "survey.user_input"

    callback_parameters = fields.Char(
        string="Quoted in the questions",
        readonly=True,
        copy=False,
        help="Settings of the policy and their values, as they were asked.",
    )

    def _get_callback_parameters(self):
        """Return {code of the setting: its value in words}."""
        return json.loads(self.callback_parameters or "{}")
