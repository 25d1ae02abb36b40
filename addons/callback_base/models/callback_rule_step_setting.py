# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackRuleStep(models.Model):
    """Time limits that the text leaves blank and a setting gives (X-34).

    The number is kept on the step, so that everything that counts reads it there; it
    follows the setting as long as the version is a draft.
    """

    _inherit = "callback.rule.step"

    quantity_setting_id = fields.Many2one(
        "callback.setting",
        string="Length from the setting",
        domain="[('kind', '=', 'number')]",
        ondelete="restrict",
        help="Open point of the text that gives the length of the time limit. The "
        "policy decides it before it is put in force.",
    )

    @api.constrains("quantity_setting_id")
    def _check_quantity_setting(self):
        for step in self:
            setting = step.quantity_setting_id
            if setting and setting.kind != "number":
                raise ValidationError(
                    self.env._(
                        "Step “%(step)s”: the setting %(setting)s is not a number.",
                        step=step.display_name,
                        setting=setting.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A length that a setting gives need not be typed."""
        for vals in vals_list:
            if vals.get("quantity_setting_id"):
                vals.setdefault("quantity", 0)
        steps = super().create(vals_list)
        steps._take_setting()
        return steps

    def write(self, vals):
        """A length that a setting gives is not typed over."""
        result = super().write(vals)
        if {"quantity", "quantity_setting_id", "rule_id"} & set(vals):
            self._take_setting()
        return result

    def _take_setting(self):
        """Take over the length from the settings of the policy; blank is 0."""
        for step in self.filtered("quantity_setting_id"):
            number = step.policy_id._get_whole_setting(step.quantity_setting_id) or 0
            if step.quantity != number:
                step.quantity = number
