# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError


class CallbackPropertyDeal(models.Model):
    """The fine of a snatched customer goes the way of all fines (S5-20)."""

    _inherit = "callback.property.deal"

    def action_report_violation(self):
        """Report snatched customers with the fine that was typed, once each. RPC.

        :returns: action that opens the violation
        :raises UserError: naming the deal that is not decided as snatched, or whose
            policy has no rule of fines in force
        """
        self.check_access("write")
        # sudo: the source is guarded, and who decides deals need not keep fines; the
        # right on the deal is checked above, others confirm the fine.
        violations = self.env["callback.violation"].sudo()
        found = violations.browse()
        for deal in self:
            key = f"callback.property.deal,{deal.id}"
            known = violations.search([("source_key", "=", key)])
            found |= known or violations.create(deal._get_violation_values(key))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Violations"),
            "res_model": "callback.violation",
            "view_mode": "list,form",
            "domain": [("id", "in", found.ids)],
        }

    def _get_violation_values(self, key):
        self.ensure_one()
        # sudo: rules and names of employees only.
        deal = self.sudo()
        ownership = deal.policy_id._get_ownership_rule("snatched")
        rule = self.env["callback.penalty.rule"].sudo()  # rules only, as above
        if deal.decided_case == "snatched" and deal.state != "draft":
            rule = rule.search(
                [
                    ("state", "=", "active"),
                    ("kind", "=", "range"),
                    ("clause_ids", "in", ownership.clause_ids.ids),
                    ("company_id", "in", (deal.company_id.id, False)),
                ],
                order="company_id, sequence, id",
                limit=1,
            )
        person = deal.closer_id.with_company(deal.company_id).employee_id
        if not rule or not person:
            raise UserError(
                self.env._(
                    "%(buyer)s: only a customer decided as snatched by an employee is "
                    "reported, under a rule of fines in force.",
                    buyer=deal.name,
                )
            )
        return {
            "source_key": key,
            "rule_id": rule.id,
            "company_id": deal.company_id.id,
            "date": deal.date_deal,
            "employee_id": person.id,
            "department_id": deal.department_id.id,
            "typed_amount": deal.fine,
            "amount_reason": deal.basis,
            "facts": deal.basis,
        }
