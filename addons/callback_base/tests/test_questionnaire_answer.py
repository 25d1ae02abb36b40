# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireAnswer(QuestionnaireCommon):
    """Answers entered by the caller on the callback (BASE-12, BASE-35)."""

    def test_answers_are_kept_and_linked_both_ways(self):
        """BASE-35: one sheet, of this customer, entered by this caller."""
        record = self._start_call()
        self._answer(record, "rather_satisfied")
        answer = record.sudo().answer_id
        self.assertEqual(answer.callback_record_id.id, record.id)
        self.assertEqual(answer.partner_id, self.customer)
        self.assertEqual(answer.callback_answered_by, "caller")
        self.assertEqual(answer.callback_user_id, self.caller)
        self.assertEqual(len(answer.user_input_line_ids), 4)
        self.assertEqual(answer.user_input_line_ids.mapped("answer_score"), [3.0] * 4)
        record.action_done()
        self.assertEqual(record.state, "done")
        self.assertEqual(answer.state, "done")
        self.assertTrue(record.date_answer)

    def test_form_saves_the_sheet(self):
        """The lines of the form are saved with it and read back."""
        record = self._start_call()
        sheet = record.answer_sheet
        self.assertEqual(
            [q["title"] for q in sheet["questions"]],
            ["Question 1", "Question 2", "Question 3", "Question 4"],
        )
        for question in sheet["questions"]:
            question["value"] = question["options"][0]["id"]
        record.write({"answer_sheet": sheet})
        record.invalidate_recordset()
        values = [q["value"] for q in record.answer_sheet["questions"]]
        self.assertEqual(values, [q["options"][0]["id"] for q in sheet["questions"]])
        self.assertEqual(record.satisfaction, "satisfied")

    def test_finish_names_open_questions(self):
        """BASE-35: mandatory questions without an answer are named."""
        record = self._start_call()
        first = self.survey.question_ids[0]
        record.save_answers({first.id: self._pick(first, "satisfied")})
        with self.assertRaisesRegex(ValidationError, "Question 2.*Question 4"):
            record.action_done()

    def test_unanswered_sheet_is_refused_too(self):
        """BASE-35: not opening the questions at all does not get around them."""
        record = self._start_call()
        with self.assertRaisesRegex(ValidationError, "Question 1"):
            record.action_done()

    def test_dissatisfied_needs_reason(self):
        """EX-089, EX-080, L1-10, BASE-12: no answer without the why."""
        record = self._start_call()
        second = self.survey.question_ids[1]
        bad = self._pick(second, "dissatisfied")
        for reason in ("", "   "):
            with (
                self.assertRaisesRegex(ValidationError, "Question 2"),
                self.cr.savepoint(),
            ):
                record.save_answers({second.id: {"value": bad, "reason": reason}})
        self._answer(record)
        record.save_answers({second.id: {"value": bad, "reason": "Came too late"}})
        self.assertEqual(record.satisfaction, "dissatisfied")
        self.assertIn("Came too late", record.dissatisfaction_reason)
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_reason_taken_away_before_finishing(self):
        """L1-10: the reason is looked for again when the callback is finished."""
        record = self._start_call()
        self._answer(record, "dissatisfied", reason="Rude")
        lines = record.sudo().answer_id.user_input_line_ids
        lines.filtered(lambda line: line.answer_type == "char_box")[0].unlink()
        with self.assertRaisesRegex(ValidationError, "Question 1"):
            record.action_done()

    def test_worst_answer_is_the_satisfaction(self):
        """U3-02: of several questions the worst answer counts."""
        record = self._start_call()
        self._answer(record)
        third = self.survey.question_ids[2]
        record.save_answers({third.id: self._pick(third, "basically_satisfied")})
        self.assertEqual(record.satisfaction, "basically_satisfied")

    def test_hooks_hear_of_bad_and_flagged_answers(self):
        """L1-12, EX-037: what opens an issue is told once for each change."""
        question = self.survey.question_ids[0]
        question.suggested_answer_ids[1].callback_opens_issue = True
        heard = []
        kind = type(self.env["callback.record"])
        self.patch(kind, "_on_dissatisfied", lambda r, x: heard.append(("bad", r, x)))
        self.patch(kind, "_on_answer_flag", lambda r, x: heard.append(("flag", r, x)))
        record = self._start_call()
        self._answer(record)
        self.assertFalse(heard)
        record.save_answers({question.id: self._pick(question, "rather_satisfied")})
        self.assertEqual([kind for kind, _r, _l in heard], ["flag"])
        entry = {"value": self._pick(question, "dissatisfied"), "reason": "Late"}
        record.save_answers({question.id: entry})
        record.save_answers({question.id: entry})
        self.assertEqual([kind for kind, _r, _l in heard], ["flag", "bad"])
        self.assertEqual(heard[1][1].id, record.id)
        self.assertEqual(heard[1][2]._get_callback_reason(), "Late")

    def test_bad_values_are_refused(self):
        """A foreign question or option, two answers to one: named, nothing kept."""
        record = self._start_call()
        other = self._create_survey("Other", 1).question_ids
        first, second = self.survey.question_ids[:2]
        options = second.suggested_answer_ids.ids
        for answers, message in (
            ({other.id: self._pick(other, "satisfied")}, "not asked"),
            ({first.id: options[0]}, "Question 1"),
            ({second.id: options[:2]}, "Question 2"),
            ({second.id: [{}]}, "Question 2"),
            ({"x": 1}, "not asked"),
        ):
            with self.assertRaisesRegex(UserError, message), self.cr.savepoint():
                record.save_answers(answers)
        self.assertFalse(record.sudo().answer_id.user_input_line_ids)

    def test_kinds_of_questions(self):
        """BASE-35: number, date, text, yes/no and several answers."""
        yes_no = [Command.create({"value": value}) for value in ("Yes", "No")]
        survey = self._create_survey(
            "Kinds",
            0,
            question_and_page_ids=[
                Command.create({"title": "Number", "question_type": "numerical_box"}),
                Command.create({"title": "Date", "question_type": "date"}),
                Command.create({"title": "Text", "question_type": "text_box"}),
                Command.create({"title": "Scale", "question_type": "scale"}),
                Command.create(
                    {
                        "title": "Several",
                        "question_type": "multiple_choice",
                        "suggested_answer_ids": yes_no,
                    }
                ),
            ],
        )
        self.type.survey_id = survey
        record = self._start_call()
        number, date, text, scale, several = survey.question_ids
        options = several.suggested_answer_ids.ids
        record.save_answers(
            {
                number.id: 0,
                date.id: "2026-03-09",
                text.id: "Lights",
                scale.id: 7,
                several.id: options,
            }
        )
        values = [question["value"] for question in record.answer_sheet["questions"]]
        self.assertEqual(values[1:4], ["2026-03-09", "Lights", 7])
        self.assertEqual(sorted(values[4]), sorted(options))
        for answers, title in (
            ({number.id: "many"}, "Number"),
            ({date.id: "tomorrow"}, "Date"),
            ({scale.id: 11}, "Scale"),
        ):
            with self.assertRaisesRegex(ValidationError, title), self.cr.savepoint():
                record.save_answers(answers)
        record.save_answers({several.id: [], text.id: ""})
        lines = record.sudo().answer_id.user_input_line_ids
        self.assertEqual(lines.question_id, number | date | scale)

    def test_zero_is_an_answer(self):
        """A number of 0 and a scale of 0 answer a mandatory question."""
        survey = self._create_survey(
            "Zero",
            0,
            question_and_page_ids=[
                Command.create(
                    {"title": kind, "question_type": kind, "constr_mandatory": True}
                )
                for kind in ("numerical_box", "scale")
            ],
        )
        self.type.survey_id = survey
        record = self._start_call()
        record.save_answers({question.id: 0 for question in survey.question_ids})
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_questions_brought_up_by_answers(self):
        """F1-02: a question that is not asked need not be answered, nor is it kept."""
        first, second = self.survey.question_ids[:2]
        second.triggering_answer_ids = first.suggested_answer_ids[3]
        record = self._start_call()
        self._answer(record)
        self.assertNotIn(
            second, record.sudo().answer_id.user_input_line_ids.question_id
        )
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_finished_answers_stay(self):
        """BASE-22: a finished callback is not answered again."""
        record = self._start_call()
        self._answer(record)
        record.action_done()
        with self.assertRaisesRegex(UserError, "cannot be answered"):
            self._answer(record, "rather_satisfied")

    def test_archived_answers_are_sealed(self):
        """BASE-19, BASE-23: not even the superuser changes sealed answers."""
        record = self._start_call()
        self._answer(record)
        record.action_done()
        record.action_archive()
        answer = record.sudo().answer_id
        line = answer.user_input_line_ids[0]
        other = line.question_id.suggested_answer_ids[2]
        copies = {"user_input_id": answer.id, "question_id": line.question_id.id}
        copies |= {"answer_type": "suggestion", "suggested_answer_id": other.id}
        for change in (
            lambda: line.write({"suggested_answer_id": other.id}),
            lambda: line.unlink(),
            lambda: line.create(copies),
            lambda: answer.write({"state": "new"}),
            lambda: answer.unlink(),
            lambda: self.survey.unlink(),
            lambda: line.question_id.unlink(),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        self.assertEqual(len(answer.user_input_line_ids), 4)

    def test_content_for_the_file(self):
        """BASE-19: what is sealed names question, answer, score, version, by whom."""
        record = self._start_call()
        self._answer(record)
        record.action_done()
        content = record._get_answer_content()
        self.assertEqual(content["survey"]["title"], "Repairs")
        self.assertEqual(content["survey"]["version"], 1)
        self.assertEqual(content["answered_by"], "caller")
        self.assertEqual(content["user_id"], self.caller.id)
        first = content["answers"][0]
        self.assertEqual(first["question"], "Question 1")
        self.assertEqual(first["label"], "satisfied")
        self.assertEqual(first["score"], 4.0)
        bare = self._create_record()
        self.assertIsNone(bare._get_answer_content())

    def test_answers_only_by_who_works_on_the_callback(self):
        """Another department's caller and an auditor answer nothing."""
        record = self._start_call()
        question = self.survey.question_ids[0]
        answers = {question.id: self._pick(question, "satisfied")}
        for user in (self.other_caller, self.auditor):
            with self.assertRaises(AccessError):
                record.with_user(user).save_answers(answers)
        with self.assertRaises(AccessError):
            record.with_user(self.auditor).action_make_answer_link()

    def test_queries_of_finishing_with_answers(self):
        """Speed goal: five answers cost few queries, they are made in one insert."""
        self.type.survey_id = self._create_survey("Five", 5)
        bare_type = self.type.copy({"code": "bare", "survey_id": False})

        def finish(record, answers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            if answers:
                record.save_answers(answers)
            record.action_done()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        def count(kind, answers):
            self.rule.sudo().type_id = kind
            first, second = self._start_call(), self._start_call()
            (first | second).satisfaction = "satisfied"
            finish(first, answers)  # warms what is kept in memory
            return finish(second, answers)

        answers = {
            q.id: self._pick(q, "satisfied") for q in self.type.survey_id.question_ids
        }
        without = count(bare_type, {})
        with_answers = count(self.type, answers)
        self.assertLessEqual(with_answers - without, 14)

    def test_shipped_questionnaire(self):
        """U1-10, BASE-12: the general questionnaire works as it is shipped."""
        survey = self.env.ref("callback_base.survey_general")
        self.assertLessEqual(survey.callback_question_count, 5)
        self.type.survey_id = survey.copy({"title": "General"})
        record = self._start_call()
        procedure, promise, service, need = self.type.survey_id.question_ids
        self.assertEqual(
            service.suggested_answer_ids.mapped("answer_score"), [4.0, 3.0, 2.0, 1.0]
        )
        record.save_answers(
            {
                procedure.id: procedure.suggested_answer_ids[0].id,
                promise.id: promise.suggested_answer_ids[0].id,
                service.id: service.suggested_answer_ids[2].id,
                need.id: "Earlier notice of outages",
            }
        )
        self.assertEqual(record.satisfaction, "basically_satisfied")
        no = {"value": promise.suggested_answer_ids[1].id}
        with self.assertRaisesRegex(ValidationError, "promises"):
            record.save_answers({promise.id: no})
