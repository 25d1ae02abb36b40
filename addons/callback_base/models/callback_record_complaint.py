# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_record import OPEN_STATES
from .complaint_selections import OPEN_STATES as OPEN_ISSUES


class CallbackRecord(models.Model):
    """Callbacks that open issues, and those about a complaint (BASE-17, BASE-25)."""

    _inherit = "callback.record"
    _guarded_fields = frozenset({"complaint_id", "complaint_round", "is_confidential"})

    complaint_ids = fields.One2many(
        "callback.complaint", "record_id", string="Issues brought up", copy=False
    )
    complaint_count = fields.Integer(
        string="Issues", compute="_compute_complaint_count"
    )
    complaint_id = fields.Many2one(
        "callback.complaint",
        string="About the complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    complaint_round = fields.Integer(
        string="Round", readonly=True, copy=False, aggregator="max"
    )
    complaint_solved = fields.Selection(
        [("yes", "Solved"), ("no", "Not solved")],
        string="Solved, says the customer",
        copy=False,
        tracking=True,
    )
    is_confidential = fields.Boolean(string="Confidential", readonly=True, copy=False)

    _round_unique = models.UniqueIndex(
        "(complaint_id, complaint_round)"
        " WHERE complaint_id IS NOT NULL AND state != 'cancelled'",
        "A round of a complaint has one callback.",
    )
    _confidential_index = models.Index("(id) WHERE is_confidential")

    @api.depends("complaint_ids")
    @api.depends_context("uid")
    def _compute_complaint_count(self):
        groups = self.env["callback.complaint"]._read_group(
            [("record_id", "in", self.ids)], ["record_id"], ["__count"]
        )
        counts = {record.id: count for record, count in groups}
        for record in self:
            record.complaint_count = counts.get(record.id, 0)

    # Channel, time and facts of a callback about a complaint --------------------

    @api.depends("rule_id", "complaint_id", "complaint_round")
    def _compute_allowed_channel_ids(self):
        """Rounds and severity narrow the channels down (P1-13)."""
        result = super()._compute_allowed_channel_ids()
        for record in self.filtered("complaint_id"):
            # sudo: the caller need not see the complaint to know the channels.
            complaint = record.sudo().complaint_id
            record.allowed_channel_ids = complaint._get_callback_channels()
        return result

    @api.constrains("channel_id", "complaint_id")
    def _check_complaint_channel(self):
        """Refuse a channel that the round does not allow, naming those it does."""
        for record in self.filtered(
            lambda r: r.complaint_id and r.state in OPEN_STATES
        ):
            complaint = record.sudo().complaint_id  # as for the channels
            allowed = record.allowed_channel_ids
            if allowed and record.channel_id not in allowed:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: round %(round)s of %(complaint)s (%(severity)s) is "
                        "not called back by %(channel)s. Use: %(allowed)s.",
                        rule=complaint.process_id._cite(),
                        round=record.complaint_round,
                        complaint=complaint.name,
                        severity=complaint.severity_id.name or "",
                        channel=record.channel_id.name or "",
                        allowed=allowed.mapped("name"),
                    )
                )

    @api.constrains("date_planned", "complaint_id")
    def _check_planned_again(self):
        """The next callback is at another time than the one before (R2-11)."""
        for record in self.filtered(lambda r: r.complaint_id and r.date_planned):
            # sudo: the callback before may be a colleague's.
            before = record.sudo().parent_id
            times = before.attempt_ids.mapped("date_start")
            last = max([before.date_contact or False, *times] or [False])
            if last and record.date_planned <= last:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(record)s is called at another, later time than "
                        "%(last)s, when the customer did not accept the solution.",
                        rule=record.policy_id._cite("attempts"),
                        record=record.name,
                        last=record._format_local(last),
                    )
                )

    @api.constrains("complaint_solved")
    def _check_complaint_solved(self):
        self.filtered(lambda r: r.state == "done")._check_solved_known()

    def _check_done_facts(self):
        """The callback about a complaint asks whether it is solved."""
        result = super()._check_done_facts()
        self._check_solved_known()
        return result

    def _check_solved_known(self):
        for record in self.filtered("complaint_id"):
            if not record.complaint_solved:
                raise ValidationError(
                    self.env._(
                        "%(record)s: ask the customer whether the complaint is solved.",
                        record=record.name,
                    )
                )

    def _get_conflict_reason(self, user, concerned):
        """Who handled a complaint does not call the customer about it (BASE-18)."""
        reason = super()._get_conflict_reason(user, concerned)
        complaint = self.complaint_id
        if not reason and complaint and user in complaint._get_interested_users():
            return self.env._("this person handled %(case)s", case=complaint.name)
        return reason

    def write(self, vals):
        """What the customer said stays when the callback is finished."""
        supervisor = "callback_base.callback_group_supervisor"
        if "satisfaction" in vals and not self.env.user.has_group(supervisor):
            # A caller does not make a finished callback look better (BASE-12).
            self._check_said_stays(vals, "satisfaction")
        self._check_said_stays(vals, "complaint_solved")
        return super().write(vals)

    def _check_said_stays(self, vals, name):
        """Raise when a user changes what a customer said on a finished callback."""
        if name not in vals or self.env.su:
            return
        finished = self.filtered(
            lambda r: r.state not in OPEN_STATES and r[name] and r[name] != vals[name]
        )
        if finished:
            raise UserError(
                self.env._(
                    "%(record)s is finished: what the customer said stays.",
                    record=finished[0].name,
                )
            )

    # Finishing ----------------------------------------------------------------

    def action_cancel(self, reason):
        """A round of an open complaint gets another callback instead. RPC."""
        result = super().action_cancel(reason)
        # sudo: the complaint may be hidden from who cancels; its gate stays shut.
        for complaint in self.sudo().complaint_id:
            if complaint.state in ("resolved", "informed"):
                complaint._ensure_callback(fields.Datetime.now())
        return result

    def action_done(self):
        """See ``callback_record_flow.py``; an open issue may keep it open (L1-12)."""
        self.check_access("write")
        self._check_issues(("done",), self.env._("finished"))
        return super().action_done()

    def action_archive(self):
        """See ``callback_record_flow.py``; an open issue may keep it open."""
        self.check_access("write")
        self._check_issues(("archive", "done"), self.env._("archived"))
        return super().action_archive()

    def _check_issues(self, gates, verb):
        """Raise while an issue of these callbacks is open and the policy waits."""
        for record, waiting in self._get_waiting_issues(gates).items():
            raise UserError(
                self.env._(
                    "%(rule)s: %(record)s cannot be %(verb)s while its issue "
                    "%(issue)s is open.",
                    rule=record.policy_id._cite("complaint"),
                    record=record.name,
                    verb=verb,
                    issue=waiting[0].name,
                )
            )

    def _get_waiting_issues(self, gates=("archive", "done")):
        """Return ``{record: open issues}`` of those that their policy keeps waiting."""
        found = {}
        # sudo: the issue may be hidden from the caller; confidential ones keep
        # nobody waiting, because the wait would give them away.
        for record in self.sudo():
            if record.policy_id._get_kept("issue_gate") not in gates:
                continue
            issues = record.complaint_ids | record.complaint_ids.master_id
            waiting = issues.filtered(
                lambda c: c.state in OPEN_ISSUES and not c.is_confidential
            )
            if waiting:
                found[record] = waiting
        return found

    def _close(self, state, now):
        """Tell the complaint what the customer said, or open the issue."""
        result = super()._close(state, now)
        if state == "done":
            # sudo: the caller has a right to the callback only; the complaint takes
            # over the customer's answer.
            for record in self.sudo():
                if record.complaint_id:
                    record.complaint_id._after_callback(record)
            self._open_issue_for_dissatisfaction()
        return result
