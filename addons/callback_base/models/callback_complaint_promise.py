# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_selections import WORK_STATES


class CallbackComplaint(models.Model):
    """What cannot be solved in time: a new agreed time, or an extension."""

    _inherit = "callback.complaint"

    def action_promise(self, new_time, text):
        """Record that the customer was told a new agreed time (S3-08, S6-13). RPC.

        Told before the limit, the promised time is the new limit. Told afterwards it
        is too, but the breach stays.

        :param new_time: naive UTC datetime, or its text
        :param text: the explanation given to the customer
        :raises UserError: when the process allows no, or no further, promise
        """
        self._check_act(("new", *WORK_STATES), self.env._("put off"))
        text = self._check_text(text, self.env._("explanation"))
        new_time = self._parse_moment(new_time)
        now = fields.Datetime.now()
        # sudo: clocks are written by actions only; the right is checked above.
        for complaint in self.sudo():
            clock = complaint._get_promise_clock()
            if not new_time or new_time <= max(now, clock.deadline):
                raise UserError(
                    self.env._(
                        "%(complaint)s: the promised time must be later than now and "
                        "than the limit %(limit)s.",
                        complaint=complaint.name,
                        limit=clock._format_local(clock.deadline),
                    )
                )
            clock._move(
                new_time,
                now,
                promise_count=clock.promise_count + 1,
                date_told=now,
                date_promised=new_time,
                promise_text=text,
            )
            complaint._message_log(
                body=self.env._(
                    "The customer was told %(time)s instead of %(before)s: %(text)s",
                    time=clock._format_local(new_time),
                    before=clock._format_local(clock.deadline_original),
                    text=text,
                )
            )
        return True

    @api.model
    def _parse_moment(self, value):
        """Return a moment given as text; raise naming a text that is none."""
        try:
            return fields.Datetime.to_datetime(value)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._(
                    "“%(value)s” is no time such as 2026-10-08 02:00:00.", value=value
                )
            ) from error

    def _get_promise_clock(self):
        """Return the running clock for which the customer may be told a new time."""
        self.ensure_one()
        clocks = self._get_open_clocks().filtered(
            lambda clock: clock.deadline and clock.stage_id.promise_max
        )
        clock = clocks.sorted("deadline")[:1]
        if not clock or clock.promise_count >= clock.stage_id.promise_max:
            raise UserError(
                self.env._(
                    "%(rule)s: no new time, or no further one, may be promised for "
                    "%(complaint)s at this stage.",
                    rule=self.process_id._cite(),
                    complaint=self.name,
                )
            )
        return clock

    def request_extension(self, quantity, unit, reason):
        """Ask for a longer limit of the stage that is due next. RPC.

        :param quantity: whole new limit counted from the start of the stage
        :param unit: as in ``callback.workday.deadline``
        :returns: the requested ``callback.complaint.extension``
        """
        self.ensure_one()
        self._check_act(("new", *WORK_STATES, "resolved"), self.env._("extended"))
        reason = self._check_text(reason, self.env._("reason"))
        return self.env["callback.complaint.extension"].create(
            {
                "clock_id": self._get_next_clock().id,
                "quantity": quantity,
                "unit": unit,
                "reason": reason,
            }
        )
