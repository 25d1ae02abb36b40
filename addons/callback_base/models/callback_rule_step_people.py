# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRuleStep(models.Model):
    """Mass creation keeps the persons concerned away like ``create`` (BASE-18)."""

    _inherit = "callback.rule.step"

    def _after_create_owed(self, records):
        """Note the persons concerned by the documents."""
        result = super()._after_create_owed(records)
        if self.rule_id.concerned_field:
            records._set_concerned_users()
        return result
