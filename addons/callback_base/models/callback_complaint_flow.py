# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .complaint_selections import OPEN_STATES, WORK_STATES


class CallbackComplaint(models.Model):
    """The life of a complaint: accept, assign, resolve, inform; closing is in
    ``callback_complaint_gate.py``."""

    _inherit = "callback.complaint"

    date_accepted = fields.Datetime(
        string="Reached customer service", readonly=True, copy=False
    )
    date_assigned = fields.Datetime(
        string="Reached the department", readonly=True, copy=False
    )
    date_resolved = fields.Datetime(string="Result", readonly=True, copy=False)
    date_informed = fields.Datetime(
        string="Customer informed on", readonly=True, copy=False
    )
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    date_archived = fields.Datetime(string="Archived on", readonly=True, copy=False)
    inform_channel_id = fields.Many2one(
        "callback.channel", string="Informed by", readonly=True, copy=False
    )
    resolution = fields.Text(string="Result and measures", readonly=True, copy=False)
    resolver_id = fields.Many2one(
        "res.users",
        string="Resolved by",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    cancel_reason = fields.Text(readonly=True, copy=False, tracking=True)

    def _check_act(self, states, verb):
        """Raise unless the user may work on these cases in these states."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for complaint in self:
            if complaint.state not in states:
                raise UserError(
                    self.env._(
                        "%(complaint)s is “%(state)s” and cannot be %(verb)s.",
                        complaint=complaint.name,
                        state=labels[complaint.state],
                        verb=verb,
                    )
                )

    def _check_text(self, text, label):
        """Return a text without spaces around it; raise when there is none."""
        text = str(text or "").strip()
        if not text:
            raise UserError(
                self.env._(
                    "%(complaint)s: say the %(label)s.",
                    complaint=self[:1].name,
                    label=label,
                )
            )
        return text

    def _ensure_round(self, start):
        """Return the line of this round, made when it is missing."""
        self.ensure_one()
        return self._get_round() or self.env["callback.complaint.round"].create(
            {"complaint_id": self.id, "number": self.round, "date_start": start}
        )

    def _get_round(self):
        return self.round_ids.filtered(lambda line: line.number == self.round)

    # Actions ----------------------------------------------------------------

    def action_accept(self):
        """Take new complaints over: they have reached customer service. RPC.

        The user becomes the handler where none is named (W1-01).

        :raises UserError: when no process says how it is handled
        """
        self._check_act(("new",), self.env._("accepted"))
        now = fields.Datetime.now()
        # sudo: state and clocks are guarded; the right to the cases is checked above.
        for complaint in self.sudo():
            complaint._apply_process()
            complaint._check_process()
            complaint.write(
                {
                    "state": "accepted",
                    "date_accepted": now,
                    "user_id": complaint.user_id.id or self.env.uid,
                }
            )
            complaint._finish_stage("service", now)
        return True

    def action_assign(self, department, user=None):
        """Pass complaints to the responsible department (S3-05). RPC.

        :param department: ``hr.department`` or its id
        :param user: handler in it (``res.users`` or id); none: the department's
            callers take it from there
        :raises UserError: for a department of another company or a concerned handler
        """
        self._check_act(("new", *WORK_STATES), self.env._("assigned"))
        self.filtered(lambda c: c.state == "new").action_accept()
        now = fields.Datetime.now()
        department = self._browse("hr.department", department)
        user = self._browse("res.users", user)
        self._check_handler(department, user)
        # sudo: see action_accept.
        for complaint in self.sudo():
            complaint._assign(department, user, now)
        return True

    def _browse(self, model, value):
        """Return the records that a call named by a record or by an id."""
        if isinstance(value, int):
            return self.env[model].browse(value).exists()
        if value and getattr(value, "_name", "") != model:
            raise UserError(
                self.env._(
                    "“%(value)s” is no number of %(model)s.",
                    value=value,
                    model=self.env["ir.model"]._get(model).sudo().name,  # no secret
                )
            )
        return value or self.env[model]

    def _check_handler(self, department, user):
        for complaint in self:
            other = department.company_id and (
                department.company_id != complaint.company_id
            )
            if not department or other:
                raise UserError(
                    self.env._(
                        "%(complaint)s: choose a department of %(company)s.",
                        complaint=complaint.name,
                        company=complaint.company_id.name,
                    )
                )
            # sudo: who is concerned need not be known to who assigns.
            if user and user in complaint.sudo().concerned_user_ids:
                raise UserError(
                    self.env._(
                        "%(rule)s: %(complaint)s concerns %(person)s. Choose "
                        "somebody else.",
                        rule=complaint.sudo().process_id._cite(),  # as above
                        complaint=complaint.name,
                        person=user.name,
                    )
                )

    def _assign(self, department, user, now):
        self.ensure_one()
        self.write(
            {
                "state": "assigned",
                "department_id": department.id,
                "user_id": user.id,
                "date_assigned": now,
            }
        )
        self._get_round().department_id = department
        self._finish_stage("department", now)
        if user and not self.is_confidential:
            self._plan_work(user)

    def _plan_work(self, user):
        """Leave an activity where a person must act, due with the next limit."""
        deadline = self.deadline or fields.Datetime.now()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=deadline.date(),
            summary=self.env._("Handle %(complaint)s", complaint=self.name),
            user_id=user.id,
        )

    def action_resolve(self, text):
        """Record the result of complaints; the customer is called back then. RPC.

        :param text: what was found and done, kept for each round
        :raises UserError: without a text, or while steps of a misconduct case lack
        """
        self._check_act(("new", *WORK_STATES), self.env._("resolved"))
        text = self._check_text(text, self.env._("result"))
        self.filtered(lambda c: c.state == "new").action_accept()
        now = fields.Datetime.now()
        # sudo: see action_accept.
        for complaint in self.sudo():
            complaint._check_investigated()
            complaint._resolve(text, now)
        return True

    def _resolve(self, text, now):
        self.ensure_one()
        self.write(
            {
                "state": "resolved",
                "resolution": text,
                "resolver_id": self.env.uid,
                "date_resolved": now,
                "user_id": self.user_id.id or self.env.uid,
            }
        )
        department = self.department_id or self.service_department_id
        self._get_round().write(
            {
                "user_id": self.env.uid,
                "date_resolved": now,
                "resolution": text,
                "department_id": department.id,
            }
        )
        self._finish_stage("result", now)
        self.activity_feedback(["mail.mail_activity_data_todo"])
        self._ensure_callback(now)

    def action_inform(self, channel, text=""):
        """Record that the customer was told the result (S3-07, BASE-48). RPC.

        :param channel: code of the channel
        :param text: what was said, for the chatter
        """
        self._check_act(("resolved",), self.env._("marked as told"))
        channel = self.env["callback.channel"]._get_by_code(channel)
        now = fields.Datetime.now()
        # sudo: see action_accept.
        for complaint in self.sudo():
            complaint._inform(channel, now)
            if (text or "").strip():
                complaint._message_log(body=text.strip())
        return True

    def _inform(self, channel, moment):
        self.ensure_one()
        values = {"date_informed": moment, "inform_channel_id": channel.id}
        if self.state == "resolved":
            values["state"] = "informed"
        self.write(values)
        self._get_round().write({"date_informed": moment, "channel_id": channel.id})
        self._finish_stage("informed", moment)

    def action_cancel(self, reason):
        """Give up what was filed by mistake; supervisors only. RPC.

        A complaint is never rejected (S3-03): the reason stays on file.
        """
        self._check_act(OPEN_STATES, self.env._("cancelled"))
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor can cancel a complaint."))
        reason = self._check_text(reason, self.env._("reason"))
        # sudo: the state is guarded; a supervisor of the case is cancelling it.
        self.sudo()._drop({"state": "cancelled", "cancel_reason": reason})
        return True

    def _drop(self, values):
        """Close cases that are not worked on any more, and their open callbacks."""
        self.write({**values, "date_closed": fields.Datetime.now()})
        records = self.callback_ids.filtered(
            lambda r: r.state in ("planned", "ongoing")
        )
        records.write(
            {
                "state": "cancelled",
                "cancel_reason": self.env._("The complaint is no longer open."),
            }
        )
        self.activity_unlink(["mail.mail_activity_data_todo"])
