# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..models.callback_attempt import OUTCOMES


class CallbackAttemptLog(models.TransientModel):
    """The small form in which a caller logs one contact."""

    _name = "callback.attempt.log"
    _description = "Log contact"

    record_id = fields.Many2one("callback.record", required=True, ondelete="cascade")
    channel_id = fields.Many2one(
        "callback.channel",
        compute="_compute_from_record",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    channel_has_ring = fields.Boolean(related="channel_id.has_ring")
    date_start = fields.Datetime(
        string="Time",
        compute="_compute_from_record",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    ring_seconds = fields.Integer(
        string="Rang (s)",
        compute="_compute_from_record",
        store=True,
        readonly=False,
        precompute=True,
    )
    talk_seconds = fields.Integer(string="Talked (s)")
    outcome = fields.Selection(OUTCOMES, default="no_answer", required=True)
    is_inbound = fields.Boolean(string="Customer called")
    is_other_line = fields.Boolean(string="Other line")
    note = fields.Char(string="Reason or remark")
    phone_other = fields.Char(string="Another number")
    attempt_text = fields.Char(related="record_id.attempt_text")

    @api.depends("record_id")
    def _compute_from_record(self):
        """A call that was dialled is measured until now."""
        now = fields.Datetime.now()
        attempts = self.env["callback.attempt"]
        for log in self:
            started = log.record_id.call_start
            log.channel_id = log.record_id.channel_id
            log.date_start = started or now
            log.ring_seconds = attempts._get_seconds(started, now) if started else 0

    def action_log(self):
        """Log the contact on its callback."""
        self.ensure_one()
        self.record_id.log_attempt(
            self.channel_id.code,
            self.outcome,
            started_at=self.date_start,
            ring_seconds=self.ring_seconds if self.channel_has_ring else 0,
            talk_seconds=self.talk_seconds if self.outcome == "answered" else 0,
            note=self.note or self.record_id.call_note or "",
            inbound=self.is_inbound,
            other_line=self.is_other_line and self.channel_has_ring,
        )
        if self.phone_other:
            self.record_id.phone_other = self.phone_other
        return {"type": "ir.actions.act_window_close"}
