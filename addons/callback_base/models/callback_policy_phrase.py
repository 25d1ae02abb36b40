# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """The words that a policy lays down for situations (R2-08)."""

    _inherit = "callback.policy"

    phrase_ids = fields.One2many(
        "callback.phrase", "policy_id", string="Phrases", copy=True
    )
