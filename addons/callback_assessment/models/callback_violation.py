# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_penalty_money import refuse_parts_of_cents

#: What the report says; fixed once it is confirmed.
FACT_FIELDS = frozenset(
    {
        "amount_reason",
        "base_amount",
        "company_id",
        "complaint_id",
        "date",
        "department_id",
        "document_ref",
        "employee_id",
        "evidence_ids",
        "facts",
        "quantity",
        "record_id",
        "rule_id",
        "typed_amount",
        "wants_measure",
    }
)


class CallbackViolation(models.Model):
    """Something that happened and that a rule of fines or rewards is about (ASMT-13).

    Reported by hand, by a check or by the job that looks at breaches; confirming it
    makes the proposals, see ``callback_violation_propose.py``. Whoever reported it
    cannot confirm what comes of it.
    """

    _name = "callback.violation"
    _description = "Violation or merit"
    _inherit = [
        "mail.thread",
        "callback.guarded.mixin",
        "callback.attached.mixin",
        "callback.penalty.insert.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["name"]
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "breach_id",
            "confirm_user_id",
            "date_confirmed",
            "is_verified",
            "name",
            "occurrence",
            "problem",
            "reject_reason",
            "source_key",
            "state",
            "step_id",
            "user_id",
            "verify_user_id",
        }
    )

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    source_key = fields.Char(readonly=True, copy=False, export_string_translation=False)
    rule_id = fields.Many2one(
        "callback.penalty.rule",
        required=True,
        ondelete="restrict",
        domain="[('state', '=', 'active'), ('target', '!=', 'outside'),"
        " ('company_id', 'in', (company_id, False))]",
        tracking=True,
    )
    rule_kind = fields.Selection(related="rule_id.kind", string="Kind of amount")
    target = fields.Selection(related="rule_id.target")
    direction = fields.Selection(related="rule_id.direction", store=True)
    measure_optional = fields.Boolean(related="rule_id.measure_optional")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Happened on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="Of a person: the one on the day it happened.",
    )
    quantity = fields.Integer(string="Number of items", default=1, required=True)
    base_amount = fields.Monetary(
        string="Base", help="Of which the rule takes a share, for example the damage."
    )
    typed_amount = fields.Monetary(
        string="Amount within the range",
        help="The system never chooses inside a range.",
    )
    amount_reason = fields.Text(string="Why this amount")
    wants_measure = fields.Boolean(string="Propose the measure")
    facts = fields.Text(tracking=True)
    document_ref = fields.Char(string="Document that says how much")
    evidence_ids = fields.Many2many("ir.attachment")
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
    breach_id = fields.Many2one(
        "callback.breach", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    is_verified = fields.Boolean(string="Verified", readonly=True, tracking=True)
    verify_user_id = fields.Many2one("res.users", string="Verified by", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Reported by",
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
        help="Empty: the job that looks at missed time limits.",
    )
    confirm_user_id = fields.Many2one("res.users", string="Proposed by", readonly=True)
    date_confirmed = fields.Datetime(string="Proposed on", readonly=True)
    occurrence = fields.Integer(string="Which time", readonly=True)
    step_id = fields.Many2one(
        "callback.penalty.step", readonly=True, ondelete="restrict"
    )
    problem = fields.Text(string="What is missing", readonly=True)
    reject_reason = fields.Text(string="Why dropped", readonly=True, tracking=True)
    state = fields.Selection(
        [("draft", "Reported"), ("confirmed", "Proposed"), ("cancelled", "Dropped")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    sanction_ids = fields.One2many(
        "callback.sanction", "violation_id", string="Proposals"
    )

    _source_unique = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This was reported already."
    )
    _complaint_unique = models.UniqueIndex(
        "(rule_id, complaint_id, employee_id)"
        " WHERE complaint_id IS NOT NULL AND reject_reason IS NULL",
        "This complaint was reported under this rule already.",
    )
    _occurrence_index = models.Index("(rule_id, employee_id, date)")
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "There is one item at least."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A report gets its number, and the department of that day."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ["base_amount", "typed_amount"])
        violations = super().create(vals_list)
        # sudo: number and department are the system's.
        for company, group in violations.sudo().grouped("company_id").items():
            numbers = self._take_numbers(company, len(group))
            for violation, number in zip(group, numbers, strict=True):
                violation.name = number
        violations._set_department()
        violations._check_report()
        return violations

    def write(self, vals):
        """What was proposed stays as it was reported."""
        refuse_parts_of_cents(self, vals, ["base_amount", "typed_amount"])
        if FACT_FIELDS & set(vals) and not self.env.su:
            self._check_state("draft")
        result = super().write(vals)
        if {"date", "employee_id"} & set(vals) and "department_id" not in vals:
            self._set_department()
        if FACT_FIELDS & set(vals):
            self._check_report()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_reported(self):
        if any(violation.state != "draft" or violation.breach_id for violation in self):
            raise UserError(self.env._("What was proposed or dropped stays on file."))

    def _set_department(self):
        people = self.filtered("employee_id")
        found = people._get_people()
        for violation in people.sudo():  # the department of a date: no wage is read
            department = found.department(violation.employee_id.id, violation.date)
            if department:
                violation.department_id = department

    def _check_report(self):
        """Refuse what can never become a proposal, naming rule and value."""
        for violation in self:
            rule = violation.rule_id.sudo()  # rules are no secret to who reports
            amount = violation.typed_amount
            if amount and rule.kind != "range":
                violation._refuse(self.env._("the rule has no range to type"))
            if amount and not rule.amount_min <= amount <= rule.amount_max:
                violation._refuse(
                    self.env._(
                        "%(amount)s is outside %(from)s to %(to)s",
                        amount=amount,
                        **{"from": rule.amount_min, "to": rule.amount_max},
                    )
                )
            if violation.date > fields.Date.context_today(violation):
                violation._refuse(self.env._("it has not happened yet"))

    def _refuse(self, why):
        """Raise with the violation, its rule and clauses, and what is wrong."""
        rule = self.rule_id.sudo()  # named in the refusal
        raise ValidationError(
            self.env._(
                "%(violation)s, rule %(rule)s (%(clauses)s): %(why)s.",
                violation=self.name or "",
                rule=rule.display_name,
                clauses=", ".join(rule.clause_ids.mapped("code")) or rule.code,
                why=why,
            )
        )

    def _check_state(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for violation in self:
            if violation.state != state:
                raise UserError(
                    self.env._(
                        "%(violation)s is “%(state)s”: this step is not open.",
                        violation=violation.name,
                        state=labels[violation.state],
                    )
                )
