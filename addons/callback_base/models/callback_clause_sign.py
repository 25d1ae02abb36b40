# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .callback_clause_figures import GROUPS


class CallbackPolicyClause(models.Model):
    """Signs to ask about, beside the rate of the clause."""

    _inherit = "callback.policy.clause"

    sign_count = fields.Integer(
        string="Signs to ask about",
        compute="_compute_sign_count",
        groups=GROUPS,
        help="What looks unusual in the period in callbacks of the policy: a question, "
        "not a proof.",
    )

    @api.depends_context(
        "callback_period", "uid", "tz", "company", "allowed_company_ids"
    )
    def _compute_sign_count(self):
        groups = self.env["callback.sign"]._read_group(
            self._get_sign_domain(), ["policy_id"], ["__count"]
        )
        counts = dict(groups)
        for clause in self:
            measured = clause.rule_ids or clause.step_ids
            clause.sign_count = measured and counts.get(clause.policy_id, 0)

    def _get_sign_domain(self):
        """Return the signs of the period the screen asks for."""
        first, last = self._get_span()
        return (
            Domain("policy_id", "in", self.policy_id.ids)
            & Domain("month", ">=", first.replace(day=1))
            & Domain("month", "<=", last)
        )

    def action_open_signs(self):
        """Open the signs of the period in callbacks of the policy. RPC."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_sign_action"
        )
        return {**action, "domain": list(self._get_sign_domain()), "context": {}}
