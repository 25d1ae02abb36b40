# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .complaint_selections import OPEN_STATES

#: What the minutes of the interview must hold (F3-48).
INTERVIEW = (
    "interview_date",
    "interview_place",
    "interview_content",
    "interview_employee_signature",
    "interview_head_signature",
)
#: What the self-check of the branch must hold (F3-49).
SELF_CHECK = (
    "check_method",
    "check_accounts",
    "check_callback",
    "check_finding",
    "check_opinion",
)
FINDINGS = [
    ("true", "True"),
    ("partly", "Partly true"),
    ("untrue", "Not true"),
]


class CallbackComplaint(models.Model):
    """Confidential misconduct case in three steps (BASE-31, F3-47 … F3-50).

    Interview, self-check, final opinion of head office; then the superior's own
    second callback. Only the superior and the head-office group see it.
    """

    _inherit = "callback.complaint"
    _guarded_fields = frozenset(
        {
            "date_checked",
            "date_final",
            "date_interviewed",
            "final_opinion",
            "final_user_id",
            "investigation",
            "superior_id",
        }
    )

    superior_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Investigates, handles and makes the second callback.",
    )
    investigation = fields.Selection(
        [
            ("interview", "Interview"),
            ("check", "Self-check"),
            ("final", "Final opinion"),
            ("done", "Decided"),
        ],
        string="Investigation step",
        default="interview",
        readonly=True,
        copy=False,
        tracking=True,
    )
    interview_date = fields.Datetime(string="Interview on", copy=False)
    interview_place = fields.Char(string="Place of the interview", copy=False)
    interview_content = fields.Text(string="Interview minutes", copy=False)
    interview_employee_signature = fields.Binary(
        string="Signature of the employee", copy=False
    )
    interview_head_signature = fields.Binary(
        string="Signature of the branch head", copy=False
    )
    date_interviewed = fields.Datetime(
        string="Interview step done", readonly=True, copy=False
    )
    check_method = fields.Text(string="Self-check method", copy=False)
    check_accounts = fields.Text(string="Screening of accounts", copy=False)
    check_callback = fields.Text(string="Callback of the self-check", copy=False)
    check_finding = fields.Selection(FINDINGS, string="Finding", copy=False)
    check_opinion = fields.Text(string="Opinion of the leaders", copy=False)
    date_checked = fields.Datetime(string="Self-check done", readonly=True, copy=False)
    final_opinion = fields.Text(
        string="Final opinion of head office", readonly=True, copy=False
    )
    final_user_id = fields.Many2one(
        "res.users",
        string="Final opinion by",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    date_final = fields.Datetime(string="Final opinion on", readonly=True, copy=False)

    def write(self, vals):
        """What a finished step holds stays as it was signed."""
        done = {"interview": set(), "check": {*INTERVIEW}}
        for complaint in self.filtered("is_confidential"):
            locked = done.get(complaint.investigation, {*INTERVIEW, *SELF_CHECK})
            if locked & set(vals) and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(complaint)s: this step has been finished.",
                        complaint=complaint.name,
                    )
                )
        return super().write(vals)

    # Who sees it --------------------------------------------------------------

    def _set_confidential(self):
        """Give a case that became confidential to the superior, and to nobody else."""
        self.ensure_one()
        if not self.is_confidential:
            return
        superior = self.superior_id or self._get_superior()
        self.write({"superior_id": superior.id, "user_id": superior.id})
        self._hide_messages()
        self.activity_unlink(["mail.mail_activity_data_todo"])
        if superior and self.state in OPEN_STATES:
            # In the name of the system: who reported it sees none of its messages.
            self.with_user(self.env.ref("base.user_root"))._plan_work(superior)

    def _hide_messages(self):
        """Authors who may not see the case do not see their messages on it either."""
        system = self.env.ref("base.partner_root")
        self._track_discard()
        self.message_unsubscribe(
            self._get_hidden_partners(self.message_partner_ids.ids)
        )
        authors = self.message_ids.author_id
        hidden = set(self._get_hidden_partners(authors.ids))
        self.message_ids.filtered(
            lambda message: message.author_id.id in hidden
        ).author_id = system
        self._message_log(
            body=self.env._(
                "Confidential from now on. Class given by %(person)s.",
                person=self.env.user.name,
            ),
            author_id=system.id,
        )

    def _get_superior(self):
        """Return the superior of who is concerned, else of who reported it (F3-11).

        Somebody concerned is passed over; without anybody head office alone sees it.
        """
        return self._get_superior_of(self.concerned_user_ids) or self._get_superior_of(
            self.intake_user_id
        )

    def _get_superior_of(self, persons):
        """Return the first user in the line above persons who is not concerned."""
        # sudo: the line of managers only.
        employees = persons.sudo().employee_ids.filtered(
            lambda e: e.company_id == self.company_id
        )
        seen = employees.browse()
        while employees and not employees & seen:
            seen |= employees
            employees = (
                employees.mapped(lambda e: e.parent_id or e.department_id.manager_id)
                - seen
            )
            users = employees.user_id - self.concerned_user_ids
            if users:
                return users[0]
        return self.env["res.users"]

    # The three steps ----------------------------------------------------------

    def action_interview(self):
        """Finish step 1: minutes with time, place, content, two signatures. RPC."""
        return self._finish_step("interview", INTERVIEW, "check", "date_interviewed")

    def action_self_check(self):
        """Finish step 2: method, accounts, callback, finding, opinion. RPC."""
        return self._finish_step("check", SELF_CHECK, "final", "date_checked")

    def _finish_step(self, step, names, following, date_name):
        self._check_act(OPEN_STATES, self.env._("investigated"))
        for complaint in self:
            complaint._check_step(step)
            missing = [name for name in names if not complaint[name]]
            if missing:
                labels = [
                    self._fields[name].get_description(self.env, ["string"])["string"]
                    for name in missing
                ]
                raise UserError(
                    self.env._(
                        "%(rule)s: %(complaint)s still needs: %(fields)s.",
                        rule=complaint.process_id._cite(),
                        complaint=complaint.name,
                        fields=labels,
                    )
                )
        # sudo: the steps are guarded; the right to the case is checked above.
        self.sudo().write(
            {"investigation": following, date_name: fields.Datetime.now()}
        )
        return True

    def _check_step(self, step):
        """Raise unless the case is confidential and at this step."""
        self.ensure_one()
        if not self.is_confidential or self.investigation != step:
            labels = dict(
                self._fields["investigation"]._description_selection(self.env)
            )
            raise UserError(
                self.env._(
                    "%(rule)s: %(complaint)s is not at the step “%(step)s”.",
                    rule=self.process_id._cite(),
                    complaint=self.name,
                    step=labels[step],
                )
            )

    def action_final_opinion(self, opinion):
        """Finish step 3 as head office; the second callback is owed then. RPC.

        :raises AccessError: outside the head-office group (F3-50)
        """
        self._check_act(OPEN_STATES, self.env._("decided"))
        if not self.env.user.has_group("callback_base.callback_group_misconduct"):
            raise AccessError(
                self.env._("Only the head-office group gives the final opinion.")
            )
        opinion = self._check_text(opinion, self.env._("final opinion"))
        now = fields.Datetime.now()
        for complaint in self:
            complaint._check_step("final")
        # sudo: see _finish_step.
        for complaint in self.sudo():
            complaint.write(
                {
                    "investigation": "done",
                    "final_opinion": opinion,
                    "final_user_id": self.env.uid,
                    "date_final": now,
                }
            )
            if complaint.state == "new":
                complaint.action_accept()
            complaint._resolve(opinion, now)
        return True

    def _check_investigated(self):
        """A confidential case is resolved by the final opinion only."""
        for complaint in self.filtered("is_confidential"):
            if complaint.investigation != "done":
                raise UserError(
                    self.env._(
                        "%(rule)s: %(complaint)s is decided by the final opinion of "
                        "head office.",
                        rule=complaint.process_id._cite(),
                        complaint=complaint.name,
                    )
                )

    def _get_misconduct_obstacle(self, values):
        """Three steps and the superior's own second callback come first (F3-47).

        A customer who cannot be reached, or refuses, has been called back by the
        superior all the same; who refuses is answered in writing.
        """
        if self.investigation != "done":
            return self.env._(
                "%(rule)s: %(complaint)s waits for the final opinion of head office.",
                **values,
            )
        if not self.partner_id or self.gate != "callback":
            return ""
        record = self._get_round_callback()
        ended = record.state in ("done", "unreachable", "declined")
        if not ended or record.user_id != self.superior_id:
            return self.env._(
                "%(rule)s: %(complaint)s waits for the second callback by the "
                "superior.",
                **values,
            )
        if record.state == "declined":
            if self._get_replies():
                return ""
            return self.env._(
                "%(rule)s: the customer of %(complaint)s refused the second callback "
                "(%(record)s); put the written reply on file.",
                **values,
                record=record.name,
            )
        return self._get_callback_obstacle(values)
