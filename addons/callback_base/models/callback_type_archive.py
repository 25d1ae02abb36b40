# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackType(models.Model):
    """Further classes under which the files of a type stand (X-19, EX-036)."""

    _inherit = "callback.type"

    archive_extra_category_ids = fields.Many2many(
        "callback.archive.category",
        "callback_type_archive_category_rel",
        string="Also filed under",
        help="The file is kept as long as the longest retention of all its classes.",
    )

    def _get_archive_categories(self):
        """Return the class of the type, then the further ones."""
        return self.archive_category_id | self.archive_extra_category_ids
