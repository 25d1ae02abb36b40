# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackAttempt(models.Model):
    """Attempts are made by those who may, on channels that the customer accepts."""

    _inherit = "callback.attempt"

    @api.model
    def _check_contacts(self, vals_list):
        """Check new attempts before any is made (BASE-15, BASE-18, BASE-50).

        :raises UserError: naming the preference of the customer, or why the person
            may not call
        """
        now = fields.Datetime.now()
        for vals in vals_list:
            record = self.env["callback.record"].browse(vals.get("record_id"))
            record.check_access("read")
            channel = self.env["callback.channel"].browse(vals.get("channel_id"))
            user = self.env["res.users"].browse(vals.get("user_id") or self.env.uid)
            moment = fields.Datetime.to_datetime(vals.get("date_start")) or now
            record._check_contact(channel, user, moment)

    def _check_corrected(self, vals):
        """Check what a correction says about channel, person and time."""
        if not {"channel_id", "user_id", "date_start"} & set(vals):
            return
        for attempt in self:
            values = {
                "record_id": attempt.record_id.id,
                "channel_id": vals.get("channel_id", attempt.channel_id.id),
                "user_id": vals.get("user_id", attempt.user_id.id),
                "date_start": vals.get("date_start", attempt.date_start),
            }
            self._check_contacts([values])
