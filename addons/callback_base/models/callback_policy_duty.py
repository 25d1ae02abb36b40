# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """The regular duties that a policy lays down (G1-42, S6-03)."""

    _inherit = "callback.policy"

    duty_rule_ids = fields.One2many(
        "callback.duty.rule", "policy_id", string="Regular duties", copy=True
    )

    def _link_own_clauses(self):
        """Duties of a copy name the clauses of this version."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        for rule in self.duty_rule_ids:
            codes = rule.clause_ids.mapped("code")
            rule.clause_ids = [fields.Command.set([own[code] for code in codes])]
        return result
