# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """What is prepared before a plan of the policy is carried out (F1-04, F3-37)."""

    _inherit = "callback.policy"

    preparation_ids = fields.One2many(
        "callback.policy.preparation",
        "policy_id",
        string="Preparation of a plan",
        copy=True,
    )
