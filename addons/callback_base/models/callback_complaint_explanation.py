# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackComplaintExplanation(models.Model):
    """One explanation for many complaints of the same topic (S3-09, S3-10)."""

    _name = "callback.complaint.explanation"
    _description = "Joint explanation"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "date_planned desc, id desc"
    _guarded_fields = frozenset({"date_held", "state"})

    name = fields.Char(string="Topic", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    category_id = fields.Many2one(
        "callback.complaint.category", ondelete="restrict", index="btree_not_null"
    )
    state = fields.Selection(
        [("proposed", "Proposed"), ("held", "Held")],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_planned = fields.Datetime(string="Planned for")
    date_held = fields.Datetime(string="Held on", readonly=True, copy=False)
    place = fields.Char(string="Venue")
    channel_id = fields.Many2one(
        "callback.channel", ondelete="restrict", help="Meeting, open letter …"
    )
    text = fields.Text(string="Explanation")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Attached files", bypass_search_access=True
    )
    complaint_ids = fields.One2many(
        "callback.complaint", "explanation_id", string="Complaints"
    )
    complaint_count = fields.Integer(
        string="Number of complaints", compute="_compute_complaint_count"
    )

    _one_proposal = models.UniqueIndex(
        "(company_id, category_id) WHERE state = 'proposed'",
        "There is an open proposal for this topic.",
    )

    @api.depends("complaint_ids")
    def _compute_complaint_count(self):
        for explanation in self:
            explanation.complaint_count = len(explanation.complaint_ids)

    def write(self, vals):
        """What was held stays as it was."""
        self._check_guarded(vals)
        if any(e.state == "held" for e in self) and not self.env.su:
            mail = {name for name in vals if name.startswith("message_")}
            if set(vals) - mail:
                raise UserError(self.env._("This explanation has been held."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        if any(explanation.state != "proposed" for explanation in self):
            raise UserError(self.env._("An explanation that was held stays on file."))

    def action_hold(self):
        """Record that it was held: every complaint is resolved and told by it. RPC.

        :raises UserError: without text, document, channel or complaints
        """
        self.check_access("write")
        now = fields.Datetime.now()
        for explanation in self:
            explanation._check_ready()
            # sudo: the cases of several departments are told at once; a supervisor
            # of the explanation answers for it.
            for complaint in explanation.sudo().complaint_ids:
                explanation._tell(complaint, now)
            explanation.sudo().write({"state": "held", "date_held": now})  # guarded
        return True

    def _check_ready(self):
        names = ("text", "channel_id", "attachment_ids", "complaint_ids")
        missing = [name for name in names if not self[name]]
        if missing or self.state == "held":
            labels = [
                self._fields[name].get_description(self.env, ["string"])["string"]
                for name in missing or ["state"]
            ]
            raise UserError(
                self.env._(
                    "Joint explanation “%(topic)s” cannot be held. Look at: "
                    "%(fields)s.",
                    topic=self.name,
                    fields=labels,
                )
            )

    def _tell(self, complaint, now):
        if complaint.state == "new":
            complaint.action_accept()
        if complaint.state in ("accepted", "assigned"):
            complaint._resolve(self.text, now)
        if complaint.state == "resolved":
            complaint._inform(self.channel_id, now)

    @api.model
    def _propose(self, now=None):
        """Propose an explanation for each topic with enough complaints; repeatable.

        :returns: the new proposals
        """
        now = now or fields.Datetime.now()
        processes = self.env["callback.complaint.process"].search(
            [("joint_count", ">", 0), ("policy_id.state", "=", "in_force")]
        )
        made = self.browse()
        if not processes:
            return made
        days = max(processes.mapped("joint_days"))
        groups = self.env["callback.complaint"]._read_group(
            [
                ("process_id", "in", processes.ids),
                ("state", "in", ("new", "accepted", "assigned")),
                ("category_id", "!=", False),
                ("explanation_id", "=", False),
                ("is_confidential", "=", False),
                ("date_received", ">=", now - timedelta(days=days)),
            ],
            ["process_id", "company_id", "category_id"],
            ["id:recordset"],
            having=[("__count", ">=", min(processes.mapped("joint_count")))],
        )
        for process, company, category, complaints in groups:
            first = now - timedelta(days=process.joint_days)
            recent = complaints.filtered(lambda c, f=first: c.date_received >= f)
            if len(recent) >= process.joint_count:
                made |= self._propose_for(company, category, recent)
        return made

    def _propose_for(self, company, category, complaints):
        """Add complaints to the open proposal of their topic, or make one."""
        proposal = self.search(
            [
                ("company_id", "=", company.id),
                ("category_id", "=", category.id),
                ("state", "=", "proposed"),
            ]
        )
        if not proposal:
            proposal = new = self.create(
                {
                    "name": category.name,
                    "company_id": company.id,
                    "category_id": category.id,
                }
            )
        else:
            new = self.browse()
        complaints.explanation_id = proposal
        return new

    @api.model
    def _cron_propose(self):
        """Look for concentrated topics once a day."""
        self._propose()
