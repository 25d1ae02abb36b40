# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireLimit(QuestionnaireCommon):
    """How many questions a channel allows (BASE-13, L1-07, X-15, X-22)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.five = cls._create_survey("Five by phone", 5)
        cls.six = cls._create_survey("Six by phone", 6)
        cls.ten = cls._create_survey("Ten on paper", 10)
        cls.draft = cls.policy.copy({"version": 2, "code": "TP2"})
        cls.draft.clause_ids = [
            Command.create(
                {"code": "TP-7", "name": "Five questions", "kind": "questionnaire"}
            )
        ]

    def _add_line(self, **values):
        return self.env["callback.questionnaire"].create(
            {"policy_id": self.draft.id, **values}
        )

    def _with_tracking(self, records):
        return records.with_context(tracking_disable=False, mail_notrack=False)

    def _get_tracked(self, records):
        self.env.flush_all()
        self.cr.precommit.run()
        values = records.sudo().message_ids.tracking_value_ids
        return values.field_id.mapped("name")

    def test_five_accepted_six_refused_ten_on_paper(self):
        """EX-089: the limit belongs to the channel, not to the questionnaire."""
        line = self._add_line(
            channel_id=self.phone.id, survey_id=self.five.id, question_max=5
        )
        self._add_line(channel_id=self.letter.id, survey_id=self.ten.id)
        with (
            self.assertRaisesRegex(ValidationError, "TP-7.*6 questions, at most 5"),
            self.cr.savepoint(),
        ):
            line.survey_id = self.six
        line = self._with_tracking(line)
        line.write({"survey_id": self.six.id, "override_reason": "Yearly survey"})
        self.draft.action_activate()
        self.assertEqual(self.draft.state, "in_force")
        self.assertIn("override_reason", self._get_tracked(line))

    def test_policy_is_not_put_in_force_with_too_many(self):
        """L1-07: also when the type brings the questions along."""
        self._add_line(channel_id=self.phone.id, question_max=5)
        self.type.survey_id = self.six
        rule = self.rule.copy({"policy_id": self.draft.id})
        rule.clause_ids = self.draft.clause_ids[:1]
        problems = "\n".join(self.draft._get_activation_problems())
        self.assertIn("6 questions, at most 5", problems)
        self.type.survey_id = self.five
        self.assertNotIn("questions", "\n".join(self.draft._get_activation_problems()))

    def test_questions_added_later_count(self):
        """L1-07: a sixth question added to a draft is found when put in force."""
        self._add_line(channel_id=self.phone.id, survey_id=self.five.id, question_max=5)
        rule = self.rule.copy({"policy_id": self.draft.id})
        rule.clause_ids = self.draft.clause_ids[:1]
        self.five.question_and_page_ids = [
            Command.create(self._prepare_scale("One more", 9))
        ]
        problems = "\n".join(self.draft._get_activation_problems())
        self.assertIn("6 questions, at most 5", problems)

    def test_channel_chooses_questionnaire(self):
        """X-15: two templates, one for paper and one for the telephone."""
        lines = self.env["callback.questionnaire"].sudo()
        for channel, survey in ((self.phone, self.five), (self.letter, self.ten)):
            lines.create(
                {
                    "policy_id": self.policy.id,
                    "channel_id": channel.id,
                    "survey_id": survey.id,
                }
            )
        record = self._create_record(user_id=self.caller.id)
        self.assertEqual(record.survey_id, self.five)
        record.channel_id = self.letter
        self.assertEqual(record.survey_id, self.ten)
        lines.create(
            {
                "policy_id": self.policy.id,
                "type_id": self.type.id,
                "survey_id": self.six.id,
            }
        )
        record.invalidate_recordset(["survey_id"])
        self.assertEqual(record.survey_id, self.six)

    def test_limit_is_checked_when_finished(self):
        """BASE-13: ten questions of paper asked by phone need a reason."""
        lines = self.env["callback.questionnaire"].sudo()
        line = {"policy_id": self.policy.id, "channel_id": self.phone.id}
        lines.create({**line, "question_max": 5})
        self.type.survey_id = self.ten
        record = self._start_call()
        self._answer(record)
        with (
            self.assertRaisesRegex(ValidationError, "10 questions, at most 5"),
            self.cr.savepoint(),
        ):
            record.action_done()
        record = self._with_tracking(record)
        record.question_reason = "The customer asked for all of it"
        record.action_done()
        self.assertEqual(record.state, "done")
        self.assertIn("question_reason", self._get_tracked(record))

    def test_policy_in_force_keeps_its_questionnaire(self):
        """BASE-53: only another version of the same one takes its place."""
        line = self._add_line(survey_id=self.five.id)
        self.draft.action_activate()
        line = line.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "in force"), self.cr.savepoint():
            line.survey_id = self.ten
        with self.assertRaisesRegex(UserError, "in force"), self.cr.savepoint():
            line.question_max = 12
        action = self.five.with_user(self.manager).action_callback_new_version()
        line.survey_id = self.env["survey.survey"].browse(action["res_id"])
        self.assertEqual(line.survey_id.callback_version, 2)

    def test_new_policy_version_keeps_questionnaires(self):
        """BASE-53: copied with their clauses, which are those of the new version."""
        clause = self.draft.clause_ids.filtered(lambda c: c.code == "TP-7")
        self._add_line(
            channel_id=self.phone.id,
            question_max=5,
            clause_ids=[Command.set(clause.ids)],
        )
        action = self.draft.action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        self.assertEqual(new.questionnaire_ids.question_max, 5)
        self.assertEqual(new.questionnaire_ids.clause_ids.policy_id, new)
