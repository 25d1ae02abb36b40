# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CallbackPolicy(models.Model):
    """Settings of a version: what it decides where the texts leave a choice."""

    _inherit = "callback.policy"

    setting_ids = fields.One2many(
        "callback.policy.setting", "policy_id", string="Settings", copy=True
    )

    def _get_setting(self, code):
        """Return the typed value of a setting in this version.

        :param code: catalogue number, for example ``X-09``
        :returns: code of the choice, int or Decimal, Decimal amount, bool or text; the
            default of the catalogue where the version decides nothing; None for a
            setting that may stay empty (no look-back, no cap)
        :raises UserError: naming policy and setting, when it must be decided and is
            not; for a code that is not in the catalogue
        """
        self.ensure_one()
        line = self.setting_ids.filtered(lambda line: line.code == code)
        setting = line.setting_id or self.env["callback.setting"]._of_code(code)
        value = setting._parse(line.value)
        if value is None:
            value = setting._parse(setting.default_value)
        if value is None and setting.is_mandatory:
            raise UserError(
                self.env._(
                    "%(policy)s does not decide %(setting)s, for which there is no "
                    "default.",
                    policy=self.display_name,
                    setting=setting.display_name,
                )
            )
        return value

    def _get_activation_problems(self):
        """A setting without default must be decided (X-08, X-34, X-35)."""
        problems = super()._get_activation_problems()
        missing = self.setting_ids.filtered("is_missing").setting_id
        if missing:
            problems.append(
                self.env._(
                    "%(policy)s: these settings have no default and must be decided: "
                    "%(settings)s.",
                    policy=self.display_name,
                    settings=missing.mapped("display_name"),
                )
            )
        return problems
