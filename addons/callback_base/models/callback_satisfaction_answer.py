# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackSatisfactionAnswer(models.Model):
    """How often one answer was given to a question of a round."""

    _name = "callback.satisfaction.answer"
    _description = "Answers to a survey question"
    _inherit = ["callback.satisfaction.part.mixin"]
    _order = "question_id, sequence, id"
    _open_states = ("issuing", "collecting", "verified")
    _typed_only = True

    round_id = fields.Many2one(
        related="question_id.round_id", store=True, required=False, ondelete="cascade"
    )
    question_id = fields.Many2one(
        "callback.satisfaction.question", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    option_id = fields.Many2one(
        "survey.question.answer", ondelete="restrict", index="btree_not_null"
    )
    name = fields.Char(string="Answer", required=True)
    score = fields.Float(string="Points", digits=(16, 2), aggregator="avg")
    is_satisfied = fields.Boolean(string="Counts as satisfied")
    count = fields.Integer(string="Times given")
    share = fields.Float(compute="_compute_share")

    @api.depends("count", "question_id.answered")
    def _compute_share(self):
        for answer in self:
            total = answer.question_id.answered
            answer.share = answer.count / total if total else 0

    @api.constrains("count")
    def _check_count(self):
        for answer in self:
            if answer.count < 0:
                raise ValidationError(
                    self.env._(
                        "“%(question)s”, %(answer)s: an answer cannot be given "
                        "%(count)s times.",
                        question=answer.question_id.name,
                        answer=answer.name,
                        count=answer.count,
                    )
                )

    def write(self, vals):
        """Answers of a questionnaire stay those of the questionnaire."""
        if not self.env.su:
            for answer in self:
                if answer.option_id and set(vals) - {"count"}:
                    raise UserError(
                        self.env._(
                            "“%(question)s”: what an answer means stands in the "
                            "questionnaire.",
                            question=answer.question_id.name,
                        )
                    )
        return super().write(vals)
