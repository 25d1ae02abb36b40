# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .callback_record import OPEN_STATES


class CalendarEvent(models.Model):
    """An appointment moved in the calendar moves its callback, and obeys its rules."""

    _inherit = "calendar.event"

    def write(self, vals):
        """Let the open callbacks follow the time of their appointment.

        :raises ValidationError: outside the contact windows, see ``callback.record``
        """
        moved = "start" in vals
        result = super().write(vals)
        if moved and not self.env.context.get("callback_appointment_moved"):
            self._callback_follow()
        return result

    def _callback_follow(self):
        # sudo: whoever may move the appointment moves the callback it is made for.
        records = self.env["callback.record"].sudo()
        records = records.with_context(callback_appointment_moved=True).search(
            [("calendar_event_id", "in", self.ids), ("state", "in", OPEN_STATES)]
        )
        for record in records:
            if record.date_planned != record.calendar_event_id.start:
                record.date_planned = record.calendar_event_id.start
