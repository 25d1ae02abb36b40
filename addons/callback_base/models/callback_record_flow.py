# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from types import MappingProxyType

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from .callback_record import CLOSED_STATES, OPEN_STATES


class CallbackRecord(models.Model):
    """The life of a callback: start, attempts, finish, archive."""

    _inherit = "callback.record"

    def _check_state(self, states, verb):
        wrong = self.filtered(lambda record: record.state not in states)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(record)s is “%(state)s” and cannot be %(verb)s.",
                    record=wrong[0].name,
                    state=labels[wrong[0].state],
                    verb=verb,
                )
            )

    def action_start(self):
        """Begin planned callbacks; an unassigned one becomes the user's own. RPC.

        :raises UserError: naming why the caller may not call (BASE-18, BASE-50)
        """
        self.check_access("write")
        self._check_state(("planned",), self.env._("started"))
        now = fields.Datetime.now()
        self._check_callers(now)
        self._start(now)
        return True

    def _start(self, now):
        # sudo: state and clocks are guarded; the actions check who may start.
        records = self.sudo().with_context(callback_call_moment=now)
        planned = records.filtered(lambda record: record.state == "planned")
        planned.filtered(lambda record: not record.user_id).write(
            {"user_id": self.env.uid}
        )
        planned.write({"state": "ongoing", "date_start": now})
        planned._create_script_lines()

    def action_start_next(self):
        """Take the most urgent callback of the user's queue and open it. RPC.

        Own callbacks and the free ones of the own department compete by deadline.
        One that a colleague is just taking is passed over, and so is one that the
        user may not call (BASE-18, BASE-50); those already begun come last, so that
        a customer who did not answer is not called at once again. Called on records,
        these are left out.
        """
        now = fields.Datetime.now()
        others = Domain("id", "not in", self.ids)
        obstacles = {}
        for state in OPEN_STATES:
            for batch in self._browse_queue(others & Domain("state", "=", state)):
                passed = batch._get_obstacles(self.env.user, now)
                obstacles |= passed
                for record in batch - batch.browse().union(*passed):
                    if record.try_lock_for_update():
                        record._start(now)
                        return record._get_form_action()
        message = next(iter(obstacles.values()), "")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if message else "info",
                "message": message or self.env._("Your queue is empty. Well done."),
            },
        }

    @api.model
    def _get_queue_parts(self):
        """Return what the user's queue is made of, as ``_search_parts`` takes it.

        Callbacks of the user, and free ones of the user's own units.
        """
        unit_ids = self.env.user._get_callback_unit_ids()
        return [
            (self.env.uid, Domain.TRUE),
            (False, Domain("department_id", "in", unit_ids)),
        ]

    def _get_form_action(self):
        self.ensure_one()
        return {
            **self._get_queue_action(),
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

    @api.model
    @ormcache("self.env.lang")
    def _get_queue_action(self):
        """Return the action of the queue; kept until an action changes."""
        return MappingProxyType(
            self.env["ir.actions.act_window"]._for_xml_id(
                "callback_base.callback_record_action_queue"
            )
        )

    def log_attempt(
        self,
        channel,
        outcome,
        started_at=None,
        ring_seconds=0,
        talk_seconds=0,
        note="",
        inbound=False,
        other_line=False,
    ):
        """Log one try to reach the customer; a planned record is started. RPC.

        :param channel: code of the channel
        :param outcome: answered, no_answer, busy, invalid_number, refused, other
        :param started_at: naive UTC; default now
        :param ring_seconds: measured seconds; 0: not measured
        :param talk_seconds: measured seconds; 0: not measured
        :param note: reason or remark; needed where the policy allows an exception
        :param inbound: the customer called by himself, which no limit forbids
        :param other_line: not by the service number; needs the note (F3-20)
        :returns: the ``callback.attempt``
        :raises UserError: for a closed record, an unknown channel or one that the
            customer refuses, a person who may not call this customer, a time outside
            the contact windows, above the daily limit or not another time
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("called"))
        now = fields.Datetime.now()
        return self.env["callback.attempt"].create(
            {
                "record_id": self.id,
                "channel_id": self.env["callback.channel"]._get_by_code(channel).id,
                "outcome": outcome,
                "date_start": started_at or now,
                "ring_seconds": ring_seconds,
                "talk_seconds": talk_seconds,
                "note": note,
                "is_inbound": inbound,
                "is_other_line": other_line,
            }
        )

    def action_fill_satisfied(self):
        """Fill the form with the usual words of a satisfied customer. RPC.

        :raises UserError: where another satisfaction was chosen: the words would
            say something else
        """
        labels = dict(self._fields["satisfaction"]._description_selection(self.env))
        for record in self:
            kind = record.type_id
            if (record.satisfaction or "satisfied") != "satisfied":
                raise UserError(
                    self.env._(
                        "%(callback)s: “%(satisfaction)s” was chosen; write the result "
                        "in the customer's words.",
                        callback=record.display_name,
                        satisfaction=labels[record.satisfaction],
                    )
                )
            record.write(
                {
                    "satisfaction": record.satisfaction or "satisfied",
                    "content": record.content or kind.phrase_content,
                    "problem": record.problem or kind.phrase_problem,
                    "result": record.result or kind.phrase_result,
                }
            )
        return True

    def action_cancel(self, reason):
        """Give up callbacks that are not owed after all; supervisors only. RPC.

        :param reason: why, kept on the record
        :raises UserError: without a reason, or for a finished record
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor can cancel a callback."))
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason for cancelling."))
        self._check_state(OPEN_STATES, self.env._("cancelled"))
        # sudo: the state is guarded; a supervisor of this record is cancelling it.
        self.sudo().write({"state": "cancelled", "cancel_reason": reason})
        return True

    def action_archive(self):
        """Build and seal the file of finished callbacks (U1-14 … U1-18). RPC.

        :returns: the ``callback.archive`` records
        :raises UserError: for an open or already archived record
        """
        self.check_access("write")
        self._check_state(CLOSED_STATES, self.env._("archived"))
        return self._archive(fields.Datetime.now())

    def _archive(self, now):
        # sudo: the file is written by the system alone, so that no role can create
        # or change one by hand; the caller's right to the records is checked above.
        return self.env["callback.archive"].sudo()._create_from_records(self, now)

    def action_request_extension(self):
        """Open the form of a request for a longer deadline."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a longer deadline"),
            "res_model": "callback.extension",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_record_id": self.id,
                "default_quantity": self.step_id.extension_quantity,
                "default_unit": self.step_id.extension_unit,
            },
        }

    def action_view_archive(self):
        """Open the sealed file of this callback."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.archive",
            "res_id": self.archive_id.id,
            "views": [(False, "form")],
        }

    def action_open_source(self):
        """Open the document that made this callback owed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
