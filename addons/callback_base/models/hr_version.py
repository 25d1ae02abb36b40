# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class HrVersion(models.Model):
    """The dated state of an employee, which names the department."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        """Record rules are cached with the units they were computed from."""
        versions = super().create(vals_list)
        self.env["res.users"]._clear_callback_units()
        return versions

    def write(self, vals):
        """Record rules are cached with the units they were computed from."""
        result = super().write(vals)
        if {"department_id", "employee_id", "date_version", "active"} & set(vals):
            self.env["res.users"]._clear_callback_units()
        return result
