# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Kinds of questions whose answers are counted.
COUNTED = ("simple_choice", "multiple_choice", "scale")


class CallbackSatisfactionFormLine(models.Model):
    """What one paper form answers to one question (BASE-36, P3-12)."""

    _name = "callback.satisfaction.form.line"
    _description = "Answer on a survey form"
    _inherit = ["callback.satisfaction.part.mixin"]
    _order = "form_id, sequence, id"
    _rec_name = "question_id"
    _open_states = ("issuing", "collecting")

    round_id = fields.Many2one(
        related="form_id.round_id", store=True, required=False, ondelete="cascade"
    )
    form_id = fields.Many2one(
        "callback.satisfaction.form", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    question_id = fields.Many2one(
        "survey.question", required=True, index=True, ondelete="restrict"
    )
    question_type = fields.Selection(related="question_id.question_type")
    option_ids = fields.Many2many(
        "survey.question.answer",
        "callback_satisfaction_form_line_option_rel",
        "line_id",
        "option_id",
        string="Ticked",
        domain="[('question_id', '=', question_id)]",
    )
    number = fields.Char(help="On the scale of the question; empty: not answered.")

    _question_unique = models.UniqueIndex(
        "(form_id, question_id)", "A form answers each question once."
    )

    @api.constrains("form_id", "question_id", "option_ids", "number")
    def _check_answer(self):
        for line in self:
            problem = line._get_problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        "Form %(form)s, “%(question)s”: %(problem)s",
                        form=line.form_id.name,
                        question=line.question_id.title,
                        problem=problem,
                    )
                )

    def _get_problem(self):
        """Return what is wrong with the answer, or an empty text."""
        self.ensure_one()
        question = self.question_id
        if self.form_id.record_id:
            return self.env._("the callback says what was answered.")
        if question.survey_id != self.form_id.round_id.survey_id:
            return self.env._("this question is not on the questionnaire.")
        if self.option_ids.question_id - question:
            return self.env._("this answer belongs to another question.")
        if question.question_type == "simple_choice" and len(self.option_ids) > 1:
            return self.env._("one answer may be ticked, not several.")
        if self.number and question.question_type != "scale":
            return self.env._("answers are ticked, not numbers.")
        allowed = range(question.scale_min, question.scale_max + 1)
        if self.number and self.number.strip() not in map(str, allowed):
            return self.env._(
                "%(number)s is not on the scale from %(first)s to %(last)s.",
                number=self.number,
                first=question.scale_min,
                last=question.scale_max,
            )
        return ""
