# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchiveFileUnder(models.TransientModel):
    """Asks under which further class sealed files are filed."""

    _name = "callback.archive.file.under"
    _description = "File under a further class"

    archive_ids = fields.Many2many(
        "callback.archive", default=lambda self: self.env.context.get("active_ids")
    )
    category_id = fields.Many2one("callback.archive.category", required=True)

    def action_confirm(self):
        """File them; they are kept as long as the longest class says."""
        self.ensure_one()
        self.archive_ids.action_file_under(self.category_id)
        return {"type": "ir.actions.act_window_close"}
