# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestEx089(QuestionnaireCommon):
    """EX-089, five questions and the why: L1-07, L1-10, L1-12, X-22."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.five = cls._create_survey("Five by phone", 5)
        cls.six = cls._create_survey("Six by phone", 6)
        cls.ten = cls._create_survey("Ten on paper", 10)
        cls.policy = cls.env["callback.policy"].create(
            {
                "name": "Hotline",
                "code": "EX89",
                "calendar_id": cls.calendar.id,
                "issue_gate": "done",
                "clause_ids": [
                    Command.create({"code": code, "name": code, "kind": kind})
                    for code, kind in (
                        ("L1-07", "questionnaire"),
                        ("L1-12", "complaint"),
                    )
                ],
                "evidence_rule_ids": [
                    Command.create({"channel_id": channel.id})
                    for channel in cls.phone | cls.letter
                ],
                "questionnaire_ids": [
                    Command.create(
                        {
                            "channel_id": cls.phone.id,
                            "survey_id": cls.five.id,
                            "question_max": 5,
                        }
                    )
                ],
            }
        )
        rule = cls.rule.copy({"policy_id": cls.policy.id})
        rule.clause_ids = cls.policy.clause_ids
        rule.step_ids.clause_ids = cls.policy.clause_ids
        cls.step = rule.step_ids
        cls.env["callback.complaint.process"].create(
            {
                "name": "Complaint",
                "policy_id": cls.policy.id,
                "clause_ids": [Command.set(cls.policy.clause_ids.ids)],
                "gate": "informed",
            }
        )

    def test_ex_089_whole(self):
        """Accepted; refused without override reason; accepted; refused; refused."""
        by_phone = self.policy.questionnaire_ids
        self.assertEqual(len(by_phone.survey_id.question_ids), 5)
        for reason in (False, "  "):
            values = {"survey_id": self.six.id, "override_reason": reason}
            with (
                self.subTest(reason=reason),
                self.assertRaisesRegex(
                    ValidationError, "L1-07.*6 questions, at most 5"
                ),
                self.cr.savepoint(),
            ):
                by_phone.write(values)
        self.assertEqual(by_phone.survey_id, self.five)
        on_paper = by_phone.create(
            {
                "policy_id": self.policy.id,
                "channel_id": self.letter.id,
                "survey_id": self.ten.id,
            }
        )
        self.assertEqual(len(on_paper.survey_id.question_ids), 10)
        self.policy.action_activate()
        self.assertEqual(self.policy.state, "in_force")

        call = self._start_call()
        self.assertEqual(call.sudo().survey_id, self.five)
        question = self.five.question_ids[3]
        bad = self._pick(question, "dissatisfied")
        for reason in ("", " \t", None):
            with (
                self.subTest(reason=reason),
                self.assertRaisesRegex(ValidationError, "L1-07.*ask why"),
                self.cr.savepoint(),
            ):
                call.save_answers({question.id: {"value": bad, "reason": reason}})
        self.assertFalse(call.sudo().answer_id.user_input_line_ids)
        self._answer(call)
        call.save_answers({question.id: {"value": bad, "reason": "Waited an hour"}})
        self.assertEqual(call.satisfaction, "dissatisfied")
        self.assertIn("Waited an hour", call.dissatisfaction_reason)

        issue = call.open_complaint()
        self.assertIn("Waited an hour", issue.description)
        with self.assertRaisesRegex(UserError, f"L1-12.*{issue.name} is open"):
            call.action_done()
        self.assertEqual(call.state, "ongoing")
        work = issue.with_user(self.supervisor)
        work.action_resolve("A second line at noon")
        with self.assertRaisesRegex(UserError, f"{issue.name} is open"):
            call.action_done()
        work.action_inform("phone")
        work.action_close()
        call.action_done()
        self.assertEqual(call.state, "done")

    def test_ex_089_on_paper_all_ten_are_taken(self):
        """The same policy, by letter: ten answers, no reason for more questions."""
        self.policy.questionnaire_ids.create(
            {
                "policy_id": self.policy.id,
                "channel_id": self.letter.id,
                "survey_id": self.ten.id,
            }
        )
        self.policy.action_activate()
        record = self._create_record(user_id=self.caller.id, channel_id=self.letter.id)
        mine = record.with_user(self.caller)
        mine.action_start()
        self._answer(mine)
        mine.write({"content": "Form", "problem": "None", "result": "Filed"})
        mine.action_done()
        self.assertEqual(record.state, "done")
        self.assertEqual(len(record.sudo().answer_id.user_input_line_ids), 10)
