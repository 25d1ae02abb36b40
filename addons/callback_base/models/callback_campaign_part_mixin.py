# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackCampaignPartMixin(models.AbstractModel):
    """Part of a campaign that others approve: changed in a draft only."""

    _name = "callback.campaign.part.mixin"
    _description = "Part of a campaign"

    #: Fields that stay open when the campaign has been submitted.
    _free_fields = frozenset()

    campaign_id = fields.Many2one(
        "callback.campaign", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        """Parts are added to drafts only."""
        parts = super().create(vals_list)
        parts._check_draft()
        return parts

    def write(self, vals):
        """Parts are changed in drafts only, and stay with their campaign."""
        if not set(vals) <= self._free_fields:
            self._check_draft()
        result = super().write(vals)
        if "campaign_id" in vals:
            self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self._check_draft()

    def _check_draft(self):
        if not self.env.su:
            self.campaign_id._check_draft()
