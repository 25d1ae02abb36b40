# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class ResourceCalendarAttendance(models.Model):
    """Working hours: every change reaches the working days of the calendar."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        """Create lines and rebuild the working days of their calendars."""
        attendances = super().create(vals_list)
        attendances.calendar_id._callback_rebuild()
        return attendances

    def write(self, vals):
        """Change lines and rebuild the working days of old and new calendars."""
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._callback_rebuild()
        return result

    def unlink(self):
        """Remove lines and rebuild the working days of their calendars."""
        calendars = self.calendar_id
        result = super().unlink()
        calendars._callback_rebuild()
        return result
