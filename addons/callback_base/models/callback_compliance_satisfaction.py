# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackSatisfactionRound(models.Model):
    """Rounds of surveys prove the clauses of the survey of the policy (BASE-36)."""

    _name = "callback.satisfaction.round"
    _inherit = ["callback.satisfaction.round", "callback.compliance.rule.mixin"]
    _compliance_source = 5
    _compliance_done = "date_reported"
    _compliance_breach = "round"
