# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


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
    outcome = fields.Selection(
        [
            ("answered", "Answered"),
            ("no_answer", "No answer"),
            ("busy", "Busy"),
            ("invalid_number", "Invalid number"),
            ("refused", "Customer refused"),
            ("other", "Other"),
        ],
        required=True,
    )
    ring_seconds = fields.Integer(string="Rang (s)", aggregator=False)
    talk_seconds = fields.Integer(string="Talked (s)")
    note = fields.Char()
    is_valid = fields.Boolean(
        compute="_compute_is_valid",
        store=True,
        help="Counts towards the attempts needed before “unreachable”.",
    )

    _seconds_positive = models.Constraint(
        "CHECK (ring_seconds >= 0 AND talk_seconds >= 0)",
        "Seconds cannot be negative.",
    )

    @api.depends("outcome", "ring_seconds", "channel_id", "record_id.policy_id")
    def _compute_is_valid(self):
        """An unanswered ring counts from the policy's seconds on (BASE-11)."""
        for attempt in self:
            limit = attempt.record_id.policy_id.attempt_ring_seconds
            attempt.is_valid = (
                attempt.outcome == "answered"
                or not attempt.channel_id.has_ring
                or attempt.ring_seconds >= limit
            )

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
        self._check_contacts(vals_list)
        attempts = super().create(vals_list)
        for attempt in attempts:
            attempt._check_open()
            # sudo: the caller's right to the record was checked with the attempt;
            # who takes a free callback is laid down here.
            record = attempt.record_id.sudo()
            values = {}
            if record.state == "planned":
                record._start(attempt.date_start)
            if attempt.outcome == "answered":
                values["channel_id"] = attempt.channel_id.id
                if not record.user_id:
                    values["user_id"] = attempt.user_id.id
            if values:
                record.write(values)
        return attempts

    def write(self, vals):
        """Attempts are corrected on open records only."""
        self._check_guarded(vals)
        self._check_open()
        self._check_corrected(vals)
        return super().write(vals)

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
        """Number of valid attempts at different times; one a minute counts."""
        valid = self.filtered("is_valid")
        return len({attempt.date_start.replace(second=0) for attempt in valid})
