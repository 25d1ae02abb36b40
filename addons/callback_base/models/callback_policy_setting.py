# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackPolicySetting(models.Model):
    """What one policy version decides about one open point of the texts.

    The value is kept as text and read through ``callback.policy._get_setting``. New
    lines take the default of the catalogue; later changes of the catalogue do not
    reach them.
    """

    _name = "callback.policy.setting"
    _description = "Setting of a policy version"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _rec_name = "setting_id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    setting_id = fields.Many2one(
        "callback.setting", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="setting_id.sequence", store=True)
    code = fields.Char(related="setting_id.code")
    kind = fields.Selection(related="setting_id.kind")
    unit = fields.Char(related="setting_id.unit")
    is_mandatory = fields.Boolean(related="setting_id.is_mandatory")
    explanation = fields.Text(related="setting_id.explanation")
    value = fields.Char(
        compute="_compute_value", store=True, readonly=False, precompute=True
    )
    choice_id = fields.Many2one(
        "callback.setting.choice",
        compute="_compute_choice_id",
        inverse="_inverse_choice_id",
        domain="[('setting_id', '=', setting_id)]",
    )
    answer = fields.Selection(
        [("1", "Yes"), ("0", "No")],
        compute="_compute_answer",
        inverse="_inverse_answer",
    )
    is_missing = fields.Boolean(compute="_compute_is_missing")

    _setting_unique = models.UniqueIndex(
        "(policy_id, setting_id)", "A policy has each setting once."
    )

    @api.depends("setting_id")
    def _compute_value(self):
        for line in self:
            line.value = line.setting_id.default_value

    @api.depends("setting_id", "value")
    def _compute_choice_id(self):
        for line in self:
            value = (line.value or "").strip()
            line.choice_id = line.setting_id.choice_ids.filtered(
                lambda choice, value=value: choice.code == value
            )

    def _inverse_choice_id(self):
        for line in self.filtered(lambda line: line.kind == "selection"):
            if line.choice_id and line.choice_id.setting_id != line.setting_id:
                raise ValidationError(
                    self.env._(
                        "%(choice)s is no choice of %(setting)s.",
                        choice=line.choice_id.name,
                        setting=line.setting_id.display_name,
                    )
                )
            line.value = line.choice_id.code

    @api.depends("setting_id", "value")
    def _compute_answer(self):
        for line in self:
            value = (line.value or "").strip()
            known = line.kind == "boolean" and value in ("0", "1")
            line.answer = known and value

    def _inverse_answer(self):
        for line in self.filtered(lambda line: line.kind == "boolean"):
            line.value = line.answer

    @api.depends("setting_id", "value")
    def _compute_is_missing(self):
        for line in self:
            value = (line.value or "").strip()
            line.is_missing = line.is_mandatory and not value

    @api.constrains("setting_id", "value")
    def _check_value(self):
        for line in self:
            try:
                line.setting_id._parse(line.value)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(policy)s, setting %(setting)s: %(error)s",
                        policy=line.policy_id.display_name,
                        setting=line.setting_id.display_name,
                        error=error,
                    )
                ) from error

    def _get_part_text(self, name):
        """Show the value as a person reads it, not as it is stored."""
        if name == "value":
            return self.setting_id._get_text(self.value)
        return super()._get_part_text(name)
