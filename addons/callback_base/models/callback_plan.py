# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What may still be changed after the plan was submitted.
FREE_FIELDS = frozenset({"task_ids", "expense", "note"})


class CallbackPlan(models.Model):
    """A department's plan: which rules, for whom, by whom, in which period (BASE-03).

    Draft, submitted, approved, running, closed. Only an approved plan makes work;
    made again it makes the same (see ``callback_plan_generate.py``).
    """

    _name = "callback.plan"
    _description = "Callback plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "callback.guard.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_approved",
            "date_closed",
            "date_filed",
            "filer_id",
            "line_ids",
            "refusal",
            "state",
        }
    )

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Owner",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.user.callback_unit_ids[:1],
        help="Department whose plan it is.",
    )
    unit_ids = fields.Many2many(
        "hr.department",
        string="Units",
        check_company=True,
        help="Only customers of these departments and those below. Empty: all.",
    )
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="restrict"
    )
    rule_ids = fields.Many2many(
        "callback.rule",
        string="Rules",
        domain="[('policy_id', '=', policy_id),"
        " ('trigger', 'not in', ['manual', 'order'])]",
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    purpose = fields.Text()
    scope = fields.Text()
    content = fields.Text(help="What is asked and told.")
    frequency = fields.Char(help="How often, for example once a year.")
    channel_ids = fields.Many2many("callback.channel", string="Channels")
    user_ids = fields.Many2many(
        "res.users",
        string="Callers",
        help="Who calls. The callbacks are dealt out among them as the rule says.",
    )
    target_count = fields.Integer(string="Planned callbacks")
    sample_rate = fields.Float(
        string="Own rate",
        digits=(16, 8),
        help="Rate of the samples of this plan, within the limits of the rule: "
        "0.1 is 10 %. Zero: the rate of the rule.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    budget = fields.Monetary()
    expense = fields.Monetary(string="Spent")
    note = fields.Html(string="Notes")
    task_ids = fields.One2many(
        "callback.plan.task", "plan_id", string="Preparation", copy=True
    )
    task_open_count = fields.Integer(
        string="Still to prepare", compute="_compute_task_open_count"
    )
    line_ids = fields.One2many(
        "callback.plan.line", "plan_id", string="Work", readonly=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "To approve"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    filer_id = fields.Many2one(
        "res.users", string="Filed by", readonly=True, copy=False, ondelete="restrict"
    )
    date_filed = fields.Datetime(string="Filed on", readonly=True, copy=False)
    approver_id = fields.Many2one(
        "res.users",
        string="Approved by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    refusal = fields.Text(string="Sent back because", readonly=True, copy=False)
    date_due = fields.Date(
        string="Plan due",
        compute="_compute_date_due",
        store=True,
        help="Day by which the plan of a year is approved (U1-24).",
    )
    is_late = fields.Boolean(compute="_compute_is_late", string="Plan is late")
    record_count = fields.Integer(string="Callbacks", compute="_compute_record_count")
    done_count = fields.Integer(string="Finished", compute="_compute_record_count")
    progress = fields.Float(compute="_compute_record_count")

    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A plan cannot end before it begins."
    )

    # Computes -----------------------------------------------------------------------

    @api.depends("task_ids.is_done")
    def _compute_task_open_count(self):
        for plan in self:
            plan.task_open_count = len(plan.task_ids.filtered(lambda t: not t.is_done))

    @api.depends("date_from", "date_to", "policy_id")
    def _compute_date_due(self):
        for plan in self:
            policy, first, last = plan.policy_id, plan.date_from, plan.date_to
            year = first and last and (last - first).days >= 364
            plan.date_due = False
            if year and policy.plan_due_month:
                plan.date_due = datetime.date(
                    first.year - 1, policy.plan_due_month, policy.plan_due_day or 1
                )

    @api.depends("date_due", "date_approved", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for plan in self:
            decided = plan.date_approved
            day = plan._local_day(decided) if decided else today
            plan.is_late = bool(plan.date_due and day > plan.date_due)

    def _local_day(self, moment):
        return fields.Datetime.context_timestamp(
            self.with_context(
                tz=self.policy_id._get_calendar(self.company_id).tz or "UTC"
            ),
            moment,
        ).date()

    def _compute_record_count(self):
        groups = self.env["callback.record"]._read_group(
            [("plan_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["plan_id", "state"],
            ["__count"],
        )
        for plan in self:
            counts = {state: n for owner, state, n in groups if owner == plan}
            total = sum(counts.values())
            done = total - counts.get("planned", 0) - counts.get("ongoing", 0)
            plan.record_count, plan.done_count = total, done
            plan.progress = 100 * done / total if total else 0

    @api.onchange("policy_id")
    def _onchange_policy_id(self):
        self.rule_ids = self.rule_ids.filtered(
            lambda rule: rule.policy_id == self.policy_id
        )

    @api.onchange("rule_ids")
    def _onchange_rule_ids(self):
        self.channel_ids |= self.rule_ids.channel_id

    def action_view_records(self):
        """Open the callbacks of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    # Constraints --------------------------------------------------------------------

    @api.constrains("rule_ids", "policy_id", "date_from", "date_to")
    def _check_rules(self):
        for plan in self:
            foreign = plan.rule_ids.filtered(
                lambda rule, plan=plan: (
                    rule.policy_id != plan.policy_id or not rule._has_population()
                )
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "Plan “%(plan)s”: the rule “%(rule)s” is not one that plans of "
                        "the policy %(policy)s carry out.",
                        plan=plan.name,
                        rule=foreign[0].name,
                        policy=plan.policy_id.display_name,
                    )
                )

    @api.constrains("sample_rate", "rule_ids")
    def _check_sample_rate(self):
        for plan in self.filtered("sample_rate"):
            for rule in plan.rule_ids.filtered(lambda r: r.trigger == "sample"):
                low, high = rule.sample_rate_min, rule.sample_rate_max or 1
                if not (0 < plan.sample_rate <= 1 and low <= plan.sample_rate <= high):
                    raise ValidationError(
                        self.env._(
                            "Plan “%(plan)s”: the rate %(rate)s %% is outside %(low)s "
                            "%% to %(high)s %%, which rule “%(rule)s” allows.",
                            plan=plan.name,
                            rate=f"{plan.sample_rate * 100:.10g}",
                            low=f"{low * 100:.10g}",
                            high=f"{high * 100:.10g}",
                            rule=rule.name,
                        )
                    )

    # CRUD ---------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A plan starts as a draft."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was submitted stays as it was submitted."""
        self._check_guarded(vals)
        mail = ("message_", "activity_")
        changed = {n for n in vals if not n.startswith(mail)} - FREE_FIELDS
        decided = self.filtered(lambda plan: plan.state != "draft")
        if changed and decided and not self.env.su:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” was submitted and stays as it is. Send it back to "
                    "change it.",
                    plan=decided[0].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(plan.state != "draft" for plan in self):
            raise UserError(self.env._("Only a draft plan can be deleted."))
