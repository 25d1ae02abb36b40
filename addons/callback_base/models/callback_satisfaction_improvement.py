# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSatisfactionRound(models.Model):
    """A survey round and what is improved because of it."""

    _name = "callback.satisfaction.round"
    _inherit = ["callback.satisfaction.round", "callback.improvement.origin.mixin"]
    _improvement_link = "round_id"

    improvement_ids = fields.One2many(
        "callback.improvement", "round_id", string="Improvements"
    )

    def _prepare_improvement(self):
        return {
            "subject": self.env._("Opinions of %(round)s", round=self.name),
            "policy_id": self.policy_id.id,
            "department_id": self.department_id.id,
        }
