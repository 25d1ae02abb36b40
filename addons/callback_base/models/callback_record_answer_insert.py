# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

#: Kinds of questions whose answers are worth no more than their options.
PLAIN_KINDS = frozenset(
    {"simple_choice", "multiple_choice", "scale", "char_box", "text_box"}
)


class CallbackRecord(models.Model):
    """The first answers of a callback, sheet and lines in one statement.

    A caller waits for them at the end of each call. The rows are those that
    ``_ensure_answer`` and the ORM make; what is not plain goes their way.
    """

    _inherit = "callback.record"

    def _insert_answers(self, wanted, begun):
        """Insert a new answer sheet with its lines, as superuser.

        :param wanted: {question: (value, reason)}
        :param begun: values of a sheet that is being filled in
        :returns: False when nothing was done, because it is for the ORM to do
        """
        survey = self.policy_id._get_questionnaire(self.type_id, self.channel_id)[0]
        sheets = self.env["survey.user_input"]
        if self.answer_id or not survey or not sheets._is_callback_plain():
            return False
        setup = survey._get_callback_setup()
        lines = []
        for question, (value, reason) in wanted.items():
            known = setup.questions.get(question.id)
            if not known or known.kind not in PLAIN_KINDS:
                return False
            lines += question._prepare_callback_lines(value, reason, known)
        chosen = {line.get("suggested_answer_id") for line in lines}
        # What is not asked after all is not kept, see _clear_inactive_answers.
        active = {
            number
            for number, _must, triggers in setup.asked
            if not triggers or triggers & chosen
        }
        lines = [line for line in lines if line["question_id"] in active]
        lang = None if survey._get_callback_names() else self._get_lang_column()
        values = self._prepare_answer(survey, self.channel_id, begun, lang)
        answer = sheets._insert_callback_sheet(values, lines, setup)
        self.answer_id = answer
        # The hooks are told by the general way; mostly there is nothing to tell.
        chosen = {line.get("suggested_answer_id") for line in lines}
        if chosen & (setup.bad | setup.flagged):
            self._take_over_answers(answer.user_input_line_ids)
        elif worst := self._get_worst_satisfaction(chosen, setup):
            if worst != self.satisfaction:
                self.satisfaction = worst
        return True

    def _get_lang_column(self):
        """Return the customer's language as a column that the database looks up."""
        self.env["res.partner"].flush_model(["lang"])
        return SQL(
            """COALESCE((SELECT l.id
                FROM res_partner p JOIN res_lang l ON l.code = p.lang AND l.active
                WHERE p.id = %s), %s)""",
            self.partner_id.id or None,
            self.env["res.lang"]._get_data(code=self.env.lang).id or None,
        )
