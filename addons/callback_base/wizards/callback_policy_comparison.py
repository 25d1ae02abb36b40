# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPolicyComparison(models.TransientModel):
    """Shows what differs between two versions of a policy."""

    _name = "callback.policy.comparison"
    _description = "Comparison of policy versions"

    policy_id = fields.Many2one(
        "callback.policy", string="Version", required=True, readonly=True
    )
    other_id = fields.Many2one(
        "callback.policy", string="Compared with", required=True, readonly=True
    )
    line_ids = fields.One2many(
        "callback.policy.comparison.line", "comparison_id", readonly=True
    )

    @api.model
    def _make(self, policy, other):
        """Return a comparison of both versions with its lines."""
        columns = self.line_ids._fields
        lines = [
            fields.Command.create({k: v for k, v in line.items() if k in columns})
            for line in policy.get_difference(other)
        ]
        return self.create(
            {"policy_id": policy.id, "other_id": other.id, "line_ids": lines}
        )
