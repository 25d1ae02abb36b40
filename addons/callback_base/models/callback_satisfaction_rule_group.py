# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackSatisfactionRuleGroup(models.Model):
    """To which customers a survey goes, and to how many of them (U1-27, P3-03)."""

    _name = "callback.satisfaction.rule.group"
    _description = "Customers of a satisfaction survey"
    _inherit = ["callback.policy.part.mixin"]
    _order = "rule_id, sequence, id"
    _policy_path = "rule_id.policy_id"
    _free_fields = frozenset({"sequence"})

    rule_id = fields.Many2one(
        "callback.satisfaction.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Customers", required=True, translate=True)
    rate = fields.Float(
        string="Issued to",
        digits=(16, 8),
        required=True,
        help="Not fewer than this share: 0.8 is 80 %. Rounded up for each line.",
    )

    @api.constrains("rate")
    def _check_rate(self):
        for group in self:
            if not 0 < group.rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Survey “%(survey)s”, %(group)s: the share must be above 0 and "
                        "not above 100 %%, not %(rate)s %%.",
                        survey=group.rule_id.name,
                        group=group.name,
                        rate=f"{group.rate * 100:g}",
                    )
                )
