# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .callback_penalty_money import (
    KINDS,
    MEASURES,
    MONEY_KINDS,
    WINDOWS,
    refuse_parts_of_cents,
)
from .callback_penalty_window import window_start

MONEY_FIELDS = ("amount", "amount_min", "amount_max", "cap")
#: What may change while a rule is in force.
FREE_FIELDS = frozenset({"sequence", "note", "date_to", "active"})


class CallbackPenaltyRule(models.Model):
    """What one kind of event costs or earns a person or a department (ASMT-08).

    ``kind`` says how the amount comes about; ``direction`` whether it is deducted or
    paid, so that bonuses are rules too. Amounts of the policy are blank until they
    are set: a rule with a blank cannot be put in force, and one in force stays as it
    is; change a copy. Steps for repetition, and who is jointly liable, are parts.
    """

    _name = "callback.penalty.rule"
    _description = "Rule of fines and rewards"
    _inherit = ["callback.data.mixin", "mail.thread", "callback.guarded.mixin"]
    _order = "sequence, code, id"
    _rec_names_search = ["name", "code"]
    _guarded_fields = frozenset({"state"})

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, copy=False, help="Number in the policy.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("draft", "Draft"), ("active", "In force"), ("retired", "No longer in force")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    company_id = fields.Many2one("res.company", help="Empty: every company.")
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", export_string_translation=False
    )
    policy_id = fields.Many2one(
        "callback.policy", ondelete="restrict", index="btree_not_null"
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    date_from = fields.Date(string="Events from")
    date_to = fields.Date(string="Events until")
    direction = fields.Selection(
        [("deduct", "Deduction"), ("award", "Reward")],
        default="deduct",
        required=True,
    )
    target = fields.Selection(
        [
            ("employee", "Person"),
            ("department", "Department"),
            ("outside", "Outside person"),
        ],
        default="employee",
        required=True,
        help="A department is charged to its cost centre, an outside person is paid by "
        "bill: neither through payroll.",
    )
    kind = fields.Selection(KINDS, default="fixed", required=True, tracking=True)
    amount = fields.Monetary(tracking=True, help="Of each case, or of each item.")
    amount_min = fields.Monetary(string="From")
    amount_max = fields.Monetary(string="To")
    rate = fields.Float(
        string="Share in %", digits=(16, 4), help="Of the base or of performance pay."
    )
    is_capped = fields.Boolean(string="At most an amount")
    cap = fields.Monetary(string="At most")
    factor = fields.Float(string="Number of wages", digits=(16, 4), default=1)
    points = fields.Float(digits=(16, 2))
    measure = fields.Selection(
        MEASURES, help="Measure beside the money, or alone. A proposal only."
    )
    measure_optional = fields.Boolean(
        string="Measure only if asked for",
        help="The measure is proposed when the person who reports asks for it.",
    )
    pay_code = fields.Char(
        help="Code under which payroll gets the amount. Lines of one code and month "
        "are added up.",
    )
    needs_verified = fields.Boolean(
        string="Verified only",
        help="Nothing is proposed before somebody else verified what happened.",
    )
    needs_document = fields.Boolean(
        string="By another document", help="The document that says how much is named."
    )
    assessor_unit_id = fields.Many2one(
        "callback.unit",
        string="Confirmed by",
        ondelete="restrict",
        help="Only people of this unit confirm. Empty: every leader of the person.",
    )
    is_public = fields.Boolean(
        string="Published",
        help="Final results are shown to all employees, without amounts.",
    )
    appeal_quantity = fields.Integer(
        string="Appeal within", help="0: as the company says."
    )
    appeal_unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days")],
        string="Unit of the appeal",
        default="working_day",
    )
    window = fields.Selection(
        WINDOWS,
        string="Repetition counted in",
        default="forever",
        required=True,
    )
    window_months = fields.Integer(string="Months")
    after_last = fields.Selection(
        [("last", "The last step again"), ("restart", "From the first step again")],
        string="After the last step",
        default="last",
        required=True,
    )
    step_ids = fields.One2many(
        "callback.penalty.step", "rule_id", string="Repetition", copy=True
    )
    joint_ids = fields.One2many(
        "callback.penalty.joint", "rule_id", string="Joint liability", copy=True
    )
    note = fields.Text(string="Remark", translate=True)

    _code_unique = models.UniqueIndex(
        "(code, company_id) WHERE state = 'active' AND active",
        "Only one rule in force has this number.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            rule.currency_id = (rule.company_id or self.env.company).currency_id

    @api.depends("code", "name")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = f"{rule.code or ''} {rule.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Money is exact to the cent."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, MONEY_FIELDS)
        return super().create(vals_list)

    def write(self, vals):
        """A rule in force stays as it is."""
        refuse_parts_of_cents(self, vals, MONEY_FIELDS)
        if not set(vals) <= FREE_FIELDS:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    def _check_draft(self):
        if self.env.su:
            return
        fixed = self.filtered(lambda rule: rule.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(rule)s is or was in force and stays as it is. Change a copy.",
                    rule=fixed[0].display_name,
                )
            )

    def copy_data(self, default=None):
        """A copy has a number of its own until it replaces the old one."""
        vals_list = super().copy_data(default)
        for rule, vals in zip(self, vals_list, strict=True):
            vals.setdefault("code", rule.code)
        return vals_list

    @api.constrains("kind", "amount_min", "amount_max", "window", "window_months")
    def _check_numbers(self):
        for rule in self:
            if rule.amount_max and rule.amount_min > rule.amount_max:
                rule._refuse_value("amount_min", rule.amount_min)
            if rule.window == "months" and rule.window_months < 1:
                rule._refuse_value("window_months", rule.window_months)
            for name in ("rate", "points", "factor", "appeal_quantity"):
                if rule[name] < 0:
                    rule._refuse_value(name, rule[name])

    def _refuse_value(self, name, value):
        raise ValidationError(
            self.env._(
                "%(rule)s: %(field)s cannot be %(value)s.",
                rule=self.display_name,
                field=self._fields[name].get_description(self.env, ["string"])[
                    "string"
                ],
                value=value,
            )
        )

    # Life ---------------------------------------------------------------------------

    def action_activate(self):
        """Put rules in force. RPC.

        :raises UserError: naming the rule and what is blank (ASMT-06)
        """
        self._check_keeper()
        for rule in self:
            rule._check_blanks()
        # sudo: the state is guarded; checked above.
        self.sudo().filtered(lambda r: r.state == "draft").write({"state": "active"})
        return True

    def action_retire(self):
        """Take rules out of force: what was proposed goes on. RPC."""
        self._check_keeper()
        self.sudo().write({"state": "retired"})  # guarded; checked above
        return True

    def _check_keeper(self):
        self.check_access("write")
        if not (
            self.env.su
            or self.env.user.has_group("callback_base.callback_group_manager")
        ):
            raise AccessError(self.env._("Managers keep the rules of fines."))

    def _get_blanks(self):
        """Return the names of the fields that the kind needs and that are empty."""
        self.ensure_one()
        needed = {
            "fixed": ["amount"],
            "item": ["amount"],
            "range": ["amount_min", "amount_max"],
            "percent": ["rate"],
            "wage": ["factor"],
            "pay_share": ["rate"],
            "points": ["points"],
            "measure": ["measure"],
        }[self.kind]
        if self.is_capped:
            needed = [*needed, "cap"]
        return [name for name in needed if not self[name]]

    def _check_blanks(self):
        blanks = [self._get_label(name) for name in self._get_blanks()]
        for joint in self.joint_ids:
            blanks += [
                f"{joint.display_name}: {joint._get_label(name)}"
                for name in joint._get_blanks()
            ]
        if blanks:
            raise UserError(
                self.env._(
                    "%(rule)s (%(clauses)s): fill in %(fields)s first.",
                    rule=self.display_name,
                    clauses=", ".join(self.clause_ids.mapped("code")) or self.code,
                    fields=", ".join(blanks),
                )
            )

    def _get_label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]

    def _get_window_start(self, day):
        """Return the first day of the window that ends with a day, or None (X-30)."""
        return window_start(self.window, self.window_months, day)

    def _is_money(self):
        return self.kind in MONEY_KINDS

    def _get_pay_code(self):
        """Return the code for payroll: the rule's own, or the common one."""
        return self.pay_code or self.env["callback.sanction"]._get_pay_code(
            self.direction
        )
