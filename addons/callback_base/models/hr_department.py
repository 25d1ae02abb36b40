# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class HrDepartment(models.Model):
    """The department tree decides who sees which callbacks."""

    _inherit = "hr.department"

    @api.model_create_multi
    def create(self, vals_list):
        """Record rules are cached with the tree they were computed from."""
        departments = super().create(vals_list)
        self.env["res.users"]._clear_callback_units()
        return departments

    def write(self, vals):
        """Record rules are cached with the tree they were computed from."""
        result = super().write(vals)
        if "parent_id" in vals:
            self.env["res.users"]._clear_callback_units()
        return result
