# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .attempt_values import JUDGED, Contact


class CallbackAttempt(models.Model):
    """Attempts are made by those who may, on channels that the customer accepts."""

    _inherit = "callback.attempt"

    @api.model
    def _check_contacts(self, vals_list):
        """Check new attempts before any is made (BASE-11, 14, 15, 18, 50).

        :returns: the exception each attempt needs, see ``_check_limits``
        :raises UserError: naming the preference of the customer, why the person may
            not call, or the limit that would be broken
        """
        return self._check_all([self._get_contact(vals) for vals in vals_list])

    @api.model
    def _check_all(self, contacts):
        records = self.env["callback.record"].browse(c.record.id for c in contacts)
        records.check_access("read")
        for contact in contacts:
            record = contact.record
            if contact.is_inbound:
                # The customer called: whose wish it was not is no question then.
                record._check_caller(contact.user, contact.moment)
            else:
                record._check_contact(contact.channel, contact.user, contact.moment)
        return self._check_limits(contacts)

    @api.model
    def _get_contact(self, vals):
        channel = self.env["callback.channel"].browse(vals.get("channel_id"))
        return Contact(
            record=self.env["callback.record"].browse(vals.get("record_id")),
            channel=channel,
            user=self.env["res.users"].browse(vals.get("user_id") or self.env.uid),
            moment=fields.Datetime.to_datetime(vals.get("date_start"))
            or fields.Datetime.now(),
            outcome=vals.get("outcome") or "",
            reason=(vals.get("note") or "").strip(),
            is_inbound=bool(vals.get("is_inbound")),
            is_other_line=bool(vals.get("is_other_line")),
            ring_seconds=vals.get("ring_seconds") or 0,
            attempt_id=vals.get("id") or 0,
        )

    def _check_corrected(self, vals):
        """Check what a correction says; return the exception each attempt needs."""
        if "record_id" in vals:
            raise UserError(
                self.env._("An attempt stays with the callback it was made for.")
            )
        if not JUDGED & set(vals):
            return {attempt: attempt.exception for attempt in self}
        contacts = [
            self._get_contact(
                {
                    "id": attempt.id,
                    "record_id": attempt.record_id.id,
                    "channel_id": attempt.channel_id.id,
                    "user_id": attempt.user_id.id,
                    "date_start": attempt.date_start,
                    "is_inbound": attempt.is_inbound,
                    "note": attempt.note,
                    "outcome": attempt.outcome,
                    "ring_seconds": attempt.ring_seconds,
                    "is_other_line": attempt.is_other_line,
                    **{name: vals[name] for name in JUDGED & set(vals)},
                }
            )
            for attempt in self
        ]
        return dict(zip(self, self._check_all(contacts), strict=True))
