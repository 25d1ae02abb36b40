# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackStatement(models.Model):
    """What a statement on paper or as a workbook shows beside its figures."""

    _inherit = "callback.statement"

    def _get_paper_receipts(self):
        """Return the ``callback.statement.receipt`` of one statement."""
        self.ensure_one()
        return self.env["callback.statement.receipt"].search(
            [("statement_id", "=", self.id)]
        )
