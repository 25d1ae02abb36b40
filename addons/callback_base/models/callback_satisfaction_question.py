# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSatisfactionQuestion(models.Model):
    """What a round found out by one question, beside the round before."""

    _name = "callback.satisfaction.question"
    _description = "Survey result by question"
    _inherit = ["callback.satisfaction.part.mixin"]
    _order = "round_id desc, sequence, id"
    _open_states = ("issuing", "collecting", "verified")
    _typed_only = True
    _guarded_fields = frozenset(
        {"comparison_note", "mean_number", "previous_mean", "previous_rate"}
    )

    sequence = fields.Integer(default=10)
    question_id = fields.Many2one(
        "survey.question",
        string="Question asked",
        ondelete="restrict",
        index="btree_not_null",
    )
    name = fields.Char(string="Question", required=True)
    topic = fields.Char(help="Section of the questionnaire.")
    department_id = fields.Many2one(
        related="round_id.department_id", store=True, index="btree_not_null"
    )
    rule_id = fields.Many2one(
        related="round_id.rule_id", store=True, string="Survey of the policy"
    )
    period_name = fields.Char(related="round_id.period_name", store=True)
    date_start = fields.Date(related="round_id.date_start", store=True)
    answer_ids = fields.One2many(
        "callback.satisfaction.answer", "question_id", string="Answers", copy=False
    )
    answered = fields.Integer(
        string="Answers given", compute="_compute_results", store=True
    )
    points = fields.Integer(
        string="Points of the scale",
        compute="_compute_results",
        store=True,
        aggregator=False,
        help="How many answers can be chosen: four or five, for example.",
    )
    satisfied_count = fields.Integer(
        string="Satisfied", compute="_compute_results", store=True
    )
    has_satisfied = fields.Boolean(
        string="Counts satisfaction", compute="_compute_results", store=True
    )
    satisfied_rate = fields.Float(
        string="Satisfied share",
        compute="_compute_results",
        store=True,
        digits=(16, 8),
        aggregator="avg",
    )
    mean_number = fields.Float(string="Mean of numbers", digits=(16, 4), readonly=True)
    mean = fields.Float(
        compute="_compute_results", store=True, digits=(16, 4), aggregator="avg"
    )
    distribution = fields.Char(compute="_compute_distribution")
    previous_rate = fields.Float(
        string="Round before",
        digits=(16, 8),
        readonly=True,
        copy=False,
        aggregator="avg",
    )
    previous_mean = fields.Float(
        string="Mean before",
        digits=(16, 4),
        readonly=True,
        copy=False,
        aggregator="avg",
    )
    change = fields.Float(
        string="Change (points)", compute="_compute_change", digits=(16, 2)
    )
    comparison_note = fields.Char(
        string="Comparison", readonly=True, copy=False, help="Why there is none."
    )

    @api.depends("name")
    def _compute_display_name(self):
        for question in self:
            question.display_name = question.name

    @api.depends(
        "answer_ids.count",
        "answer_ids.is_satisfied",
        "answer_ids.score",
        "mean_number",
    )
    def _compute_results(self):
        for question in self:
            answers = question.answer_ids
            total = sum(answers.mapped("count"))
            good = answers.filtered("is_satisfied")
            scored = sum(answer.score * answer.count for answer in answers)
            question.points = len(answers)
            question.answered = total
            question.satisfied_count = sum(good.mapped("count"))
            question.has_satisfied = bool(good)
            share = question.satisfied_count / total if total and good else 0
            question.satisfied_rate = share
            question.mean = question.mean_number or (scored / total if total else 0)

    @api.depends("answer_ids.name", "answer_ids.count")
    def _compute_distribution(self):
        for question in self:
            question.distribution = " · ".join(
                f"{answer.name} {answer.count}" for answer in question.answer_ids
            )

    @api.depends("satisfied_rate", "previous_rate", "comparison_note")
    def _compute_change(self):
        for question in self:
            known = not question.comparison_note and question.has_satisfied
            change = (question.satisfied_rate - question.previous_rate) * 100
            question.change = change if known else 0
