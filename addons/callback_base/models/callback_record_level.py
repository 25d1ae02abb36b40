# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .res_partner_level import LEVEL_GROUPS


class CallbackRecord(models.Model):
    """Callbacks of secret types are made by persons who may see them (BASE-19)."""

    _inherit = "callback.record"

    def _get_conflicts(self, user, moment=None):
        """A callback of a secret type is not for who may not see its file."""
        conflicts = super()._get_conflicts(user, moment)
        # sudo: the level of the type only.
        for record in self.sudo():
            level = record.type_id._get_archive_level() if record.type_id else ""
            needed = LEVEL_GROUPS.get(level)
            if needed and not user.has_group(needed):
                field = self.env["callback.type"]._fields["archive_level"]
                labels = dict(field._description_selection(self.env))
                conflicts[record] = self.env._(
                    "%(rule)s: %(record)s is of the level “%(level)s”, and %(person)s "
                    "is not in its group.",
                    rule=record.policy_id._cite("confidentiality"),
                    record=record.name,
                    level=labels[level],
                    person=user.name,
                )
        return conflicts
