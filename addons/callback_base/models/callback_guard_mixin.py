# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CallbackGuardMixin(models.AbstractModel):
    """Fields that only the system's own actions may set.

    ``readonly`` binds the screen, not RPC. A model lists its state, its clocks and
    everything derived in ``_guarded_fields``; its actions, which check who may do
    what, write them through ``sudo``.
    """

    _name = "callback.guard.mixin"
    _description = "Fields set by actions only"

    _guarded_fields = frozenset()

    def _check_guarded(self, vals):
        """Raise when a user, not an action, sets a guarded field."""
        if self.env.su:
            return
        guarded = sorted(self._get_guarded_fields() & set(vals))
        if guarded:
            labels = [
                self._fields[name].get_description(self.env, ["string"])["string"]
                for name in guarded
            ]
            raise AccessError(
                self.env._(
                    "Only the buttons of the form set: %(fields)s.", fields=labels
                )
            )

    @api.model
    def _get_guarded_fields(self):
        """Names that the model guards: every extension lists its own."""
        return frozenset().union(
            *(vars(part).get("_guarded_fields", ()) for part in type(self).mro())
        )
