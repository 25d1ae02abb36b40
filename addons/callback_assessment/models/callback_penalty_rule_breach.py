# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackPenaltyRule(models.Model):
    """Which missed time limits a rule is about (ASMT-18, U1-39 … U1-41)."""

    _inherit = "callback.penalty.rule"

    is_automatic = fields.Boolean(
        string="Proposed by itself",
        help="Each missed time limit of this kind is proposed, once. Others confirm.",
    )
    breach_kind = fields.Selection(
        selection=lambda self: self.env["callback.breach"]._fields["kind"].selection,
        string="Missed time limit",
    )
    breach_clause_ids = fields.Many2many(
        "callback.policy.clause",
        relation="callback_penalty_rule_breach_clause_rel",
        string="Of these clauses only",
        domain="[('policy_id', '=', policy_id)]",
    )
    breach_once = fields.Selection(
        [("breach", "Each task"), ("month", "Once a month and department")],
        string="Proposed for",
        default="breach",
        required=True,
        help="One fine for each late task, or one a month and department (X-43).",
    )

    _breach_kind_needed = models.Constraint(
        "CHECK (NOT is_automatic OR breach_kind IS NOT NULL)",
        "Say which missed time limit is proposed by itself.",
    )

    @api.constrains("is_automatic", "breach_once", "target")
    def _check_automatic(self):
        for rule in self:
            if rule.breach_once == "month" and rule.target != "department":
                raise UserError(
                    self.env._(
                        "%(rule)s: once a month is for departments.",
                        rule=rule.display_name,
                    )
                )
