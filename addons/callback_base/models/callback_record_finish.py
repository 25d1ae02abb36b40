# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .callback_record import OPEN_STATES
from .prefetch import FreeQuery, prefetch_lines

#: What is looked at when a callback is finished: of its attempts and its evidence.
ATTEMPT_FIELDS = (
    "channel_id",
    "date_end",
    "date_hangup",
    "date_start",
    "outcome",
    "ring_seconds",
    "talk_seconds",
)
EVIDENCE_FIELDS = (
    "check_state",
    "date_end",
    "date_start",
    "document_id",
    "kind_id",
    "state",
)


class CallbackRecord(models.Model):
    """How callbacks end: done, unreachable or declined."""

    _inherit = "callback.record"

    def action_done(self):
        """Finish callbacks that hold their facts and their evidence. RPC.

        :raises UserError: naming the missing fact, step of the script, channel or
            evidence (BASE-09, BASE-10, BASE-12, BASE-35, U1-07), or the callback
            that somebody else is finishing at this moment
        """
        free = self._read_for_work(FreeQuery)
        self.check_access("write")
        self._check_may_finish()
        self._check_free(free)
        self._check_state(OPEN_STATES, self.env._("finished"))
        for record in self:
            record._check_channel()
        # One moment for all: a letter reaches the customer when it is finished.
        now = fields.Datetime.now()
        self._log_silent_contact(now)
        self._prefetch_facts()
        for record in self:
            record._check_done_facts()
            record._check_evidence()
        self._check_script()
        self._close("done", now)
        return True

    def _check_may_finish(self):
        """Raise when somebody or something else has to come first; a hook."""

    def _prefetch_facts(self):
        """Read what the checks look at, for all callbacks at once."""
        self._prefetch_lines("attempt_ids", ATTEMPT_FIELDS)
        self._prefetch_lines("evidence_ids", EVIDENCE_FIELDS)

    def _prefetch_lines(self, name, names):
        """Read lines and their values by one query, not by two.

        :param name: a one2many field of the callbacks
        :param names: the fields of the lines to read
        """
        # sudo: what callbacks hold is checked whoever finishes them; their right to
        # the callbacks is checked by the actions.
        records = self.sudo()
        prefetch_lines(records, name, names)

    def _check_free(self, free):
        """Keep others from closing the same callbacks until this is done.

        :param free: those of the callbacks that could be locked
        """
        busy = (self - free).exists()
        if busy:
            raise UserError(
                self.env._(
                    "%(record)s is being changed by somebody else at this moment. Look "
                    "at it again.",
                    record=busy[0].name,
                )
            )

    def _log_silent_contact(self, now):
        """What does not ring, a letter for example, reaches the customer when it is
        finished."""
        for record in self:
            channel = record.channel_id
            if not channel or channel._rings():
                continue
            reached = record.attempt_ids.filtered(lambda a: a.outcome == "answered")
            if channel not in reached.channel_id:
                record.log_attempt(channel.code, "answered", started_at=now)

    def _close(self, state, now):
        self._check_interest(self.env.user)
        # sudo: state and clocks are guarded; the actions check who may finish.
        records = self.sudo()
        records.attempt_ids.filtered(
            lambda attempt: attempt.date_hangup and not attempt.date_end
        )._end_wrap_up(now)
        records.filtered(lambda record: not record.date_start).date_start = now
        records.write({"state": state, "date_done": now, "call_start": False})

    def action_unreachable(self):
        """Go on by the next channel of the ladder, or close (BASE-11). RPC.

        A callback is closed after the last channel only; until then it stays ongoing
        on the next one, with its deadline.

        :raises UserError: naming how many valid attempts count and are needed, until
            when an answer is waited for, or the evidence that is missing
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("closed"))
        for record in self:
            record._check_exhausted()
        closing = self._climb_ladder()
        if closing:
            closing._close("unreachable", fields.Datetime.now())
        return True

    def action_decline(self):
        """Close because the customer refuses the callback. RPC.

        :raises UserError: when the customer did not refuse, or spoke to us afterwards
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("closed"))
        for record in self:
            spoken = record.attempt_ids.filtered(
                lambda attempt: attempt.outcome in ("answered", "refused")
            ).sorted(lambda attempt: (attempt.date_start, attempt.id))
            if spoken[-1:].outcome != "refused":
                raise UserError(
                    self.env._(
                        "%(record)s: log the attempt in which the customer refused.",
                        record=record.name,
                    )
                )
        self._close("declined", fields.Datetime.now())
        return True
