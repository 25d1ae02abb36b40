# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackPolicySetting(models.Model):
    """Steps follow the settings that give their time limits (X-34)."""

    _inherit = "callback.policy.setting"

    @api.model_create_multi
    def create(self, vals_list):
        """Steps that wait for the setting take it over."""
        lines = super().create(vals_list)
        lines._feed()
        return lines

    def write(self, vals):
        """Steps that count by the setting follow it."""
        result = super().write(vals)
        self._feed()
        return result

    def unlink(self):
        """Steps go back to the default of the catalogue, or to nothing."""
        policies = self.policy_id
        result = super().unlink()
        policies.rule_ids.step_ids._take_setting()
        return result

    def _feed(self):
        steps = self.policy_id.rule_ids.step_ids
        steps.filtered(
            lambda step: step.quantity_setting_id in self.setting_id
        )._take_setting()
