# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRuleStep(models.Model):
    """Mass creation keeps the persons concerned away like ``create`` (BASE-18)."""

    _inherit = "callback.rule.step"

    def _after_sweep(self, records, sources):
        """Note the persons concerned by the documents."""
        super()._after_sweep(records, sources)
        if self.rule_id.concerned_field:
            records._set_concerned_users()
