# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackComplaint(models.Model):
    """A complaint taken to a fine, where a rule is about such complaints (F3-15)."""

    _inherit = "callback.complaint"

    has_penalty_rule = fields.Boolean(
        compute="_compute_has_penalty_rule", export_string_translation=False
    )

    @api.depends("company_id", "kind", "policy_id", "record_id")
    @api.depends_context("uid")
    def _compute_has_penalty_rule(self):
        violations = self.env["callback.violation"]
        allowed = violations.has_access("create")
        # sudo: whether a rule was used already, whoever did it.
        known = violations.sudo()
        known = known.search(
            [("complaint_id", "in", self.ids), ("reject_reason", "=", False)]
        )
        used = known.grouped("complaint_id")
        for complaint in self:
            rules = allowed and complaint._get_penalty_rules()
            done = used.get(complaint._origin, violations).rule_id
            complaint.has_penalty_rule = bool(rules and rules - done)

    @api.model
    def _get_complaint_rules(self):
        """Return the rules in force that are about complaints."""
        # sudo: which rules there are is no secret to who reports violations.
        rules = self.env["callback.penalty.rule"].sudo()
        return rules.search(
            [
                ("is_for_complaints", "=", True),
                ("state", "=", "active"),
                ("target", "!=", "outside"),
            ]
        )

    def _get_penalty_rules(self):
        """Return the rules in force that are about this complaint."""
        self.ensure_one()
        # sudo: the condition looks at the complaint, which the user reads already.
        complaint = self.sudo()
        return self._get_complaint_rules().filtered(
            lambda rule: rule._fits_complaint(complaint)
        )

    def action_report_violation(self):
        """Open a new violation for the complaint, as far as it is known. RPC.

        Nothing is proposed yet: another person confirms it first, and only who may
        report violations gets this far.

        :raises AccessError: for who may not report
        :raises UserError: when no rule in force is about such complaints
        """
        self.ensure_one()
        self.check_access("read")
        self.env["callback.violation"].check_access("create")
        rules = self._get_penalty_rules()
        # sudo: see _compute_has_penalty_rule
        used = self.env["callback.violation"].sudo()
        used = used.search(
            [("complaint_id", "=", self.id), ("reject_reason", "=", False)]
        )
        # Where each was used already, another person may be meant.
        rules = (rules - used.rule_id) or rules
        if not rules:
            raise UserError(
                self.env._(
                    "%(complaint)s: no rule in force is about such complaints.",
                    complaint=self.display_name,
                )
            )
        record, concerned = self.record_id, self.concerned_user_ids
        person = concerned if len(concerned) == 1 else record.user_id
        return {
            "type": "ir.actions.act_window",
            "name": rules.name if len(rules) == 1 else self.env._("Report a violation"),
            "res_model": "callback.violation",
            "view_mode": "form",
            "context": {
                "default_rule_id": rules.id if len(rules) == 1 else False,
                "default_complaint_id": self.id,
                "default_record_id": record.id,
                "default_employee_id": person.employee_id.id,
                "default_department_id": self.department_id.id,
                "default_company_id": self.company_id.id,
                "default_facts": self.subject,
            },
        }
