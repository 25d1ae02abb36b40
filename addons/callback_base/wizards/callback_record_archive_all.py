# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRecordArchiveAll(models.TransientModel):
    """Asks before everything finished is sealed: that cannot be undone."""

    _name = "callback.record.archive.all"
    _description = "Archive everything finished"

    count = fields.Integer(string="Finished callbacks", compute="_compute_count")

    @api.depends_context("uid")
    def _compute_count(self):
        records = self.env["callback.record"]
        domain = records._get_archive_all_domain()
        # sudo: the rules for writing stand in the domain, as when they are archived.
        count = records.sudo().search_count(domain)
        for wizard in self:
            wizard.count = count

    def action_confirm(self):
        """Archive them."""
        return self.env["callback.record"].action_archive_all()
