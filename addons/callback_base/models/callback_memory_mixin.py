# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackMemoryMixin(models.AbstractModel):
    """Settings that are kept in memory: every change forgets what was kept."""

    _name = "callback.memory.mixin"
    _description = "Settings kept in memory"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget what was kept."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Forget what was kept."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Forget what was kept."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def update_field_translations(self, field_name, translations, source_lang=""):
        """Forget what was kept: it holds texts in languages."""
        result = super().update_field_translations(
            field_name, translations, source_lang
        )
        self.env.registry.clear_cache()
        return result
