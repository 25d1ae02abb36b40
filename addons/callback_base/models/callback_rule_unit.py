# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRule(models.Model):
    """Work that only the responsible unit does is dealt out in this unit (U1-13)."""

    _inherit = "callback.rule"

    def _get_callers(self, departments, staff, company):
        """Without staff of the unit the work stays in its open queue."""
        callers = super()._get_callers(departments, staff, company)
        if not self.policy_id.unit_bound:
            return callers
        users = self.env["res.users"].sudo()  # who works where, for the assignment
        return {
            department: users.browse(ids)
            .filtered(lambda u, d=department: d in u.callback_unit_ids.ids)
            .ids
            for department, ids in callers.items()
        }
