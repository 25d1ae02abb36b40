# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResPartner(models.Model):
    """From the customer to the folder with all files (U1-14, F3-45)."""

    _inherit = "res.partner"

    def action_view_callback_archives(self):
        """Open the files of this customer, in time order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_archive_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"search_default_by_category": 1},
        }
