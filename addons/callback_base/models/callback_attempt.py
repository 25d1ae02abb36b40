# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .measured_seconds import MeasuredSeconds

OUTCOMES = [
    ("answered", "Answered"),
    ("no_answer", "No answer"),
    ("busy", "Busy"),
    ("invalid_number", "Invalid number"),
    ("refused", "Customer refused"),
    ("other", "Other"),
]


class CallbackAttempt(models.Model):
    """One try to reach a customer. Kept for good, whatever came of it (F3-55)."""

    _name = "callback.attempt"
    _description = "Callback attempt"
    _inherit = ["callback.guard.mixin"]
    _order = "date_start, id"
    _guarded_fields = frozenset({"company_id", "is_valid"})

    record_id = fields.Many2one(
        "callback.record", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="record_id.company_id", store=True)
    date_start = fields.Datetime(
        string="Time", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Caller", required=True, default=lambda self: self.env.uid
    )
    channel_id = fields.Many2one("callback.channel", required=True)
    outcome = fields.Selection(OUTCOMES, required=True)
    is_inbound = fields.Boolean(
        string="Customer called",
        help="The customer called by himself: no window and no limit is broken.",
    )
    is_other_line = fields.Boolean(
        string="Other line",
        help="Called by another line than the service number: the line was faulty or "
        "the customer did not answer it. Needs the reason (F3-20).",
    )
    phone = fields.Char(string="Number", help="The number that was called.", copy=False)
    ring_seconds = MeasuredSeconds(string="Rang (s)", aggregator=False)
    talk_seconds = MeasuredSeconds(string="Talked (s)")
    note = fields.Char(
        string="Reason or remark",
        help="Why the customer was not reached, or was contacted all the same outside "
        "the hours of the policy.",
    )
    is_valid = fields.Boolean(
        compute="_compute_is_valid",
        store=True,
        help="Counts towards the attempts needed before “unreachable”.",
    )

    _seconds_positive = models.Constraint(
        "CHECK (ring_seconds >= 0 AND talk_seconds >= 0)",
        "Seconds cannot be negative.",
    )

    @api.depends(
        "outcome", "ring_seconds", "channel_id", "record_id.policy_id", "is_inbound"
    )
    def _compute_is_valid(self):
        """An unanswered ring counts from the policy's seconds on (BASE-11)."""
        for attempt in self:
            attempt.is_valid = self._counts(
                attempt.record_id.policy_id,
                attempt.channel_id,
                attempt.outcome,
                attempt.ring_seconds,
                attempt.is_inbound,
            )

    @api.model
    def _counts(self, policy, channel, outcome, ring_seconds, is_inbound):
        """Tell whether an attempt counts towards “unreachable” (F3-55, BASE-11)."""
        if outcome == "answered":
            return True
        if is_inbound:
            # Nobody tried to reach the customer.
            return False
        if outcome == "invalid_number":
            return policy.attempt_invalid_number
        limit = policy._get_ring_seconds(channel)
        return not channel.has_ring or ring_seconds >= limit

    @api.depends("date_start", "outcome")
    def _compute_display_name(self):
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        for attempt in self:
            attempt.display_name = (
                f"{attempt.record_id.name} {labels.get(attempt.outcome, '')}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Log attempts on open records only, and take over the channel reached on."""
        for vals in vals_list:
            self._check_guarded(vals)
        supervisor = self.env.user.has_group("callback_base.callback_group_supervisor")
        if not (self.env.su or supervisor):
            # A caller logs own attempts only.
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        vals_list = [self._clean_values(vals) for vals in vals_list]
        exceptions = self._check_contacts(vals_list)
        vals_list = [
            {**vals, "exception": exception, "phone": self._get_called_number(vals)}
            for vals, exception in zip(vals_list, exceptions, strict=True)
        ]
        attempts = super().create(vals_list)
        attempts._check_open()
        for attempt in attempts:
            attempt._take_over()
        return attempts

    @api.model
    def _get_called_number(self, vals):
        """Return the number given, or else the one of the customer."""
        channel = self.env["callback.channel"].browse(vals["channel_id"])
        if vals.get("phone") or not channel.has_ring:
            return vals.get("phone")
        return self.env["callback.record"].browse(vals["record_id"]).phone_call

    def _take_over(self):
        """Start the callback, and note who reached the customer on which channel."""
        # sudo: the caller's right to the record was checked with the attempt; who
        # takes a free callback is laid down here.
        record = self.record_id.sudo()
        if record.state == "planned":
            record._start(self.date_start)
        values = {}
        if record.call_start:
            values["call_start"] = values["call_note"] = False
        if self.outcome == "answered":
            values |= self._get_contact_values(record)
        if values:
            record.write(values)

    def _get_contact_values(self, record):
        values = {}
        if record.channel_id != self.channel_id:
            values["channel_id"] = self.channel_id.id
        if not record.user_id:
            values["user_id"] = self.user_id.id
        return values

    def write(self, vals):
        """Attempts are corrected on open records only."""
        self._check_guarded(vals)
        self._check_open()
        self._check_corrector(vals)
        vals = self._clean_values(vals, new=False)
        corrected = self._check_corrected(vals)
        before = self._get_told_values(vals)
        parts = self.grouped(lambda attempt: corrected[attempt])
        for exception, attempts in parts.items():
            super(CallbackAttempt, attempts).write({**vals, "exception": exception})
        self._log_corrections(before)
        return True

    @api.constrains("date_start")
    def _check_date_start(self):
        now = fields.Datetime.now()
        for attempt in self:
            if attempt.date_start > now:
                raise ValidationError(
                    self.env._("An attempt cannot lie in the future.")
                )

    def _check_open(self):
        closed = self.filtered(
            lambda a: a.record_id.state not in ("planned", "ongoing")
        )
        if closed:
            raise UserError(
                self.env._(
                    "%(record)s is closed: its attempts stay as they are.",
                    record=closed[0].record_id.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An attempt is evidence and cannot be deleted."))

    def _count_valid(self):
        """Number of valid attempts of one callback at different times (F3-57)."""
        record = self.record_id
        valid = self.filtered("is_valid")
        return record.policy_id._count_times(
            valid.mapped("date_start"), record.company_id
        )
