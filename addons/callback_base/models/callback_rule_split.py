# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRuleSplit(models.Model):
    """Part of the samples of a rule that is called on one channel (G1-39)."""

    _name = "callback.rule.split"
    _description = "Callback rule method"
    _inherit = ["callback.policy.part.mixin"]
    _order = "rule_id, sequence, id"
    _policy_path = "rule_id.policy_id"
    _free_fields = frozenset()

    rule_id = fields.Many2one(
        "callback.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10, help="The first gets the odd one.")
    channel_id = fields.Many2one("callback.channel", required=True)
    share = fields.Float(digits=(16, 8), required=True)

    @api.depends("channel_id.name")
    def _compute_display_name(self):
        for split in self:
            split.display_name = split.channel_id.name
