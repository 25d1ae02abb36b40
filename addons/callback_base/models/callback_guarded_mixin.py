# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackGuardedMixin(models.AbstractModel):
    """Every create and write of a user is refused for guarded fields."""

    _name = "callback.guarded.mixin"
    _description = "Fields set by actions only, checked at once"
    _inherit = ["callback.guard.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        """Guarded fields come from the actions."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Guarded fields are set by the actions."""
        self._check_guarded(vals)
        return super().write(vals)
