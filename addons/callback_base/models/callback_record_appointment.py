# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .callback_record import OPEN_STATES

#: Fields of a callback that its appointment shows.
SHOWN_FIELDS = {"date_planned", "user_id", "contact_id", "channel_id"}


class CallbackRecord(models.Model):
    """The appointment with the customer, kept in the calendar (BASE-37, B1-06)."""

    _inherit = "callback.record"
    _guarded_fields = frozenset({"calendar_event_id"})

    contact_id = fields.Many2one(
        "res.partner",
        string="Receiving person",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Who receives the caller or the visitor; empty: the customer.",
    )
    calendar_event_id = fields.Many2one(
        "calendar.event",
        string="Appointment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.constrains("contact_id", "partner_id")
    def _check_contact_id(self):
        for record in self.filtered("contact_id"):
            contact, customer = record.contact_id, record.partner_id
            if contact.commercial_partner_id != customer.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(record)s: %(contact)s does not belong to %(customer)s.",
                        record=record.name,
                        contact=contact.name,
                        customer=customer.name,
                    )
                )

    def write(self, vals):
        """Keep the appointment in step with its callback."""
        result = super().write(vals)
        if not self.env.context.get("callback_appointment_moved"):
            if SHOWN_FIELDS & set(vals):
                self._move_appointments()
            if vals.get("state") and vals["state"] not in OPEN_STATES:
                self._end_appointments()
        return result

    def action_make_appointment(self):
        """Put the planned time into the calendar, with the receiving person. RPC.

        Nobody is written to: the caller agrees the time with the customer.

        :raises UserError: for a closed callback, or one without a planned time
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("planned"))
        for record in self:
            if not record.date_planned:
                raise UserError(
                    self.env._(
                        "%(record)s: plan a time before you make the appointment.",
                        record=record.name,
                    )
                )
        self._move_appointments()
        new = self.filtered(lambda record: not record.calendar_event_id)
        # sudo: the link is guarded; the user may change this callback, see above.
        new = new.sudo()
        events = self._get_event_model().create(
            [record._get_event_values() for record in new]
        )
        model_id = self.env["ir.model"]._get_id(self._name)
        for record, event in zip(new, events, strict=True):
            # Linked afterwards: at creation the link would make an activity, too.
            event.write({"res_model_id": model_id, "res_id": record.id})
            record.calendar_event_id = event
        return True

    def _get_event_model(self):
        # sudo: an appointment belongs to its callback, and whoever may change that
        # keeps it in line, also in a colleague's calendar.
        events = self.env["calendar.event"].sudo()
        return events.with_context(
            no_mail_to_attendees=True, callback_appointment_moved=True
        )

    def _get_event_values(self):
        """Return the appointment of this callback as values of a calendar event."""
        length = datetime.timedelta(minutes=self.policy_id.appointment_minutes)
        user = self.user_id or self.env.user
        people, secret = user.partner_id, self.partner_id.callback_level
        if not secret:
            # Everybody reads who attends, so a secret customer does not.
            people |= self.contact_id or self.partner_id
        return {
            "name": self.env._(
                "%(channel)s: %(callback)s",
                channel=self.channel_id.name or "",
                # A search by name finds an event of others, too.
                callback=self.name if secret else self.display_name,
            ),
            "start": self.date_planned,
            "stop": self.date_planned + length,
            "user_id": user.id,
            "partner_ids": [Command.set(people.ids)],
            # Colleagues see that the time is taken, not by which customer: what is
            # “confidential” is shown to all internal users.
            "privacy": "private",
        }

    def _move_appointments(self):
        """Bring existing appointments in line; without a time there is none."""
        # sudo: see _get_event_model.
        for record in self.sudo().filtered("calendar_event_id"):
            event = self._get_event_model().browse(record.calendar_event_id.id)
            if record.date_planned:
                event.write({"active": True, **record._get_event_values()})
            else:
                event.unlink()

    def _end_appointments(self):
        """Take appointments that are still to come out of the calendar."""
        now = fields.Datetime.now()
        # sudo: see _get_event_model.
        events = self.sudo().calendar_event_id.filtered(lambda e: e.start > now)
        self._get_event_model().browse(events.ids).action_archive()
