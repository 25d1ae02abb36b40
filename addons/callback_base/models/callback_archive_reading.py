# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchive(models.Model):
    """Who may read a file beside those whose work it is (BASE-19, BASE-20)."""

    _inherit = "callback.archive"

    access_ids = fields.Many2many(
        "callback.archive.access",
        "callback_archive_access_rel",
        string="Requests",
        groups="callback_base.callback_group_archivist,"
        "callback_base.callback_group_manager,callback_base.callback_group_auditor",
    )

    def _read_format(self, fnames, load="_classic_read"):
        """Log who reads files above the level “internal”."""
        if not self.env.su:
            # sudo: only looks which of them are restricted; reading is checked below.
            restricted = self.sudo().filtered(lambda archive: archive._is_restricted())
            if restricted:
                restricted.with_env(self.env)._log_read("read")
        return super()._read_format(fnames, load=load)

    def _is_restricted(self):
        return self.level in ("secret", "top_secret")
