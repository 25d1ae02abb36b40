# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

#: Fields that move a user to another unit.
UNIT_FIELDS = {"user_id", "department_id", "active", "current_version_id", "version_id"}


class HrEmployee(models.Model):
    """An employee's department decides which callbacks the user sees."""

    _inherit = "hr.employee"

    @api.model_create_multi
    def create(self, vals_list):
        """Record rules are cached with the units they were computed from."""
        employees = super().create(vals_list)
        self.env["res.users"]._clear_callback_units()
        return employees

    def write(self, vals):
        """Record rules are cached with the units they were computed from."""
        result = super().write(vals)
        if UNIT_FIELDS & set(vals):
            self.env["res.users"]._clear_callback_units()
        return result
