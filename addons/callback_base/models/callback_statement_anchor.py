# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackStatement(models.Model):
    """The seal of the archive on paper: who rewrites the archive cannot rewrite it."""

    _inherit = "callback.statement"

    def _get_archive_anchor(self):
        """Return the last sealed file of the company, whose seal is printed."""
        self.ensure_one()
        # sudo: number and seal tell nothing of what the file holds.
        chains = self.env["callback.archive.chain"].sudo()
        chain = chains.search(
            [
                ("company_id", "=", self.company_id.id),
                ("year", ">", 0),
                ("last_number", ">", 0),
            ],
            order="year desc",
            limit=1,
        )
        archives = self.env["callback.archive"].sudo()  # as above
        return archives.search(
            [("chain_id", "=", chain.id), ("number", "=", chain.last_number)]
        )

    def _get_register_anchor(self):
        """Return the last entry of the register of the company, as above (BASE-23)."""
        self.ensure_one()
        # sudo: number and seal tell nothing of what was entered.
        entries = self.env["callback.archive.entry"].sudo()
        return entries.search(
            [("company_id", "=", self.company_id.id)], order="number desc", limit=1
        )
