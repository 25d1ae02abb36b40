# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .callback_record import OPEN_STATES
from .sealed_texts import SOURCE_LANG

SILENT = {"tracking_disable": True, "mail_create_nosubscribe": True}


class CallbackRecord(models.Model):
    """Saving and checking the answers of a callback (BASE-12, BASE-13)."""

    _inherit = "callback.record"

    def save_answers(self, answers):
        """Record what the customer answered, entered by the caller. RPC.

        Questions that are not named keep their answer; an empty value takes it back.

        :param answers: {id of the question: value or {"value", "reason"}}; the value
            is the id of an option, a list of ids, a number, text or date
        :raises UserError: for a closed callback, a question of another questionnaire,
            a value that does not fit, or a dissatisfied answer without its reason
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("answered"))
        # sudo: callers have no rights of the survey app; the right to the callback
        # is checked above, and only questions of its own questionnaire are taken.
        record = self.sudo()
        setup = record.survey_id._get_callback_setup()
        # Browsed anew, so that all of them are read together.
        asked = record.env["survey.question"].browse(setup.questions)
        questions = {str(question.id): question for question in asked}
        wanted = {}
        if not isinstance(answers, dict):
            raise UserError(
                self.env._("Give the answers as questions and their values.")
            )
        for key, entry in answers.items():
            question = questions.get(str(key))
            if not question:
                raise UserError(
                    self.env._(
                        "%(record)s: question %(question)s is not asked here.",
                        record=self.name,
                        question=key,
                    )
                )
            if not isinstance(entry, dict):
                entry = {"value": entry}
            wanted[question] = (entry.get("value"), entry.get("reason") or "")
        given = any(not q._is_callback_empty(v) for q, (v, _r) in wanted.items())
        if record.answer_id or given:
            record._write_answers(wanted, self.env.uid)
        return True

    def _write_answers(self, wanted, uid):
        """Replace the lines of changed answers, all in one create.

        :param wanted: {question: (value, reason)}
        """
        begun = {
            "state": "in_progress",
            "start_datetime": fields.Datetime.now(),
            "callback_answered_by": "caller",
            "callback_user_id": uid,
        }
        if self._insert_answers(wanted, begun):
            return
        setup = self.survey_id._get_callback_setup()
        answer = self._ensure_answer(self.channel_id, **begun)
        lines = answer.user_input_line_ids
        removed, vals_list = lines.browse(), []
        for question, (value, reason) in wanted.items():
            old = lines.filtered(lambda line, q=question: line.question_id == q)
            known = setup.questions[question.id]
            new = question._prepare_callback_lines(value, reason, known)
            if old._get_callback_key() != old._get_callback_key(new):
                removed |= old
                vals_list += [{**vals, "user_input_id": answer.id} for vals in new]
        if not removed and not vals_list:
            return
        if answer.state == "done":
            raise UserError(
                self.env._(
                    "%(record)s: the customer has answered by the link; these answers "
                    "stay as they are.",
                    record=self.name,
                )
            )
        removed.unlink()
        added = lines.create(vals_list)
        if answer.state == "new" or not answer.callback_answered_by:
            start = answer.start_datetime or begun["start_datetime"]
            answer.write({**begun, "start_datetime": start})
        self._take_over_answers(added - self._clear_inactive_answers())

    def _ensure_answer(self, channel, **begun):
        """Return the answer sheet, as superuser; make it for a channel if need be.

        :param begun: values of a new sheet that is being filled in already
        """
        self.ensure_one()
        record = self.sudo()  # callers have no rights of the survey app
        answer = record.answer_id
        survey = record.policy_id._get_questionnaire(record.type_id, channel)[0]
        if answer and (answer.user_input_line_ids or answer.survey_id == survey):
            return answer
        if not survey:
            raise UserError(
                self.env._(
                    "%(record)s has no questionnaire: choose one on the callback type "
                    "or in the policy.",
                    record=self.name,
                )
            )
        values = record._prepare_answer(survey, channel, begun)
        if answer:
            values["callback_record_id"] = False
        new = record.env["survey.user_input"].with_context(**SILENT).create(values)
        record.answer_id = new
        if answer:
            # An unanswered sheet of another channel: its link is of no use any more.
            answer.unlink()
            new.callback_record_id = record
        return new

    def _prepare_answer(self, survey, channel, begun, lang_id=None):
        """Return the values of an answer sheet, see ``_ensure_answer``.

        :param lang_id: the language, where nothing is quoted in it; default: that of
            the customer
        """
        policy, kind = self.policy_id, self.type_id
        days = policy._get_link_days(kind, channel) if policy else 0
        now = fields.Datetime.now()
        quoted = {}
        if lang_id is None:
            self.partner_id.fetch(["lang"])  # nothing else of it is needed
            lang = self.partner_id.lang or self.env.lang
            lang_id = self.env["res.lang"]._get_data(code=lang).id
            quoted = self._prepare_question_parameters(survey, lang)
        return {
            "survey_id": survey.id,
            **begun,
            "partner_id": self.partner_id.id,
            "callback_record_id": self.id,
            "lang_id": lang_id,
            "deadline": fields.Datetime.add(now, days=days) if days else False,
            # All of them: the caller asks what comes up. Survey would look them up.
            "predefined_question_ids": [
                Command.set([line[0] for line in survey._get_callback_setup().asked])
            ],
            **quoted,
        }

    def _clear_inactive_answers(self):
        """Take back answers to questions that are not asked after all."""
        lines = self.answer_id.user_input_line_ids
        active = self._get_active_questions()
        idle = lines.filtered(lambda line: line.question_id not in active)
        idle.unlink()
        return idle

    def _get_active_questions(self):
        """Questions that are asked, given the answers that bring up others."""
        return self.env["survey.question"].browse(
            number for number, _must in self._get_asked()
        )

    def _get_asked(self):
        """Return (id, must be answered) of the questions that are asked."""
        survey = self.answer_id.survey_id or self.survey_id
        chosen = set(self.answer_id.user_input_line_ids.suggested_answer_id.ids)
        return [
            (number, must)
            for number, must, triggers in survey._get_callback_setup().asked
            if not triggers or triggers & chosen
        ]

    # What answers do to the callback --------------------------------------------

    def _take_over_answers(self, added):
        """Set the satisfaction by the answers and tell about the bad ones.

        :param added: the new lines; the hooks hear of these only
        :raises ValidationError: for a dissatisfied answer without its reason
        """
        self._check_answer_reasons()
        lines = self.answer_id.user_input_line_ids
        bad = lines._get_callback_dissatisfied()
        values = {}
        setup = self.answer_id.survey_id._get_callback_setup()
        chosen = lines.suggested_answer_id.ids
        worst = self._get_worst_satisfaction(chosen, setup)
        if worst and worst != self.satisfaction:
            values["satisfaction"] = worst
        if bad and not (self.dissatisfaction_reason or "").strip():
            values["dissatisfaction_reason"] = "\n".join(
                f"{line._get_callback_question()} {line._get_callback_reason()}"
                for line in bad
            )
        if values:
            self.write(values)
        changed = added.question_id
        if fresh := bad.filtered(lambda line: line.question_id in changed):
            self._on_dissatisfied(fresh)
        flagged = added.filtered(lambda a: a.suggested_answer_id.id in setup.flagged)
        if flagged:
            self._on_answer_flag(flagged)

    def _get_worst_satisfaction(self, chosen, setup):
        """Return the worst satisfaction that chosen options say, or False."""
        found = {setup.satisfaction.get(option) for option in chosen} - {None, False}
        order = list(dict(self._fields["satisfaction"].selection))
        return max(found, key=order.index, default=False)

    def action_done(self):
        """Finish callbacks; from then on their answers stay. RPC."""
        result = super().action_done()
        # sudo: callers have no rights of the survey app; they just finished these.
        answers = self.sudo().answer_id.filtered(lambda a: a.state != "done")
        if answers:
            answers.with_context(**SILENT).write(
                {"state": "done", "end_datetime": fields.Datetime.now()}
            )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        """What a customer answered is evidence, also on a cancelled callback."""
        answered = self.sudo().filtered("answer_id.user_input_line_ids")  # only looks
        if answered:
            raise UserError(
                self.env._(
                    "%(record)s holds answers of a customer and cannot be deleted.",
                    record=answered[0].name,
                )
            )

    def _get_answer_content(self):
        """Return the answers of one callback, as ``_get_answer_contents``, or None."""
        self.ensure_one()
        return self._get_answer_contents().get(self.id)

    def _get_answer_contents(self):
        """Return ``{id: answers}`` as plain values for the sealed file.

        Only callbacks with an answer sheet are in it, in as many queries for one as for
        a thousand. Of each: ``survey`` id, title and version, who answered (``caller``
        or ``customer``), who entered it and when; ``answers``: one dict for each line
        with the question's id, title and kind, the option's id, label and marks, the
        value and the score. Titles and labels are in the language in which the customer
        was asked, whoever archives or verifies.
        """
        records = self.sudo()  # the file holds all, whoever archives
        records.fetch(["answer_id", "question_reason"])
        asked_in = self.env.context.get("callback_asked_in")
        contents = {}
        for record in records:
            answer = record.answer_id
            if not answer:
                continue
            lang = asked_in or answer.lang_id.code or SOURCE_LANG
            answer = answer.with_context(lang=lang)
            survey = answer.survey_id
            contents[record.id] = {
                "id": answer.id,
                "survey": {
                    "id": survey.id,
                    "title": survey.title,
                    "version": survey.callback_version,
                },
                "answered_by": answer.callback_answered_by or None,
                "user_id": answer.callback_user_id.id or None,
                "date_start": fields.Datetime.to_string(answer.start_datetime) or None,
                "date_end": fields.Datetime.to_string(answer.end_datetime) or None,
                "reason_for_more_questions": record.question_reason or None,
                "answers": [
                    line._get_callback_content()
                    for line in answer.user_input_line_ids.sorted("id")
                ],
            }
        return contents
