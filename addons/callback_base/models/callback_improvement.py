# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What belongs to the decision; the handler changes it until it is done.
PLAN_FIELDS = frozenset(
    {"action_kind", "cause", "date_due", "department_id", "measure", "user_id"}
)
#: Where it came from stays.
ORIGIN_FIELDS = frozenset(
    {"company_id", "complaint_id", "form_id", "partner_id", "record_id", "round_id"}
)


class CallbackImprovement(models.Model):
    """From an opinion to a measure that somebody else verified (BASE-49).

    The steps are in ``callback_improvement_flow.py``.
    """

    _name = "callback.improvement"
    _description = "Improvement"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guard.mixin",
        "callback.partner.hidden.mixin",
    ]
    _order = "date_due, id desc"
    _rec_names_search = ["name", "subject"]
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "date_decided",
            "date_done",
            "date_verified",
            "decision_user_id",
            "done_user_id",
            "name",
            "no_action_reason",
            "return_count",
            "return_reason",
            "state",
            "verification",
            "verify_user_id",
        }
    )

    name = fields.Char(
        string="Number", readonly=True, copy=False, default="/", index="trigram"
    )
    subject = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    origin = fields.Selection(
        [
            ("callback", "Callback"),
            ("complaint", "Complaint or issue"),
            ("round", "Survey round"),
            ("manual", "Entered by hand"),
        ],
        string="Came up in",
        compute="_compute_origin",
        store=True,
    )
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    complaint_id = fields.Many2one(
        "callback.complaint",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    round_id = fields.Many2one(
        "callback.satisfaction.round",
        string="Survey round",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    form_id = fields.Many2one(
        "callback.satisfaction.form",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('round_id', '=', round_id)]",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", ondelete="restrict", index="btree_not_null"
    )
    policy_id = fields.Many2one(
        "callback.policy", ondelete="restrict", index="btree_not_null"
    )
    category_id = fields.Many2one(
        "callback.complaint.category",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    opinion = fields.Text(help="What the customers said.")
    is_serious = fields.Boolean(
        string="Serious quality problem",
        tracking=True,
        help="Its cause must be analysed before a measure is decided (P3-13).",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Responsible department",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    action_kind = fields.Selection(
        [("corrective", "Corrective"), ("preventive", "Preventive")],
        string="Kind of measure",
        default="corrective",
        tracking=True,
    )
    cause = fields.Text(help="What led to it.")
    measure = fields.Text(tracking=True)
    date_due = fields.Date(string="Due on", index=True, tracking=True)
    result = fields.Text(help="What was done, and what came of it.")
    state = fields.Selection(
        [
            ("new", "To be decided"),
            ("planned", "Measure decided"),
            ("done", "Done, to be verified"),
            ("verified", "Verified"),
            ("no_action", "No action"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    no_action_reason = fields.Text(
        string="Why no action", readonly=True, copy=False, tracking=True
    )
    done_user_id = fields.Many2one(
        "res.users", string="Done by", readonly=True, copy=False
    )
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    verify_user_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False
    )
    date_verified = fields.Datetime(string="Verified on", readonly=True, copy=False)
    verification = fields.Text(string="What was verified", readonly=True, copy=False)
    return_count = fields.Integer(
        string="Times sent back", readonly=True, copy=False, tracking=True
    )
    return_reason = fields.Text(
        string="Why it was sent back", readonly=True, copy=False, tracking=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("record_id", "complaint_id", "round_id")
    def _compute_origin(self):
        for improvement in self:
            links = ("round", "complaint", "callback")
            names = ("round_id", "complaint_id", "record_id")
            found = [k for k, n in zip(links, names, strict=True) if improvement[n]]
            improvement.origin = found[0] if found else "manual"

    @api.depends("name", "subject")
    def _compute_display_name(self):
        for improvement in self:
            text = f"{improvement.name or ''} {improvement.subject or ''}"
            improvement.display_name = text.strip()

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for improvement in self:
            improvement.is_overdue = bool(
                improvement.state in ("new", "planned")
                and improvement.date_due
                and improvement.date_due < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            ("state", "in", ("new", "planned")),
            ("date_due", "<", fields.Date.context_today(self)),
        ]
        return late if True in value else ["!", "&", *late]

    @api.constrains("form_id", "round_id")
    def _check_form(self):
        for improvement in self.filtered("form_id"):
            if improvement.form_id.round_id != improvement.round_id:
                raise ValidationError(
                    self.env._(
                        "%(improvement)s: form %(form)s belongs to another round.",
                        improvement=improvement.display_name,
                        form=improvement.form_id.name,
                    )
                )

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """An improvement starts undecided and gets its number."""
        for vals in vals_list:
            self._check_guarded(vals)
        improvements = super().create(vals_list)
        # sudo: sequences are read and moved by the system.
        sequences = self.env["ir.sequence"].sudo()
        for improvement in improvements.sudo():  # the number is guarded
            company = sequences.with_company(improvement.company_id)
            improvement.name = company.next_by_code("callback.improvement") or "/"
        return improvements

    def write(self, vals):
        """What was decided stays until it is sent back, the origin always."""
        self._check_guarded(vals)
        if not self.env.su:
            for improvement in self:
                improvement._check_open(set(vals))
        return super().write(vals)

    def _check_open(self, names):
        closed = self.state in ("verified", "no_action")
        work = {n for n in names if not n.startswith(("message_", "activity_"))}
        late = names & PLAN_FIELDS if self.state == "done" else set()
        moved = {n for n in names & ORIGIN_FIELDS if self[n]}
        if (closed and work) or late or moved:
            raise UserError(
                self.env._(
                    "%(improvement)s: what was decided, done or verified stays as it "
                    "is, and so does where it came from.",
                    improvement=self.display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(improvement.state != "new" for improvement in self):
            raise UserError(
                self.env._("An improvement that was decided stays on file.")
            )
