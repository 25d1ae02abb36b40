# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError, ValidationError


class CallbackPolicy(models.Model):
    """Numbers that rules take from settings: none of them stays blank (X-34)."""

    _inherit = "callback.policy"

    def _get_whole_setting(self, setting):
        """Return a setting as a whole number, None while it is blank.

        :raises ValidationError: for a number with decimals
        """
        self.ensure_one()
        line = self.setting_ids.filtered(lambda line: line.setting_id == setting)
        value = setting._parse(line.value)
        if value is None:
            value = setting._parse(setting.default_value)
        if value is not None and not isinstance(value, int):
            raise ValidationError(
                self.env._(
                    "%(policy)s, setting %(setting)s: %(value)s is not a whole number, "
                    "and a time limit counts whole units.",
                    policy=self.display_name,
                    setting=setting.display_name,
                    value=str(value),
                )
            )
        return value

    def _get_decided_setting(self, setting):
        """Return a setting as a whole number.

        :raises UserError: while the policy does not decide it
        """
        number = self._get_whole_setting(setting)
        if number is None:
            raise UserError(self._get_blank_text(setting))
        return number

    def _get_blank_text(self, setting):
        return self.env._(
            "%(policy)s does not decide %(setting)s, for which there is no default.",
            policy=self.display_name,
            setting=setting.display_name,
        )

    def _get_fed_settings(self):
        """Return the settings from which parts of the policy take a number."""
        self.ensure_one()
        steps = self.rule_ids.step_ids
        return steps.quantity_setting_id | self.rule_ids.absence_setting_id

    def _get_blank_settings(self):
        """Return those of them that have no value yet."""
        fed = self._get_fed_settings()
        return fed.filtered(lambda s: self._get_whole_setting(s) is None)

    def _get_activation_problems(self):
        """A rule that takes a number from a setting needs it (V1-02, C2-04)."""
        problems = super()._get_activation_problems()
        listed = self.setting_ids.filtered("is_missing").setting_id
        for setting in self._get_blank_settings() - listed:
            problems.append(self._get_blank_text(setting))
        return problems
