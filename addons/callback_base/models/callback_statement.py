# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime


class CallbackStatement(models.Model):
    """Callback statement of a unit and all units below it (U1-31 … U1-34).

    It covers a month, or another period of the policy. The figures come from records
    alone. Submitting freezes them; the due time is the policy's day and clock time
    in the following period.
    """

    _name = "callback.statement"
    _description = "Callback statement"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "date_from desc, department_id, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "date_computed",
            "date_due",
            "date_submitted",
            "is_late",
            "late_count",
            "line_ids",
            "on_time_count",
            "open_count",
            "record_count",
            "state",
            "user_id",
        }
    )

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    policy_id = fields.Many2one(
        "callback.policy",
        required=True,
        index=True,
        domain="[('statement_day', '>', 0)]",
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        check_company=True,
    )
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self._get_previous_month(),
        help="First day of the month or other period that is reported.",
    )
    month = fields.Char(
        string="Period",
        compute="_compute_month",
        store=True,
        precompute=True,
        help="As 2026-03, 2026-W11, 2026-Q1, 2026-H1 or 2026.",
    )
    date_to = fields.Date(compute="_compute_date_to", store=True, precompute=True)
    date_due = fields.Datetime(
        string="Due", compute="_compute_date_due", store=True, precompute=True
    )
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed"), ("submitted", "Submitted")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_computed = fields.Datetime(readonly=True, copy=False)
    date_submitted = fields.Datetime(
        string="Submitted on", readonly=True, copy=False, tracking=True
    )
    user_id = fields.Many2one(
        "res.users", string="Submitted by", readonly=True, copy=False
    )
    is_late = fields.Boolean(
        string="Submitted late", compute="_compute_is_late", store=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    line_ids = fields.One2many("callback.statement.line", "statement_id", readonly=True)
    record_count = fields.Integer(
        string="Callbacks", compute="_compute_totals", store=True
    )
    on_time_count = fields.Integer(
        string="On time", compute="_compute_totals", store=True
    )
    late_count = fields.Integer(string="Late", compute="_compute_totals", store=True)
    open_count = fields.Integer(
        string="Not finished", compute="_compute_totals", store=True
    )

    _month_unique = models.UniqueIndex(
        "(policy_id, department_id, date_from)",
        "There is a statement of this unit for the period already.",
    )

    # Computes ---------------------------------------------------------------------

    @api.depends("department_id.name", "month")
    def _compute_name(self):
        for statement in self:
            parts = [statement.month, statement.department_id.name]
            statement.name = " ".join(filter(None, parts))

    @api.depends("name")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = statement.name

    @api.depends(
        "date_from",
        "policy_id.statement_day",
        "policy_id.statement_period",
        "policy_id.statement_hour",
        "policy_id.statement_reading",
        "policy_id.statement_shift",
    )
    def _compute_date_due(self):
        """The due time of a submitted statement stays what it was."""
        for statement in self:
            if statement.state == "submitted":
                continue
            policy = statement.policy_id
            due = statement.date_from and policy.statement_day
            statement.date_due = due and policy._get_statement_due(
                statement.date_from, statement.company_id
            )

    @api.depends("date_submitted", "date_due")
    def _compute_is_late(self):
        """16:00:00 is on time, 16:00:01 is late (U1-33)."""
        for statement in self:
            statement.is_late = bool(
                statement.date_submitted
                and statement.date_due
                and statement.date_submitted > statement.date_due
            )

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for statement in self:
            statement.is_overdue = bool(
                statement.state != "submitted"
                and statement.date_due
                and statement.date_due < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = [
            ("state", "!=", "submitted"),
            ("date_due", "<", fields.Datetime.now()),
        ]
        return overdue if True in value else ["!", "&", *overdue]

    @api.depends(
        "line_ids.record_count",
        "line_ids.on_time_count",
        "line_ids.late_count",
        "line_ids.open_count",
    )
    def _compute_totals(self):
        for statement in self:
            for name in ("record_count", "on_time_count", "late_count", "open_count"):
                statement[name] = sum(statement.line_ids.mapped(name))

    @api.constrains("policy_id")
    def _check_policy(self):
        for statement in self:
            if not statement.policy_id.statement_day:
                raise ValidationError(
                    self.env._(
                        "%(policy)s asks for no statement.",
                        policy=statement.policy_id.display_name,
                    )
                )

    # Actions ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Figures and states come from the actions."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A submitted statement is frozen."""
        self._check_guarded(vals)
        if any(s.state == "submitted" for s in self) and not self.env.su:
            mail = {"message_ids", "message_follower_ids", "message_partner_ids"}
            if not set(vals) <= mail:
                raise UserError(
                    self.env._("A submitted statement is frozen and stays as sent.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(statement.state == "submitted" for statement in self):
            raise UserError(self.env._("A submitted statement cannot be deleted."))

    def action_compute(self):
        """Compute the figures of the month anew from the records. RPC.

        :raises UserError: for a submitted statement
        """
        self.check_access("write")
        self._check_not_submitted()
        # sudo: lines are written by the system only; the figures cover the units whose
        # statements the user may write.
        statements = self.sudo()
        statements.line_ids.unlink()
        self.env["callback.statement.line"].sudo().create(  # as above
            [
                {"statement_id": statement.id, **values}
                for statement, lines in statements._prepare_lines().items()
                for values in lines
            ]
        )
        statements.write({"state": "computed", "date_computed": fields.Datetime.now()})
        return True

    def action_submit(self):
        """Freeze the figures and send the statement up. RPC.

        :raises UserError: for a month that is not over, or a second submission
        """
        self.check_access("write")
        self._check_not_submitted()
        now = fields.Datetime.now()
        for statement in self:
            _start, end = statement._get_month_bounds()
            if now < end:
                raise UserError(
                    self.env._(
                        "%(statement)s: the period is not over yet.",
                        statement=statement.name,
                    )
                )
        self.action_compute()
        # sudo: these fields are guarded; the right to submit was checked above.
        self.sudo().write(
            {"date_submitted": now, "user_id": self.env.uid, "state": "submitted"}
        )
        return True

    def _check_not_submitted(self):
        sent = self.filtered(lambda statement: statement.state == "submitted")
        if sent:
            raise UserError(
                self.env._(
                    "%(statement)s was submitted on %(date)s and is frozen.",
                    statement=sent[0].name,
                    date=format_datetime(self.env, sent[0].date_submitted),
                )
            )

    # Cron -------------------------------------------------------------------------

    @api.model
    def _cron_prepare(self):
        """Make the drafts of the last period for every unit that has callbacks."""
        policies = self.env["callback.policy"].search(
            [("state", "in", ("in_force", "superseded")), ("statement_day", ">", 0)]
        )
        for policy in policies:
            first = self._get_previous(policy)
            # A version that was followed reports the period in which it was.
            ended = policy.state == "superseded" and policy.date_to
            if policy.state == "in_force" or (ended and ended >= first):
                self._prepare_month(policy, first)

    @api.model
    def _prepare_month(self, policy, month):
        """Create the missing statements of a policy and period; return them.

        :param month: first date of the period
        """
        groups = self.env["callback.record"]._read_group(
            [("policy_id", "=", policy.id), ("department_id", "!=", False)],
            ["company_id", "department_id"],
        )
        existing = self.search(
            [("policy_id", "=", policy.id), ("date_from", "=", month)]
        ).department_id
        wanted = {}
        for company, department in groups:
            ids = [int(id_) for id_ in department.parent_path.split("/") if id_]
            for unit in department.browse(ids) - existing:
                wanted.setdefault(unit, company)
        return self.with_context(mail_create_nolog=True).create(
            [
                {
                    "policy_id": policy.id,
                    "department_id": unit.id,
                    "company_id": company.id,
                    "date_from": month,
                }
                for unit, company in wanted.items()
            ]
        )
