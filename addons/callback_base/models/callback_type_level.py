# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import ormcache

from .callback_archive import LEVELS


class CallbackType(models.Model):
    """How secret the callbacks of a type are: as secret as their files (BASE-19)."""

    _inherit = "callback.type"

    archive_level = fields.Selection(
        LEVELS,
        string="Confidentiality",
        compute="_compute_archive_level",
        store=True,
        help="The highest of its archive classes. Callbacks of this type are seen by "
        "those only who may see their files.",
    )

    @api.depends("archive_category_id.level", "archive_extra_category_ids.level")
    def _compute_archive_level(self):
        for kind in self:
            categories = kind._get_archive_categories()
            kind.archive_level = categories._get_level() if categories else "internal"
        # A class may change without any write on the type.
        self.env.registry.clear_cache()

    @ormcache("self.id")
    def _get_archive_level(self):
        """Return how secret the type is, kept in memory: every callback asks."""
        self.ensure_one()
        return self.sudo().archive_level  # the level only, for whoever calls
