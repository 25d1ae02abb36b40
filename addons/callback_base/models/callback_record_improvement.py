# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRecord(models.Model):
    """A callback's problems and needs lead to improvements."""

    _name = "callback.record"
    _inherit = ["callback.record", "callback.improvement.origin.mixin"]

    def _prepare_improvement(self):
        parts = (self.dissatisfaction_reason, self.problem, self.need)
        return {
            "subject": self.env._("Opinion of %(callback)s", callback=self.name),
            "opinion": "\n".join(filter(None, parts)),
            "partner_id": self.partner_id.id,
            "policy_id": self.policy_id.id,
            "department_id": self.department_id.id,
        }
