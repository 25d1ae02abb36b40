# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchiveHold(models.Model):
    """What the register holds of a legal hold."""

    _inherit = "callback.archive.hold"

    def _get_register_name(self):
        return self.name

    def _get_register_content(self):
        released = self.date_released
        return {
            "archives": sorted(self.archive_ids.ids),
            "date": fields.Datetime.to_string(self.date_from),
            "date_released": released and fields.Datetime.to_string(released) or None,
            "name": self.name,
            "partner": self.partner_id.id or None,
            "reason": self.reason,
            "release_reason": self.release_reason or None,
            "release_user": self.release_user_id.id or None,
            "state": self.state,
            "user": self.user_id.id,
        }
