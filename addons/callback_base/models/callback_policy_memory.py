# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import ormcache


class CallbackPolicy(models.Model):
    """What every callback asks of its policy, kept in memory between requests.

    Forgotten when the policy or a part of it changes.
    """

    _inherit = "callback.policy"

    def write(self, vals):
        """Forget what was kept of the policies before."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @ormcache("self.id")
    def _get_channel_rule_ids(self):
        """Return the ids of the conditions that demand channels, in their order."""
        self.ensure_one()
        # sudo: kept for everybody; callers may read the parts of a policy.
        return tuple(self.sudo().channel_rule_ids.ids)

    @ormcache("self.id")
    def _get_interest_setup(self):
        """Return whether salespersons are excluded, and the ids of flagged units."""
        self.ensure_one()
        policy = self.sudo()  # see above
        return policy.exclude_salesperson, tuple(policy.flagged_department_ids.ids)
