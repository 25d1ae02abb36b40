# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .callback_satisfaction_form_line import COUNTED


class CallbackSatisfactionForm(models.Model):
    """Paper forms are entered question by question, when the round wants it."""

    _inherit = "callback.satisfaction.form"

    line_ids = fields.One2many(
        "callback.satisfaction.form.line", "form_id", string="Answers"
    )

    def action_list_questions(self):
        """List the questions of the questionnaire that are not listed yet. RPC.

        :raises UserError: for a form that is a callback, or without questionnaire
        """
        self.check_access("write")
        for form in self:
            questions = form.round_id.survey_id.question_ids.filtered(
                lambda question: question.question_type in COUNTED
            )
            if form.record_id or not questions:
                raise UserError(
                    self.env._(
                        "Form %(form)s is a callback, or its round has no "
                        "questionnaire: there is nothing to enter.",
                        form=form.name,
                    )
                )
            form.line_ids = [
                Command.create({"question_id": question.id, "sequence": number})
                for number, question in enumerate(questions)
                if question not in form.line_ids.question_id
            ]
        return True


class CallbackSatisfactionRound(models.Model):
    """The answers of paper forms are counted with those of callbacks."""

    _inherit = "callback.satisfaction.round"

    def _count_papers(self):
        """Return ``{question: {option or number: count}}`` of valid paper forms."""
        self.ensure_one()
        domain = Domain("round_id", "=", self.id) & Domain(
            "form_id",
            "any",
            [
                ("date_returned", "!=", False),
                ("check_state", "not in", ("untrue", "cheating")),
            ],
        )
        lines = self.env["callback.satisfaction.form.line"]
        counts = {}
        for question, option, count in lines._read_group(
            domain & Domain("option_ids", "!=", False),
            ["question_id", "option_ids"],
            ["__count"],
        ):
            counts.setdefault(question, {})[option] = count
        for question, number, count in lines._read_group(
            domain & Domain("number", "!=", False),
            ["question_id", "number"],
            ["__count"],
        ):
            answers = counts.setdefault(question, {})
            answers[int(number)] = answers.get(int(number), 0) + count
        return counts
