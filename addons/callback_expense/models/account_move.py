# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountMove(models.Model):
    """What was not signed is not posted, by whatever way (T1-22)."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Post entries; of expenses of callbacks only with all signatures."""
        # sudo: who posts need not see the claims; signatures are looked at only.
        self.sudo().expense_ids._check_callback_postable()
        return super()._post(soft)
