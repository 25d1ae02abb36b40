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

    @ormcache("self.id")
    def _is_one_round_a_day(self):
        """Tell whether rounds of one document are done on different days."""
        self.ensure_one()
        # sudo: kept for everybody; callers may read the parts of a policy.
        return self.sudo().one_round_a_day

    @ormcache("self.id")
    def _get_concerned_setup(self):
        """Return the document model and its field of persons concerned, if any."""
        self.ensure_one()
        rule = self.sudo()  # see above
        return rule.model_name, rule.concerned_field
