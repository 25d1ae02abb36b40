# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchiveFiling(models.Model):
    """What the register holds of a further class."""

    _inherit = "callback.archive.filing"

    def write(self, vals):
        """A change, which is the system's, is entered as well."""
        result = super().write(vals)
        if set(vals) - {"retention_end"}:
            self.env["callback.archive.entry"]._enter(self)
        return result

    def _get_register_name(self):
        return self.archive_id.exists().name or "?"

    def _get_register_content(self):
        return {
            "archive": self.archive_id.id,
            "category": self.category_id.id,
            "date": fields.Datetime.to_string(self.date_filed),
            "retention_end": fields.Date.to_string(self.retention_end) or None,
            "user": self.user_id.id,
        }
