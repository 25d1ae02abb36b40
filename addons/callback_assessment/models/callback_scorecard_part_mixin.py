# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackScorecardPartMixin(models.AbstractModel):
    """Part of a scorecard: changed while it is a draft only."""

    _name = "callback.scorecard.part.mixin"
    _inherit = ["callback.data.mixin"]
    _description = "Part of a scorecard"

    @api.model_create_multi
    def create(self, vals_list):
        """Parts are added to drafts only."""
        parts = super().create(vals_list)
        parts.scorecard_id._check_draft()
        return parts

    def write(self, vals):
        """Parts are changed in drafts only, and not moved out of one."""
        self.scorecard_id._check_draft()
        result = super().write(vals)
        if "scorecard_id" in vals:
            self.scorecard_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self.scorecard_id._check_draft()
