# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResConfigSettings(models.TransientModel):
    """Whether the sectors of the database are kept apart."""

    _inherit = "res.config.settings"

    has_callback_sectors = fields.Boolean(compute="_compute_has_callback_sectors")
    is_callback_sectors_apart = fields.Boolean(string="Keep the sectors apart")

    @api.depends("company_id")
    def _compute_has_callback_sectors(self):
        self.has_callback_sectors = (
            len(self.env["res.groups"]._get_callback_sectors()) > 1
        )

    @api.model
    def get_values(self):
        """Add whether the sectors are apart."""
        groups = self.env["res.groups"]
        return {
            **super().get_values(),
            "is_callback_sectors_apart": groups._is_callback_sectors_apart(),
        }

    def set_values(self):
        """Keep the sectors apart or not; for those who may change access rights.

        :raises AccessError: for everybody else, when the switch was changed
        """
        result = super().set_values()
        groups = self.env["res.groups"]
        if self.is_callback_sectors_apart != groups._is_callback_sectors_apart():
            if not self.env.user.has_group("base.group_erp_manager"):
                raise AccessError(
                    self.env._("Only who gives access rights keeps sectors apart.")
                )
            groups._set_callback_sectors_apart(self.is_callback_sectors_apart)
        return result
