# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .complaint_common import ComplaintCommon
from .questionnaire_common import QuestionnaireCommon

STAGES = [("result", 3, "day", "receipt")]


@tagged("post_install", "-at_install")
class TestComplaintAnswer(QuestionnaireCommon, ComplaintCommon):
    """Answers that open an issue: E1-26, F3-26, L1-12, EX-037."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {"kind": "misconduct", "is_confidential": True, "stages": STAGES},
            {"kind": "quality", "opens_on_dissatisfaction": True, "stages": STAGES},
        )
        cls.head = cls._new_user("cb_head", "caller", cls.branch)
        cls.caller.employee_ids.parent_id = cls.head.employee_ids
        rule = cls.policy.rule_ids
        rule.type_id.survey_id = cls._create_survey(
            "Visit",
            1,
            question_and_page_ids=[
                Command.create(cls._prepare_scale("Content?")),
                Command.create(
                    {
                        "title": "Did the manager guarantee a return?",
                        "sequence": 2,
                        "question_type": "simple_choice",
                        "suggested_answer_ids": [
                            Command.create({"value": "yes", "callback_opens_issue": 1}),
                            Command.create({"value": "no"}),
                        ],
                    }
                ),
            ],
        )
        cls.scale, cls.guarantee = rule.type_id.survey_id.question_ids
        cls.yes, cls.no = cls.guarantee.suggested_answer_ids

    def _call(self):
        record = self._start_call(step_id=self.policy.rule_ids.step_ids.id)
        record.save_answers({self.scale.id: self._pick(self.scale, "satisfied")})
        return record

    def _cases(self, record):
        return self.env["callback.complaint"].search([("record_id", "=", record.id)])

    def test_ex_037_guaranteed_return_is_reported(self):
        """F3-26, F3-47: the answer opens the case of the superior, once."""
        record = self._call()
        record.save_answers({self.guarantee.id: self.no.id})
        self.assertFalse(self._cases(record))
        record.save_answers({self.guarantee.id: self.yes.id})
        record.save_answers({self.guarantee.id: self.no.id})
        record.save_answers({self.guarantee.id: self.yes.id})
        case = self._cases(record)
        self.assertEqual(len(case), 1)
        self.assertEqual(case.kind, "misconduct")
        self.assertTrue(case.is_confidential)
        self.assertEqual(case.superior_id, self.head)
        self.assertEqual(case.answer_question_id, self.guarantee)
        self.assertIn("guarantee a return? yes", case.description)
        self.assertFalse(case.with_user(self.caller).has_access("read"))
        lead = case.with_user(self.head)
        lead.action_accept()
        with self.assertRaisesRegex(UserError, "final opinion of head office"):
            lead.action_resolve("Nothing in it")
        # The case is no reason to keep the caller waiting.
        record.action_done()
        self.assertEqual(record.state, "done")
        self.assertEqual(self._cases(record), case)

    def test_a_dissatisfied_answer_opens_the_issue(self):
        """E1-26: also when only the questionnaire says so."""
        self.scale.callback_sets_satisfaction = False
        record = self._call()
        bad = {"value": self._pick(self.scale, "dissatisfied"), "reason": "Noise"}
        record.save_answers({self.scale.id: bad})
        record.satisfaction = "satisfied"
        self.assertFalse(self._cases(record))
        record.action_done()
        case = self._cases(record)
        self.assertEqual(case.kind, "quality")
        self.assertTrue(case.is_from_dissatisfaction)
        self.assertIn("Noise", case.description)

    def test_a_satisfied_customer_opens_nothing(self):
        record = self._call()
        record.action_done()
        self.assertFalse(self._cases(record))
