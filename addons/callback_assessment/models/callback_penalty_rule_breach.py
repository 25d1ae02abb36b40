# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPenaltyRule(models.Model):
    """Which missed time limits a rule is about (ASMT-18, U1-39 … U1-41)."""

    _inherit = "callback.penalty.rule"

    is_automatic = fields.Boolean(
        string="Proposed by itself",
        help="Each missed time limit of this kind is proposed, once. Others confirm.",
    )
    breach_kind = fields.Selection(
        selection=lambda self: self._get_breach_kinds(),
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
        compute="_compute_breach_once",
        help="One fine for each late task, or one a month and department: as the "
        "version of the policy decides that the task was made under (X-43). Shown is "
        "the version in force.",
    )

    _breach_kind_needed = models.Constraint(
        "CHECK (NOT is_automatic OR breach_kind IS NOT NULL)",
        "Say which missed time limit is proposed by itself.",
    )

    @api.model
    def _get_breach_kinds(self):
        """Return the kinds of missed time limits, in the user's words."""
        kind = self.env["callback.breach"]._fields["kind"]
        return kind._description_selection(self.env)

    @api.depends("breach_kind", "is_automatic", "policy_id", "target")
    def _compute_breach_once(self):
        for rule in self:
            version = rule._get_breach_policies().filtered(
                lambda policy: policy.state == "in_force"
            )
            decided = version or rule.policy_id
            monthly = bool(decided) and decided <= rule._get_monthly_policies()
            rule.breach_once = "month" if monthly else "breach"

    def _get_breach_policies(self):
        """Return all versions of the policy of a rule; without policy all there are."""
        self.ensure_one()
        # sudo: the job looks at the breaches of every version.
        policies = self.env["callback.policy"].sudo()
        code = self.policy_id.code
        return policies.search([("code", "=", code)] if code else [])

    def _get_monthly_policies(self):
        """Return the versions whose late callbacks cost a department once a month.

        X-43 is about late callbacks and the department alone: what a person pays, and
        other missed limits, are proposed each time.
        """
        self.ensure_one()
        policies = self.env["callback.policy"].sudo()  # as above
        if not (
            self.is_automatic
            and self.target == "department"
            and self.breach_kind == "deadline"
        ):
            return policies
        return self._get_breach_policies().filtered(
            lambda policy: policy._get_setting("X-43") == "month"
        )
