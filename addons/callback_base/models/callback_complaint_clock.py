# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..workday.zone import LocalZone
from .complaint_selections import OPEN_STATES, STAGES


class CallbackComplaintClock(models.Model):
    """The clock of one stage in one round of a complaint (BASE-26).

    A finished clock stays as it was, whatever becomes of the complaint.
    """

    _name = "callback.complaint.clock"
    _description = "Clock of a complaint"
    _order = "complaint_id, round, sequence, id"

    complaint_id = fields.Many2one(
        "callback.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    stage_id = fields.Many2one(
        "callback.complaint.process.stage",
        string="Stage of the process",
        required=True,
        ondelete="restrict",
    )
    code = fields.Selection(STAGES, string="Stage", required=True)
    sequence = fields.Integer(default=10)
    round = fields.Integer(default=1, required=True, aggregator="max")
    date_start = fields.Datetime(string="Counted from")
    deadline = fields.Datetime(index=True)
    deadline_original = fields.Datetime(
        string="First deadline", help="Before any promise or extension."
    )
    deadline_breached = fields.Datetime(
        string="Missed deadline",
        help="A deadline that had passed when a new time was promised or granted: "
        "that does not undo the breach.",
    )
    deadline_basis = fields.Json(string="Derivation of the deadline")
    deadline_basis_text = fields.Text(
        string="Why this deadline?", compute="_compute_deadline_basis_text"
    )
    date_done = fields.Datetime(string="Done")
    on_time = fields.Boolean(compute="_compute_on_time", store=True)
    is_late = fields.Boolean(
        string="Limit missed",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Done late, not done by now, or moved only after the limit.",
    )
    light = fields.Selection(
        [
            ("waiting", "Not begun"),
            ("running", "In time"),
            ("today", "Due today"),
            ("overdue", "Overdue"),
            ("kept", "On time"),
            ("late", "Late"),
        ],
        string="Status",
        compute="_compute_light",
    )
    promise_count = fields.Integer(string="Promised times")
    date_told = fields.Datetime(string="Customer told on")
    date_promised = fields.Datetime(string="Promised for")
    promise_text = fields.Text(string="Explanation to the customer")
    extension_ids = fields.One2many(
        "callback.complaint.extension", "clock_id", string="Extensions"
    )

    _stage_unique = models.UniqueIndex(
        "(complaint_id, round, code)", "A round has each clock once."
    )

    @api.depends("code", "round")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for clock in self:
            clock.display_name = labels.get(clock.code, "")

    @api.depends("date_done", "deadline", "deadline_breached")
    def _compute_on_time(self):
        """One second after the deadline is late (T-06)."""
        for clock in self:
            limits = [d for d in (clock.deadline, clock.deadline_breached) if d]
            clock.on_time = bool(
                clock.date_done and (not limits or clock.date_done <= min(limits))
            )

    @api.depends("date_done", "deadline", "deadline_breached", "complaint_id.state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for clock in self:
            if clock.complaint_id.state in ("merged", "cancelled"):
                clock.is_late = False  # a merged matter is judged where it goes on
            elif clock.date_done:
                clock.is_late = not clock.on_time
            else:
                missed = clock.deadline and clock.deadline < now
                clock.is_late = bool(clock.deadline_breached or missed)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        missed = Domain("date_done", "=", False) & (
            Domain("deadline_breached", "!=", False)
            | Domain("deadline", "<", fields.Datetime.now())
        )
        done = Domain("date_done", "!=", False) & Domain("on_time", "=", False)
        counted = Domain("complaint_id.state", "not in", ("merged", "cancelled"))
        late = counted & (missed | done)
        return late if True in value else ~late

    def _get_breach_met_dates(self, kind):
        """Return {id of the clock: when the late stage was done after all}."""
        return {clock.id: clock.date_done for clock in self}

    @api.depends("date_done", "deadline", "on_time", "complaint_id.state")
    def _compute_light(self):
        now = fields.Datetime.now()
        for clock in self:
            clock.light = clock._get_light(now)

    def _get_light(self, now):
        if self.date_done:
            return "kept" if self.on_time else "late"
        if not self.deadline or self.complaint_id.state not in OPEN_STATES:
            return "waiting"
        if self.deadline < now or self.deadline_breached:
            return "overdue"
        zone = self._get_zone()
        today = zone.local(self.deadline).date() == zone.local(now).date()
        return "today" if today else "running"

    @api.depends("deadline_basis")
    @api.depends_context("lang")
    def _compute_deadline_basis_text(self):
        workday = self.env["callback.workday"]
        for clock in self:
            basis = clock.deadline_basis
            clock.deadline_basis_text = workday._basis_text(basis) if basis else ""

    def _get_zone(self):
        # sudo: the time zone of the policy's calendar only.
        policy = self.sudo().stage_id.process_id.policy_id
        return LocalZone(policy._get_calendar(self.company_id).tz or "UTC")

    def _format_local(self, value):
        """Write a time as the reader sees it, in the policy's calendar time zone."""
        return format_datetime(
            self.env, value, tz=self._get_zone().name, dt_format="short"
        )

    def _begin(self, start):
        """Count the limit from a moment; what was promised or granted later stays."""
        self.ensure_one()
        deadline, basis = self.stage_id._get_limit(start, self.company_id)
        values = {
            "date_start": start,
            "deadline_original": deadline,
            "deadline_basis": basis,
        }
        moved = self.promise_count or self.deadline != self.deadline_original
        if not (moved and self.deadline and self.deadline > deadline):
            values["deadline"] = deadline
        changed = {name: v for name, v in values.items() if self[name] != v}
        if changed:
            self.write(changed)

    def _move(self, deadline, now, **values):
        """Set a later deadline; one that had passed stays a breach (T-06)."""
        self.ensure_one()
        if self.deadline < now and not self.deadline_breached:
            values["deadline_breached"] = self.deadline
        self.write({"deadline": deadline, **values})
