# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """Shares and numbers that a policy demands in a period (BASE-46)."""

    _inherit = "callback.policy"

    quota_ids = fields.One2many(
        "callback.quota", "policy_id", string="Quotas", copy=True
    )
