# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import ormcache


class HrSalaryRule(models.Model):
    """Salary rules that carry fines and bonuses."""

    _inherit = "hr.salary.rule"

    is_callback = fields.Boolean(
        string="Fines and bonuses",
        help="Applied to every payslip that has an input with the code of this rule, "
        "whatever its structure.",
    )

    @api.model
    @ormcache("company_id")
    def _get_callback_codes(self, company_id):
        """Return {code: id} of the rules for a company; kept, payslips ask often."""
        # sudo: which rule carries a code is no secret to who computes pay.
        rules = self.sudo().search_fetch(
            [("is_callback", "=", True), ("company_id", "in", (company_id, False))],
            ["code"],
            order="company_id DESC, id",
        )
        return {rule.code: rule.id for rule in rules}

    @api.model_create_multi
    def create(self, vals_list):
        """Forget which rules carry codes."""
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        """Forget which rules carry codes."""
        result = super().write(vals)
        if {"active", "code", "company_id", "is_callback"} & set(vals):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Forget which rules carry codes."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
