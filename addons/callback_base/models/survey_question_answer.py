# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

#: A change of these makes another answer, which is no longer counted with the old.
MEANING_FIELDS = frozenset(
    {
        "value",
        "answer_score",
        "callback_is_dissatisfied",
        "callback_is_satisfied",
        "callback_satisfaction",
    }
)


class SurveyQuestionAnswer(models.Model):
    """What an answer means for the callback is data (BASE-12)."""

    _name = "survey.question.answer"
    _inherit = ["survey.question.answer", "callback.survey.part.mixin"]
    _callback_parent = "question_id"
    _callback_free_fields = frozenset({"callback_mapped_to_id"})

    callback_is_dissatisfied = fields.Boolean(
        string="Dissatisfied",
        help="Who answers so is dissatisfied: the reason must be asked and recorded.",
    )
    callback_satisfaction = fields.Selection(
        selection="_get_callback_satisfactions",
        string="Satisfaction",
        help="What the callback notes when the question sets the satisfaction.",
    )
    callback_opens_issue = fields.Boolean(
        string="Opens an issue",
        help="This answer is followed up as an issue of its own, whatever the "
        "satisfaction; for example “a return was guaranteed”.",
    )
    callback_mapped_to_id = fields.Many2one(
        "survey.question.answer",
        string="Counted with",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The answer of an earlier version that means the same.",
    )

    @api.model
    def _get_callback_satisfactions(self):
        field = self.env["callback.record"]._fields["satisfaction"]
        return field._description_selection(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        """Another answer makes another question; bad answers get room for a reason."""
        options = super().create(vals_list)
        options._note_callback_change()
        options._allow_callback_reason()
        return options

    def write(self, vals):
        """A changed answer is no longer counted with the one it was copied from."""
        if MEANING_FIELDS & set(vals) and "callback_mapped_to_id" not in vals:
            vals = {**vals, "callback_mapped_to_id": False}
        result = super().write(vals)
        if vals.get("callback_is_dissatisfied"):
            self._allow_callback_reason()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_note_callback_change(self):
        self._note_callback_change()

    def _note_callback_change(self):
        """With other answers to choose from, the question is another one."""
        mapped = self.question_id.filtered("callback_mapped_to_id")
        if mapped:
            mapped.callback_mapped_to_id = False

    def _allow_callback_reason(self):
        """Give the customer's page room for the reason, and say what it is for."""
        questions = self.filtered("callback_is_dissatisfied").question_id
        closed = questions.filtered(lambda question: not question.comments_allowed)
        silent = closed.filtered(lambda question: not question.comments_message)
        message = self.env._("If you are not satisfied, please tell us why:")
        for group, values in (
            (silent, {"comments_message": message}),
            (closed - silent, {}),
        ):
            if group:
                group.write({"comments_allowed": True, **values})

    def _get_callback_surveys(self):
        return (self.question_id | self.matrix_question_id).survey_id

    def _get_callback_twin(self, own, options):
        """Return the option among ``own`` that this one is counted with, or none.

        :param options: the options of all questions that count together
        """
        self.ensure_one()
        seen, found = self.browse(), self
        while found and not found & own:
            seen |= found
            linked = options.filtered(
                lambda option, known=found: option.callback_mapped_to_id in known
            )
            found = (found.callback_mapped_to_id | linked) & options - seen
        return (found & own)[:1]
