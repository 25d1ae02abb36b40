# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_record import OPEN_STATES
from .complaint_selections import OPEN_STATES as OPEN_ISSUES

#: What ``open_complaint`` takes from its caller.
TAKEN = frozenset(
    {
        "category_id",
        "concerned_user_ids",
        "date_reply_by",
        "department_id",
        "description",
        "kind",
        "onsite_required",
        "reply_by_letter",
        "severity_id",
        "subject",
    }
)


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

    # Opening ----------------------------------------------------------------

    def open_complaint(self, values=None):
        """Open an issue from this callback in one step (BASE-25, F3-43). RPC.

        From the callback about a complaint it is a new demand: a case that follows
        the first one (R2-12).

        :param values: dict of subject, description, kind, category_id, severity_id,
            department_id, date_reply_by, reply_by_letter, onsite_required,
            concerned_user_ids; what is missing is taken from the callback
        :returns: the ``callback.complaint``
        :raises UserError: for other values
        """
        self.ensure_one()
        self.check_access("write")
        values = dict(values or {})
        unknown = sorted(set(values) - TAKEN)
        if unknown:
            raise UserError(
                self.env._(
                    "An issue of %(record)s does not take: %(fields)s.",
                    record=self.name,
                    fields=unknown,
                )
            )
        # sudo: whoever does the callback may file what comes up in it, also what
        # only the superior sees afterwards.
        complaint = self.sudo()._open_complaint(values)
        return complaint.with_env(self.env)

    def _open_complaint(self, values):
        complaint = self.env["callback.complaint"].create(
            {
                **self._prepare_complaint(),
                **{name: value for name, value in values.items() if value},
            }
        )
        complaint._check_reply_time()
        return complaint

    def _prepare_complaint(self):
        """Return the values an issue takes over from its callback; for overriders."""
        text = self.dissatisfaction_reason or self.problem or ""
        return {
            "company_id": self.company_id.id,
            "record_id": self.id,
            "parent_id": self.complaint_id.id,
            "partner_id": self.partner_id.id,
            "subject": text.strip().split("\n")[0][:80] or self.display_name,
            "description": text,
            "service_department_id": self.department_id.id
            or self.env.user.callback_unit_ids[:1].id,
        }

    def action_open_complaint(self):
        """Ask for the matter of the issue, in a dialog."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open an issue"),
            "res_model": "callback.complaint.intake",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_record_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_description": self.dissatisfaction_reason or self.problem,
            },
        }

    def report_misconduct(self, values=None):
        """Report misconduct met in a callback to the superior (F3-11). RPC.

        :returns: the number of the case, which the reporter does not see any more
        """
        complaint = self.open_complaint({**(values or {}), "kind": "misconduct"})
        return complaint.sudo().name  # the number is the receipt of the reporter

    def action_view_complaints(self):
        """Open the issues that this callback brought up."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_complaint_action"
        )
        if self.complaint_count == 1:
            views = {"views": [(False, "form")], "res_id": self.complaint_ids.id}
            return {**action, **views}
        return {**action, "domain": [("record_id", "=", self.id)], "context": {}}

    # Dissatisfaction ----------------------------------------------------------

    def _open_issue_for_dissatisfaction(self):
        """Open the issue that the policy asks for, once for each callback (E1-26).

        :returns: the issues opened or found
        """
        issues = self.env["callback.complaint"]
        for record in self.sudo():  # see open_complaint
            process = record.policy_id.complaint_process_ids.filtered(
                "opens_on_dissatisfaction"
            )[:1]
            if (
                record.satisfaction != "dissatisfied"
                or record.complaint_id
                or not process
            ):
                continue
            known = record.complaint_ids.filtered("is_from_dissatisfaction")
            if not known:
                known = issues.sudo().create(
                    {
                        **record._prepare_complaint(),
                        "kind": process.kind,
                        "category_id": process.category_ids[:1].id,
                        "severity_id": process.severity_ids[:1].id,
                        "is_from_dissatisfaction": True,
                    }
                )
            issues |= known
        return issues

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
            times = record.parent_id.attempt_ids.mapped("date_start")
            last = max([record.parent_id.date_contact or False, *times] or [False])
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

    # Finishing ----------------------------------------------------------------

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
        # sudo: the issue may be hidden from the caller; confidential ones keep
        # nobody waiting, because the wait would give them away.
        for record in self.sudo():
            if record.policy_id.issue_gate not in gates:
                continue
            issues = record.complaint_ids | record.complaint_ids.master_id
            waiting = issues.filtered(
                lambda c: c.state in OPEN_ISSUES and not c.is_confidential
            )
            if waiting:
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
