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

    @api.model
    def default_get(self, fields):
        """A guarded field begins as the model says.

        Neither the context of a request (``default_state``) nor a default that a user
        has stored for himself sets it: ``create`` takes both for values left out.
        """
        if self.env.su:
            return super().default_get(fields)
        guarded = self._get_guarded_fields()
        defaults = super().default_get([name for name in fields if name not in guarded])
        for name in guarded.intersection(fields):
            field = self._fields.get(name)
            if field and field.default:
                value = field.convert_to_cache(field.default(self), self, False)
                defaults[name] = field.convert_to_write(value, self)
        return defaults

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
