# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.callback_base.schedule.periods import period_of

from .callback_violation_people import People

#: What a user gives to a new assessment; everything else is the system's.
GIVEN_FIELDS = frozenset({"scorecard_id", "employee_id", "date_from"})


class CallbackAssessment(models.Model):
    """One person in one cycle of one scheme: facts, score, grade (ASMT-03 … 07).

    ``action_compute`` fetches the facts, managers and supervisors enter what no fact
    says, ``action_confirm`` closes it: the inputs are frozen then, the consequences of
    the grade are proposed, and nothing is edited any more. Made as a set by
    ``callback.scorecard.action_assess``; at most one for each person, scheme and cycle.
    """

    _name = "callback.assessment"
    _description = "Assessment"
    _inherit = [
        "callback.trace.mixin",
        "callback.guarded.mixin",
        "callback.penalty.insert.mixin",
    ]
    _order = "date_from desc, department_id, employee_id, id"
    _rec_names_search = ["employee_id"]

    source_key = fields.Char(
        compute="_compute_source_key",
        store=True,
        precompute=True,
        required=True,
        export_string_translation=False,
    )
    scorecard_id = fields.Many2one(
        "callback.scorecard", required=True, index=True, ondelete="restrict"
    )
    scheme_code = fields.Char(
        string="Scheme", related="scorecard_id.code", store=True, precompute=True
    )
    cycle = fields.Selection(related="scorecard_id.cycle", store=True, precompute=True)
    policy_id = fields.Many2one(related="scorecard_id.policy_id")
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_person",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="User of the person",
        compute="_compute_person",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_person",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
        help="Of the person on the last day of the cycle.",
    )
    date_from = fields.Date(string="Cycle from", required=True, index=True)
    date_to = fields.Date(
        string="Cycle to", compute="_compute_date_to", store=True, precompute=True
    )
    period_name = fields.Char(string="Period", compute="_compute_period_name")
    state = fields.Selection(
        [("draft", "Being assessed"), ("confirmed", "Closed")],
        default="draft",
        required=True,
        index=True,
        tracking=True,
        copy=False,
    )
    line_ids = fields.One2many(
        "callback.assessment.line", "assessment_id", string="Criteria"
    )
    is_assessed = fields.Boolean(
        string="Assessed", help="Not set when there was nothing to assess."
    )
    points = fields.Float(
        string="Points of rewards and fines",
        digits=(16, 2),
        help="Added to the score: points of final lines of the cycle (G1-77).",
    )
    score = fields.Float(digits=(16, 4), tracking=True, aggregator="avg")
    grade_id = fields.Many2one(
        "callback.grade", ondelete="restrict", index=True, tracking=True
    )
    grade_code = fields.Char(related="grade_id.code", string="Grade code")
    explanation = fields.Text(string="How the score came about")
    date_computed = fields.Datetime(string="Computed on")
    confirm_user_id = fields.Many2one("res.users", string="Confirmed by")
    date_confirmed = fields.Datetime(string="Closed on", tracking=True)
    outcome = fields.Text(
        string="What follows", help="What was proposed when it was closed."
    )
    improvement_id = fields.Many2one(
        "callback.improvement", string="Order to improve", ondelete="restrict"
    )
    sanction_ids = fields.Many2many(
        "callback.sanction", string="Rewards and fines", compute="_compute_sanction_ids"
    )
    frozen = fields.Json(
        string="Frozen inputs",
        groups="callback_base.callback_group_manager,"
        "callback_base.callback_group_auditor,"
        "callback_assessment.callback_group_hr",
        export_string_translation=False,
    )
    is_own = fields.Boolean(compute="_compute_is_own")

    _source_unique = models.UniqueIndex(
        "(source_key)", "This person is assessed in this cycle of the scheme already."
    )
    _person_unique = models.UniqueIndex(
        "(employee_id, scheme_code, date_from, company_id)",
        "This person is assessed in this cycle of the scheme already.",
    )
    _row_index = models.Index(
        "(scheme_code, employee_id, date_from) WHERE state = 'confirmed'"
    )

    @api.model
    def _get_guarded_fields(self):
        """Whom and when is given; the rest comes from the actions."""
        free = GIVEN_FIELDS | {
            name
            for name in self._fields
            if name.startswith(("message_", "activity_", "website_message"))
        }
        return super()._get_guarded_fields() | (set(self._fields) - free)

    # Computes -------------------------------------------------------------------------

    @api.depends("scorecard_id", "employee_id", "date_from")
    def _compute_source_key(self):
        for one in self:
            one.source_key = one._get_key(
                one.scorecard_id.code, one.employee_id.id, one.date_from
            )

    @api.model
    def _get_key(self, code, employee_id, date_from):
        """Return what there is once of: a person in a cycle of a scheme."""
        return f"{code}:{employee_id}:{date_from}"

    @api.depends("employee_id", "date_from", "cycle")
    def _compute_person(self):
        people = People(self.env, self.employee_id.ids)
        for one in self:
            # sudo: unit, user and company of the person; the form shows no more.
            employee = one.employee_id.sudo()
            one.user_id = employee.user_id
            last = one.date_from and period_of(one.date_from, one.cycle)[1]
            on_last = last and people.department(employee.id, last)
            one.department_id = on_last or employee.department_id
            one.company_id = employee.company_id or self.env.company

    @api.depends("date_from", "cycle")
    def _compute_date_to(self):
        for one in self:
            one.date_to = one.date_from and period_of(one.date_from, one.cycle)[1]

    @api.depends("date_from", "cycle")
    def _compute_period_name(self):
        for one in self:
            day = one.date_from
            if not day:
                one.period_name = ""
            elif one.cycle == "quarter":
                one.period_name = f"{day.year}-Q{(day.month + 2) // 3}"
            else:
                one.period_name = f"{day:%Y}" if one.cycle == "year" else f"{day:%Y-%m}"

    @api.depends("employee_id", "date_from", "cycle")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.employee_id.name or ''} {one.period_name}".strip()

    def _compute_sanction_ids(self):
        """Show what the reader may see of what was proposed."""
        lines = self.env["callback.sanction"]
        found = lines.browse()
        if lines.has_access("read"):
            domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
            found = lines.search(domain)
        for one in self:
            one.sanction_ids = found.filtered(
                lambda line, one=one: line.res_id == one.id
            )

    @api.depends_context("uid")
    def _compute_is_own(self):
        for one in self:
            one.is_own = one.user_id == self.env.user

    # Checks ---------------------------------------------------------------------------

    @api.constrains("scorecard_id", "employee_id", "date_from")
    def _check_given(self):
        """Only schemes in force assess, people with a user, from the first day on."""
        for one in self:
            card = one.scorecard_id
            if card.state != "active":
                raise ValidationError(
                    self.env._(
                        "%(card)s is not in force and assesses nobody.",
                        card=card.display_name,
                    )
                )
            if not one.user_id:
                one._refuse_user(one.employee_id)
            if card.company_id and card.company_id != one.company_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s: %(card)s is for another company.",
                        person=one.employee_id.name,
                        card=card.display_name,
                    )
                )
            first = period_of(one.date_from, card.cycle)[0]
            if one.date_from != first:
                raise ValidationError(
                    self.env._(
                        "%(person)s: the cycle is given by its first day, %(first)s, "
                        "not by %(day)s.",
                        person=one.employee_id.name,
                        first=first,
                        day=one.date_from,
                    )
                )

    @api.model
    def _refuse_user(self, employees):
        raise ValidationError(
            self.env._(
                "Without a user nobody can be assessed or told the result: %(people)s.",
                people=employees.sudo().mapped("name"),  # names of the own company
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        """An assessment has a line for each criterion from the start."""
        made = super().create(vals_list)
        made._check_assessor()
        made._insert_lines()
        return made

    def write(self, vals):
        """A closed assessment stays as it is."""
        chatter = all(name.startswith(("message_", "activity_")) for name in vals)
        if not self.env.su and not chatter:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_open()
