# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchiveDestructionLine(models.Model):
    """A file on the list of a destruction, with the seal that stays."""

    _name = "callback.archive.destruction.line"
    _description = "File to be destroyed"
    _order = "destruction_id, archive_id"

    destruction_id = fields.Many2one(
        "callback.archive.destruction", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="destruction_id.company_id", store=True)
    state = fields.Selection(related="destruction_id.state")
    archive_id = fields.Many2one(
        "callback.archive",
        string="Archive file",
        required=True,
        index=True,
        ondelete="restrict",
    )
    category_id = fields.Many2one(related="archive_id.category_id")
    date_archived = fields.Datetime(related="archive_id.date_archived")
    date_keep = fields.Date(related="archive_id.date_keep")
    digest = fields.Char(related="archive_id.digest")

    _file_unique = models.UniqueIndex(
        "(destruction_id, archive_id)", "A file stands on the list once."
    )
