# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import ormcache

from .res_partner_level import LEVEL_GROUPS


class ResUsers(models.Model):
    """Which types of callbacks are too secret for a user (BASE-19)."""

    _inherit = "res.users"

    @ormcache("self.id")
    def _get_callback_secret_type_ids(self):
        """Return the ids of the types whose callbacks this user may not see.

        Auditors read every level. Mostly there are none: then record rules look
        nothing up.
        """
        self.ensure_one()
        if self.has_group("callback_base.callback_group_auditor"):
            return ()
        hidden = [
            level for level, group in LEVEL_GROUPS.items() if not self.has_group(group)
        ]
        # sudo: which types there are, not what they hold.
        types = self.env["callback.type"].sudo().with_context(active_test=False)
        return tuple(types._search([("archive_level", "in", hidden)]))

    def _get_callback_hidden_levels(self):
        """Return the levels of customers whom this user may not see; mostly none."""
        self.ensure_one()
        return [
            level
            for level in self.env["res.partner"]._get_callback_levels()
            if not self.has_group(LEVEL_GROUPS[level])
        ]
