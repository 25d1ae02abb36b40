# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPolicyClause(models.Model):
    """One demand of a policy, linked to the rules that carry it out."""

    _name = "callback.policy.clause"
    _description = "Callback policy clause"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _rec_names_search = ["code", "name"]

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(required=True, help="Catalogue number, for example U1-18.")
    sequence = fields.Integer(default=10)
    name = fields.Text(string="Demand", required=True, translate=True)
    article = fields.Char(translate=True, help="Where it stands in the document.")
    kind = fields.Selection(
        [
            ("schedule", "Schedule"),
            ("deadline", "Deadline"),
            ("sampling", "Sampling"),
            ("quota", "Quota"),
            ("channel", "Channel"),
            ("contact_window", "Contact window"),
            ("attempts", "Attempts"),
            ("evidence", "Evidence"),
            ("form_field", "Form field"),
            ("questionnaire", "Questionnaire"),
            ("complaint", "Complaint"),
            ("escalation", "Escalation"),
            ("role", "Role"),
            ("approval", "Approval"),
            ("archive", "Archive"),
            ("retention", "Retention"),
            ("confidentiality", "Confidentiality"),
            ("report", "Report"),
            ("submission", "Submission"),
            ("penalty", "Penalty"),
        ],
        required=True,
    )
    rule_ids = fields.Many2many("callback.rule", string="Rules", copy=False)
    step_ids = fields.Many2many("callback.rule.step", string="Steps", copy=False)

    _code_unique = models.UniqueIndex(
        "(policy_id, code)", "A policy has each clause once only."
    )

    @api.depends("code", "name")
    @api.depends_context("callback_clause_code_only")
    def _compute_display_name(self):
        short = self.env.context.get("callback_clause_code_only")
        for clause in self:
            clause.display_name = (
                clause.code if short else f"{clause.code or ''} {clause.name or ''}"
            )
