# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackPenaltyPartMixin(models.AbstractModel):
    """Part of a rule: changed while the rule is a draft only."""

    _name = "callback.penalty.part.mixin"
    _description = "Part of a rule of fines"

    @api.model_create_multi
    def create(self, vals_list):
        """Parts are added to drafts only."""
        parts = super().create(vals_list)
        parts.rule_id._check_draft()
        return parts

    def write(self, vals):
        """Parts are changed in drafts only, and not moved out of one."""
        self.rule_id._check_draft()
        result = super().write(vals)
        self.rule_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self.rule_id._check_draft()
