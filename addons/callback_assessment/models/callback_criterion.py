# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .callback_grade_numbers import FULL, has_more_digits

#: Where the score of a criterion comes from. Extensions add theirs here by
#: ``selection_add`` and in ``_get_fact_statements`` of the assessment.
SOURCES = [
    ("on_time", "On-time rate of the callbacks"),
    ("completion", "Share of the callbacks that were carried out"),
    ("plan", "Share of the callbacks of plans that were carried out"),
    ("file", "Share of the finished callbacks whose file is complete"),
    ("satisfaction", "Share of the customers asked who were not dissatisfied"),
    ("workload", "Finished callbacks out of a target"),
    ("review", "Mean score of the spot checks"),
    ("concerned", "Share of the callbacks about the person without a complaint"),
    (
        "concerned_satisfaction",
        "Share of the customers asked about the person who were not dissatisfied",
    ),
    ("cost", "Share of the plans kept within their budget"),
    ("manual", "Score entered by the assessor"),
]


class CallbackCriterion(models.Model):
    """One criterion of a scorecard: what it weighs and where its score comes from."""

    _name = "callback.criterion"
    _description = "Criterion"
    _inherit = ["callback.scorecard.part.mixin"]
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one(
        "callback.scorecard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    weight = fields.Float(
        digits=(16, 2), help="Out of 100. Blank until the company decides it."
    )
    source = fields.Selection(
        SOURCES, string="Score from", default="manual", required=True
    )
    target = fields.Integer(
        string="Target of a cycle", help="Callbacks that make the full score."
    )
    checklist_id = fields.Many2one(
        "callback.review.checklist",
        string="Spot checks by",
        ondelete="restrict",
        index="btree_not_null",
        help="Checklist whose scores count. Empty: every spot check.",
    )
    standard = fields.Text(translate=True, help="What the score is given for.")
    clause_id = fields.Many2one("callback.policy.clause", ondelete="restrict")

    _target_positive = models.Constraint(
        "CHECK (target >= 0)", "A target is not negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Weights are exact: nothing rounds them."""
        for vals in vals_list:
            self._check_decimals(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Weights are exact: nothing rounds them."""
        self._check_decimals(vals)
        return super().write(vals)

    def _check_decimals(self, vals):
        weight = vals.get("weight")
        if weight and (has_more_digits(weight, 2) or not 0 <= float(weight) <= FULL):
            raise ValidationError(
                self.env._(
                    "Criterion “%(name)s”: a weight lies between 0 and 100 and has "
                    "two decimals at most, %(weight)s does not.",
                    name=vals.get("name") or self[:1].name or "",
                    weight=weight,
                )
            )

    def _get_fact_key(self):
        """Return the name under which statements give the facts of a criterion."""
        if self.checklist_id:
            return f"{self.source}:{self.checklist_id.id}"
        return self.source

    @api.onchange("source")
    def _onchange_source(self):
        if self.source != "review":
            self.checklist_id = False

    @api.constrains("source", "checklist_id")
    def _check_checklist(self):
        for criterion in self:
            if criterion.checklist_id and criterion.source != "review":
                raise ValidationError(
                    self.env._(
                        "Criterion “%(name)s”: only spot checks have a checklist.",
                        name=criterion.name,
                    )
                )

    def _get_problems(self):
        """Return what keeps criteria from being used, a sentence each."""
        problems = []
        for criterion in self:
            if not criterion.weight:
                problems.append(
                    self.env._(
                        "Criterion “%(name)s” (%(clause)s) has no weight yet.",
                        name=criterion.name,
                        clause=criterion.clause_id.code or criterion.scorecard_id.code,
                    )
                )
            if criterion.source == "workload" and not criterion.target:
                problems.append(
                    self.env._(
                        "Criterion “%(name)s” has no target yet.", name=criterion.name
                    )
                )
        return problems
