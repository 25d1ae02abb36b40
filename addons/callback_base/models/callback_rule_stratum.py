# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackRuleStratum(models.Model):
    """One group that the samples of a rule must cover, with its rate or share."""

    _name = "callback.rule.stratum"
    _description = "Callback rule stratum"
    _inherit = ["callback.policy.part.mixin"]
    _order = "rule_id, sequence, id"
    _policy_path = "rule_id.policy_id"
    _free_fields = frozenset({"sequence"})

    rule_id = fields.Many2one(
        "callback.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Stratum", required=True, translate=True)
    key = fields.Char(
        string="Value", help="Value of the stratum field as it is stored."
    )
    domain = fields.Char(
        string="Condition", default="[]", help="When the rule has no stratum field."
    )
    rate = fields.Float(digits=(16, 8), help="Empty: the rate of the rule.")
    share = fields.Float(digits=(16, 8))

    @api.constrains("rate", "domain")
    def _check_rate(self):
        for stratum in self:
            if not 0 <= stratum.rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”, stratum “%(stratum)s”: the rate %(rate)s %% "
                        "is not allowed.",
                        rule=stratum.rule_id.name,
                        stratum=stratum.name,
                        rate=f"{stratum.rate * 100:.10g}",
                    )
                )
            if stratum.rule_id.model_name in self.env:
                stratum.rule_id._parse_domain(stratum.domain, stratum.name, probe=True)
