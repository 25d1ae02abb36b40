# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """The call at the caller's desk: dial, answered, hang up, finish.

    The buttons measure; a call-centre system gives its own seconds with
    ``log_attempt`` instead.
    """

    _inherit = "callback.record"
    _guarded_fields = frozenset({"call_note", "call_start"})

    call_start = fields.Datetime(string="Dialled at", readonly=True, copy=False)
    call_note = fields.Char(readonly=True, copy=False)
    call_state = fields.Selection(
        [("ringing", "Ringing"), ("talking", "Talking")],
        string="Call",
        compute="_compute_call_state",
    )

    @api.depends(
        "call_start", "state", "attempt_ids.date_answer", "attempt_ids.date_hangup"
    )
    def _compute_call_state(self):
        for record in self:
            is_open = record.state in OPEN_STATES
            talking = record.attempt_ids.filtered(
                lambda attempt: attempt.date_answer and not attempt.date_hangup
            )
            if is_open and record.call_start:
                record.call_state = "ringing"
            else:
                record.call_state = "talking" if is_open and talking else False

    def action_dial(self, note=""):
        """Begin to measure a call to the customer. RPC.

        :param note: reason, where the policy allows the call for one only
        :raises UserError: for a channel that does not ring, a running call, or what
            would keep an attempt from being logged now
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("called"))
        if not self.channel_id.has_ring:
            raise UserError(
                self.env._(
                    "%(record)s is not made by a channel that rings.", record=self.name
                )
            )
        if self.call_state:
            raise UserError(
                self.env._("%(record)s: the call is still on.", record=self.name)
            )
        now = fields.Datetime.now()
        self._check_dial(now, note)
        # sudo: the clocks of a call are guarded; they are measured here.
        record = self.sudo()
        record.attempt_ids._end_wrap_up(now)
        if record.state == "planned":
            record._start(now)
        record.write({"call_start": now, "call_note": (note or "").strip() or False})
        return True

    def _check_dial(self, now, note):
        """Raise now rather than after the call what forbids the attempt."""
        attempts = self.env["callback.attempt"]
        attempts._check_contacts(
            [
                {
                    "record_id": self.id,
                    "channel_id": self.channel_id.id,
                    "date_start": now,
                    "outcome": "answered",
                    "note": note,
                }
            ]
        )

    def action_log_answered(self):
        """Log in one click that the customer was reached just now. RPC."""
        for record in self:
            if record.call_start:
                record._log_call("answered")
            else:
                record.log_attempt(record.channel_id.code, "answered")
        return True

    def action_log_no_answer(self):
        """Log the running call as not answered, with the seconds it rang. RPC.

        Without a running call, the seconds are asked for.
        """
        self.ensure_one()
        if not self.call_start:
            return self.action_open_attempt()
        self._log_call("no_answer")
        return True

    def _log_call(self, outcome):
        """Log the call that was dialled, with the time it rang."""
        self.ensure_one()
        now, started = fields.Datetime.now(), self.call_start
        rang = self.env["callback.attempt"]._get_seconds(started, now)
        attempt = self.log_attempt(
            self.channel_id.code,
            outcome,
            started_at=started,
            ring_seconds=rang,
            note=self.call_note or "",
        )
        if outcome == "answered":
            attempt.sudo().date_answer = now  # sudo: measured here, see action_dial
        return attempt

    def action_hang_up(self):
        """End the conversation; what follows is the work after the call. RPC."""
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("changed"))
        # sudo: the clocks of a call are guarded; they are measured here.
        self.sudo().attempt_ids._hang_up(fields.Datetime.now())
        return True

    def action_open_attempt(self):
        """Open the small form in which a contact is logged."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log contact"),
            "res_model": "callback.attempt.log",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_record_id": self.id},
        }
