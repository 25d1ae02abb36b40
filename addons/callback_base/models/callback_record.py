# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import ormcache

OPEN_STATES = ("planned", "ongoing")
CLOSED_STATES = ("done", "unreachable", "declined")


class CallbackRecord(models.Model):
    """One callback that is owed to a customer, from planning to archive.

    Created by a rule (``callback.rule.sweep``) or by hand; worked through with
    ``action_start``, ``log_attempt`` and ``action_done``; sealed with
    ``action_archive``. See ``callback_record_flow.py`` for the actions.
    """

    _name = "callback.record"
    _description = "Callback"
    _inherit = ["callback.trace.mixin", "mail.activity.mixin", "callback.guard.mixin"]
    _order = "deadline, priority, id"
    _rec_names_search = ["name", "source_name", "partner_id"]
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "archive_id",
            "attempt_count",
            "cancel_reason",
            "covers_archive",
            "date_archived",
            "date_contact",
            "date_done",
            "date_due",
            "date_start",
            "deadline",
            "deadline_basis",
            "deadline_breached",
            "deadline_original",
            "is_complete",
            "on_time",
            "policy_id",
            "rule_id",
            "state",
            "type_id",
        }
    )
    #: Set when the record is made, never changed afterwards.
    _fixed_fields = frozenset(
        {
            "company_id",
            "date_event",
            "name",
            "occurrence",
            "parent_id",
            "partner_id",
            "res_id",
            "res_model",
            "source_name",
            "step_id",
        }
    )

    name = fields.Char(
        string="Number", readonly=True, copy=False, default="/", index="trigram"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    step_id = fields.Many2one("callback.rule.step", required=True, ondelete="restrict")
    rule_id = fields.Many2one(
        "callback.rule",
        ondelete="restrict",
        compute="_compute_from_step",
        store=True,
        precompute=True,
    )
    policy_id = fields.Many2one(
        "callback.policy",
        ondelete="restrict",
        compute="_compute_from_step",
        store=True,
        precompute=True,
    )
    type_id = fields.Many2one(
        "callback.type",
        ondelete="restrict",
        compute="_compute_from_step",
        store=True,
        precompute=True,
    )
    covers_archive = fields.Boolean(
        string="Deadline includes archiving",
        compute="_compute_from_step",
        store=True,
        precompute=True,
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause", compute="_compute_clause_ids", string="Clauses"
    )
    occurrence = fields.Integer(
        default=1, required=True, readonly=True, help="Which repetition of the step."
    )
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    source_name = fields.Char(string="Source document", readonly=True, index="trigram")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, tracking=True
    )
    # Its changes are noted on the customer.
    phone = fields.Char(related="partner_id.phone", string="Phone", tracking=False)
    department_id = fields.Many2one(
        "hr.department",
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Caller", ondelete="restrict", index=True, tracking=True
    )
    channel_id = fields.Many2one("callback.channel", ondelete="restrict", tracking=True)
    channel_has_ring = fields.Boolean(related="channel_id.has_ring")
    allowed_channel_ids = fields.Many2many(
        "callback.channel", compute="_compute_allowed_channel_ids"
    )
    script = fields.Html(related="type_id.script")

    date_event = fields.Datetime(
        string="Event time",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="From which the deadline counts.",
    )
    deadline = fields.Datetime(readonly=True, index=True, tracking=True)
    deadline_original = fields.Datetime(
        string="First deadline", readonly=True, help="Before any extension."
    )
    deadline_breached = fields.Datetime(
        string="Missed deadline",
        readonly=True,
        help="A deadline that had passed when it was extended: the extension does "
        "not undo the breach.",
    )
    deadline_basis = fields.Json(
        string="Derivation of the deadline", readonly=True, copy=False
    )
    deadline_basis_text = fields.Text(
        string="Why this deadline?", compute="_compute_deadline_basis_text"
    )
    date_start = fields.Datetime(string="Started", readonly=True, copy=False)
    date_contact = fields.Datetime(
        string="Customer reached",
        compute="_compute_date_contact",
        store=True,
        recursive=True,
        help="Time of the last answered attempt.",
    )
    date_done = fields.Datetime(string="Finished", readonly=True, copy=False)
    date_archived = fields.Datetime(string="Archived on", readonly=True, copy=False)
    on_time = fields.Boolean(
        compute="_compute_on_time",
        store=True,
        help="Finished, and archived where the clause says so, by the deadline.",
    )
    is_complete = fields.Boolean(
        compute="_compute_on_time",
        store=True,
        help="Everything the deadline covers is done.",
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    timing = fields.Char(compute="_compute_is_overdue")

    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("ongoing", "Ongoing"),
            ("done", "Done"),
            ("unreachable", "Unreachable"),
            ("declined", "Declined"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    cancel_reason = fields.Text(readonly=True, copy=False, tracking=True)
    satisfaction = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("rather_satisfied", "Rather satisfied"),
            ("basically_satisfied", "Basically satisfied"),
            ("dissatisfied", "Dissatisfied"),
        ],
        copy=False,
        tracking=True,
    )
    dissatisfaction_reason = fields.Text(copy=False, tracking=True)
    content = fields.Text(copy=False, help="What was talked about.")
    problem = fields.Text(
        string="Problems found", copy=False, help="Write “none” when there is none."
    )
    result = fields.Text(string="Handling result", copy=False)
    need = fields.Text(string="New needs and suggestions", copy=False)
    attempt_ids = fields.One2many(
        "callback.attempt", "record_id", string="Attempts", copy=False
    )
    attempt_count = fields.Integer(compute="_compute_attempt_count", store=True)
    evidence_ids = fields.One2many("callback.evidence", "record_id", copy=False)
    evidence_missing = fields.Char(
        string="Evidence still missing", compute="_compute_evidence_missing"
    )
    can_extend = fields.Boolean(compute="_compute_can_extend")
    extension_ids = fields.One2many(
        "callback.extension", "record_id", string="Extensions", copy=False
    )
    archive_id = fields.Many2one(
        "callback.archive",
        string="Archive file",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    parent_id = fields.Many2one(
        "callback.record",
        string="Follows",
        ondelete="restrict",
        readonly=True,
        index="btree_not_null",
    )
    child_ids = fields.One2many("callback.record", "parent_id")

    # The sweep looks documents up here; a second index that begins with the step
    # would be taken for it by a planner without statistics.
    _source_unique = models.UniqueIndex(
        "(step_id, res_id, occurrence) WHERE res_id IS NOT NULL AND res_id > 0",
        "This callback exists already for the document.",
    )
    _queue_index = models.Index(
        "(user_id, deadline, priority, id) WHERE state IN ('planned', 'ongoing')"
    )
    _unit_queue_index = models.Index(
        "(department_id, deadline, priority, id) WHERE state IN ('planned', 'ongoing')"
    )

    # Computes ---------------------------------------------------------------

    @api.depends("step_id")
    def _compute_from_step(self):
        """Copy what the step says once: the record keeps it (T-13)."""
        for record in self:
            rule = record.step_id.rule_id
            record.rule_id = rule
            record.policy_id = rule.policy_id
            record.type_id = rule.type_id
            record.covers_archive = record.step_id.covers_archive

    @api.depends("step_id.clause_ids", "rule_id.clause_ids")
    def _compute_clause_ids(self):
        for record in self:
            record.clause_ids = record.step_id.clause_ids | record.rule_id.clause_ids

    @api.depends("rule_id")
    def _compute_allowed_channel_ids(self):
        for record in self:
            rule = record.rule_id
            record.allowed_channel_ids = rule and rule._get_channel_ids()

    @api.depends("state", "step_id")
    def _compute_can_extend(self):
        for record in self:
            record.can_extend = bool(
                record.state in OPEN_STATES and record.step_id.extension_quantity
            )

    @api.depends("attempt_ids")
    def _compute_attempt_count(self):
        for record in self:
            record.attempt_count = len(record.attempt_ids)

    @api.depends("attempt_ids.outcome", "attempt_ids.date_start")
    def _compute_date_contact(self):
        for record in self:
            answered = record.attempt_ids.filtered(lambda a: a.outcome == "answered")
            record.date_contact = max(answered.mapped("date_start"), default=False)

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for record in self:
            partner = record.partner_id.name or ""
            record.display_name = f"{record.name} {partner}".strip()

    # CRUD -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Number the records and derive their deadline from the step."""
        steps = self.env["callback.rule.step"].browse(
            {vals["step_id"] for vals in vals_list if vals.get("step_id")}
        )
        rule_of = {step.id: step.rule_id for step in steps}
        for vals in vals_list:
            self._check_guarded(vals)
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                owner = self.env["res.company"].browse(company)
                vals["name"] = self._get_sequence(owner).next_by_id()
            rule = rule_of.get(vals.get("step_id"))
            if rule and not vals.get("channel_id"):
                vals["channel_id"] = rule.channel_id.id
        records = super().create(vals_list)
        # sudo: the deadline is guarded; it is derived here, not chosen by the user.
        records.filtered(lambda r: not r.deadline).sudo()._set_deadline()
        return records

    def write(self, vals):
        """Refuse changes of an archived record and of what only actions may set."""
        self._check_guarded(vals)
        self._check_fixed(vals)
        self._check_not_archived(vals)
        return super().write(vals)

    def _check_fixed(self, vals):
        """Who is called about what stays; only supervisors hand over work."""
        if self.env.su:
            return
        names = self._fixed_fields & set(vals)
        supervisor = self.env.user.has_group("callback_base.callback_group_supervisor")
        if not supervisor:
            names |= {"user_id", "department_id"} & set(vals)
        if names:
            labels = [
                self._fields[name].get_description(self.env, ["string"])["string"]
                for name in sorted(names)
            ]
            raise AccessError(
                self.env._(
                    "%(record)s: you may not change %(fields)s.",
                    record=self[:1].name,
                    fields=labels,
                )
            )

    def _check_not_archived(self, vals):
        free = self._get_fields_free_after_archive()
        sealed = self.filtered("archive_id")
        if sealed and not set(vals) <= free:
            raise UserError(
                self.env._(
                    "%(record)s is archived and cannot be changed.",
                    record=sealed[0].name,
                )
            )

    @api.model
    @ormcache()
    def _get_fields_free_after_archive(self):
        """Names of fields that are no part of the file: chatter and activities."""
        mail = frozenset({"message_ids", "message_follower_ids", "message_partner_ids"})
        return mail | {name for name in self._fields if name.startswith("activity_")}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_worked(self):
        """Only untouched plans can be deleted: the rest is evidence (BASE-23)."""
        for record in self:
            if record.state not in ("planned", "cancelled") or record.attempt_ids:
                raise UserError(
                    self.env._(
                        "%(record)s has been worked on and cannot be deleted. "
                        "Cancel it with a reason instead.",
                        record=record.name,
                    )
                )
