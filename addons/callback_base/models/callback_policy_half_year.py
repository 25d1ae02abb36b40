# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import ValidationError


class CallbackPolicy(models.Model):
    """The reading of a half year has to fit the rules that use it."""

    _inherit = "callback.policy"

    @api.constrains("half_year")
    def _check_half_year_rules(self):
        self.rule_ids._check_rolling()

    def _get_activation_problems(self):
        """Steps are records of their own: they are looked at when all are there."""
        problems = super()._get_activation_problems()
        for rule in self.rule_ids:
            try:
                rule._check_rolling()
            except ValidationError as error:
                problems.append(error.args[0])
        return problems
