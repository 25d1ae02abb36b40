# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import ormcache


class CallbackRule(models.Model):
    """What every callback asks of its rule, kept in memory between requests.

    Forgotten when a part of a policy, a type or a channel changes, see
    ``callback.policy.part.mixin``.
    """

    _inherit = "callback.rule"

    @ormcache("self.id")
    def _get_channel_ids(self):
        """Return the ids of ``_get_channels``."""
        self.ensure_one()
        # sudo: kept for everybody; the channels of a rule are no secret.
        return tuple(self.sudo().with_context(active_test=True)._get_channels().ids)
