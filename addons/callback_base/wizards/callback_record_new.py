# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.callback_policy_version import CURRENT_RULES


class CallbackRecordNew(models.TransientModel):
    """Opens callbacks by hand: no plan, no document, by a rule all the same (F3-35).

    The rule gives type, clauses and time limit, so that these callbacks are archived
    and counted like all others.
    """

    _name = "callback.record.new"
    _description = "New callback"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    has_rule = fields.Boolean(compute="_compute_has_rule")
    rule_id = fields.Many2one(
        "callback.rule",
        required=True,
        ondelete="cascade",
        domain=f"[('trigger', '=', 'manual'), {CURRENT_RULES},"
        " ('policy_id.company_id', 'in', [company_id, False])]",
        default=lambda self: self._default_rule_id(),
    )
    step_id = fields.Many2one(
        "callback.rule.step",
        required=True,
        ondelete="cascade",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('rule_id', '=', rule_id)]",
    )
    allowed_channel_ids = fields.Many2many(
        "callback.channel", compute="_compute_allowed_channel_ids"
    )
    channel_id = fields.Many2one(
        "callback.channel",
        required=True,
        ondelete="cascade",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', allowed_channel_ids)]",
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        ondelete="cascade",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    partner_ids = fields.Many2many("res.partner", string="Customers", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Caller",
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Empty: the open queue of the department.",
    )
    date_event = fields.Datetime(
        string="Event time",
        required=True,
        default=fields.Datetime.now,
        help="From which the deadline counts.",
    )
    reason = fields.Text(required=True)
    deadline = fields.Datetime(compute="_compute_deadline")
    deadline_text = fields.Text(
        string="Why this deadline?", compute="_compute_deadline"
    )

    @api.model
    def _get_rule_domain(self, company):
        policies = self.env["callback.policy"]
        today = fields.Date.context_today(self)
        return (
            Domain("trigger", "=", "manual")
            & Domain("policy_id", "any", policies._get_current_domain(today))
            & Domain("policy_id.company_id", "in", [company.id, False])
        )

    @api.model
    def _default_rule_id(self):
        """Propose the rule where there is no choice."""
        domain = self._get_rule_domain(self.env.company)
        rules = self.env["callback.rule"].search(domain, limit=2)
        return rules if len(rules) == 1 else rules.browse()

    @api.depends("company_id")
    def _compute_has_rule(self):
        for wizard in self:
            domain = self._get_rule_domain(wizard.company_id)
            wizard.has_rule = bool(self.env["callback.rule"].search(domain, limit=1))

    @api.depends("rule_id")
    def _compute_allowed_channel_ids(self):
        for wizard in self:
            rule = wizard.rule_id
            channels = rule._get_channels() | rule.channel_id if rule else False
            wizard.allowed_channel_ids = channels

    @api.depends("rule_id")
    def _compute_from_rule(self):
        """Propose what the rule says; the own unit where it says nothing."""
        for wizard in self:
            rule = wizard.rule_id
            if wizard.step_id.rule_id != rule:
                wizard.step_id = rule.step_ids[:1]
            if wizard.channel_id not in wizard.allowed_channel_ids:
                wizard.channel_id = rule.channel_id
            unit = rule.unit_id.with_company(wizard.company_id).department_id
            if rule.routing == "unit" and unit:
                wizard.department_id = unit
            elif not wizard.department_id:
                wizard.department_id = self.env.user.callback_unit_ids[:1]

    @api.depends("step_id", "date_event", "company_id")
    def _compute_deadline(self):
        workday = self.env["callback.workday"]
        for wizard in self:
            step, event = wizard.step_id, wizard.date_event
            wizard.deadline = wizard.deadline_text = False
            if step and event:
                calendar = step.policy_id._get_calendar(wizard.company_id)
                anchor = step._get_anchor(event, wizard.company_id)
                wizard.deadline = step._get_limit(anchor, calendar)
                wizard.deadline_text = workday._basis_text(
                    step._get_basis(anchor, calendar)
                )

    # Actions ------------------------------------------------------------------------

    def action_create(self):
        """Open a callback for each customer, and show them. RPC.

        :raises AccessError: below supervisor, or for a department of others
        :raises UserError: for a rule that is not made by hand or not in force, or
            whatever speaks against channel, caller or customer
        """
        self.ensure_one()
        self._check_supervisor()
        self._check_rule()
        if not self.reason.strip():
            raise UserError(self.env._("Say why the callback is opened."))
        # sudo: callbacks are created by actions only. That the user answers for the
        # department is checked right after, by the record rules.
        records = self.env["callback.record"].sudo().create(list(self._prepare()))
        records.with_env(self.env).check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        if len(records) == 1:
            return {**action, "views": [(False, "form")], "res_id": records.id}
        return {**action, "domain": [("id", "in", records.ids)], "context": {}}

    def _prepare(self):
        for partner in self.partner_ids:
            yield {
                "company_id": self.company_id.id,
                "step_id": self.step_id.id,
                "partner_id": partner.id,
                "date_event": self.date_event,
                "department_id": self.department_id.id,
                "user_id": self.user_id.id,
                "channel_id": self.channel_id.id,
                "opening_reason": self.reason.strip(),
            }

    def _check_supervisor(self):
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor opens callbacks by hand."))

    def _check_rule(self):
        """Refuse what the rule does not allow, naming it."""
        rule, policy = self.rule_id, self.rule_id.policy_id
        refused = {
            "rule_id": rule.trigger != "manual"
            or not policy.filtered_domain(self._get_version_domain())
            or not rule.active
            or policy.company_id not in (self.company_id, self.env["res.company"]),
            "step_id": self.step_id.rule_id != rule,
            "channel_id": self.channel_id not in self.allowed_channel_ids,
            "date_event": not self._is_valid_day(),
        }
        for name, is_refused in refused.items():
            if is_refused:
                raise UserError(
                    self.env._(
                        "New callback, %(label)s: not allowed by rule “%(rule)s” of "
                        "%(policy)s. It must be a rule by hand of a policy in force, "
                        "with its own steps and channels, on a day on which the policy "
                        "is valid.",
                        label=self._fields[name]._description_string(self.env),
                        rule=rule.name,
                        policy=policy.display_name,
                    )
                )

    def _get_version_domain(self):
        """A version that was followed is that of its own time; see the day below."""
        policies = self.env["callback.policy"]
        day = self.rule_id._get_zone(self.company_id).local(self.date_event).date()
        return policies._get_current_domain(day)

    def _is_valid_day(self):
        """Events dated inside the validity of a policy are its own (T-13)."""
        policy = self.rule_id.policy_id
        zone = self.rule_id._get_zone(self.company_id)
        day = zone.local(self.date_event).date()
        started = not policy.date_from or policy.date_from <= day
        return started and not (policy.date_to and policy.date_to < day)
