# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackComplaint(models.Model):
    """A complaint leads to improvements that outlive its solution (P3-13)."""

    _name = "callback.complaint"
    _inherit = ["callback.complaint", "callback.improvement.origin.mixin"]
    _improvement_link = "complaint_id"

    def _prepare_improvement(self):
        return {
            "subject": self.subject,
            "opinion": self.description,
            "partner_id": self.partner_id.id,
            "policy_id": self.policy_id.id,
            "category_id": self.category_id.id,
            "department_id": (self.department_id or self.service_department_id).id,
        }
