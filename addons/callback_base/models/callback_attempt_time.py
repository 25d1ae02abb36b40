# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .measured_seconds import MeasuredSeconds


class CallbackAttempt(models.Model):
    """Times of a call as they were measured, by the caller's buttons or given.

    Ringing, talking and the work after the call are measured apart. What nobody
    measured stays empty: it is never guessed from opening and closing a callback.
    """

    _inherit = "callback.attempt"
    _guarded_fields = frozenset({"date_answer", "date_hangup", "date_end"})

    date_answer = fields.Datetime(string="Answered at", readonly=True)
    date_hangup = fields.Datetime(string="Hung up at", readonly=True)
    date_end = fields.Datetime(
        string="Finished at",
        readonly=True,
        help="When the work after the call was finished.",
    )
    wrap_seconds = MeasuredSeconds(
        string="Wrap-up (s)",
        aggregator="avg",
        help="From hanging up until the callback was finished or the next call begun.",
    )

    _wrap_positive = models.Constraint(
        "CHECK (wrap_seconds >= 0)", "Seconds cannot be negative."
    )

    @api.model
    def _get_seconds(self, first, last):
        return max(round((last - first).total_seconds()), 0)

    def _hang_up(self, now):
        """Measure the time talked of calls that are still on."""
        for attempt in self.filtered(lambda a: a.date_answer and not a.date_hangup):
            talked = self._get_seconds(attempt.date_answer, now)
            attempt.write({"date_hangup": now, "talk_seconds": talked})

    def _end_wrap_up(self, now):
        """Measure the work after calls that were hung up."""
        for attempt in self.filtered(lambda a: a.date_hangup and not a.date_end):
            wrapped = self._get_seconds(attempt.date_hangup, now)
            attempt.write({"date_end": now, "wrap_seconds": wrapped})
