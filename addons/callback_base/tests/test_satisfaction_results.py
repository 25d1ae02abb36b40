# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tests import tagged

from .satisfaction_common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestSatisfactionResults(SatisfactionCommon):
    """Results by question, scales, comparison, the printed report (BASE-36, E1-30)."""

    @classmethod
    def _five_points(cls):
        """Return a questionnaire on a scale of five, the upper two marked."""
        options = [
            {
                "value": f"P{5 - n}",
                "answer_score": 5 - n,
                "callback_is_satisfied": n < 2,
            }
            for n in range(5)
        ]
        return cls.env["survey.survey"].create(
            {
                "title": "Five points",
                "survey_type": "callback",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "Security",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create(option) for option in options
                            ],
                        }
                    )
                ],
            }
        )

    def _paper(self, counts, survey=None, rule=None, start="2026-03-04"):
        """Return a round counted on paper with the answers to its first question."""
        with freeze_time("2026-03-16 02:00:00"):
            paper = self._round(
                rule,
                population=100,
                recovery_target=0.85,
                source="typed",
                date_start=start,
                survey_id=(survey or self.survey).id,
            )
            self._to_issuing(paper)
            paper.write(
                {
                    "typed_issued": 80,
                    "typed_returned": 80,
                    "typed_checked": 4,
                    "typed_true": 4,
                    "typed_rate": 0.9,
                    "typed_note": "Sheet",
                    "evidence_ids": [
                        Command.create({"name": "sheet.txt", "raw": b"80"})
                    ],
                }
            )
            paper.action_compute_results()
            answers = paper.question_ids[0].answer_ids
            for answer, count in zip(answers, counts, strict=True):
                answer.count = count
        return paper

    def _finish(self, paper):
        with freeze_time("2026-03-16 02:00:00"):
            paper.action_collect()
            paper.action_verify()
            paper.action_report()
        return paper

    def test_four_and_five_points(self):
        """Which points are satisfied is data: levels of four, marks of five."""
        four = self._paper((10, 20, 30, 40)).question_ids[0]
        self.assertEqual((four.points, four.answered), (4, 100))
        self.assertAlmostEqual(four.satisfied_rate, 0.6)
        self.assertAlmostEqual(four.mean, (40 + 60 + 60 + 40) / 100)
        five = self._paper((1, 2, 3, 4, 5), self._five_points()).question_ids
        self.assertEqual((five.points, five.answered), (5, 15))
        self.assertAlmostEqual(five.satisfied_rate, 3 / 15)
        self.assertAlmostEqual(five.mean, (5 + 8 + 9 + 8 + 5) / 15, 4)
        strict = self._survey_rule("P3R", satisfied_from="satisfied")
        line = self._paper((10, 20, 30, 40), rule=strict).question_ids[0]
        self.assertAlmostEqual(line.satisfied_rate, 0.1)

    def test_nothing_answered_is_no_rate(self):
        paper = self._paper((0, 0, 0, 0))
        self.assertEqual(paper.question_ids[0].satisfied_rate, 0)
        rule = self._survey_rule("P3Q", rate_basis="questions")
        paper = self._paper((0, 0, 0, 0), rule=rule)
        self.assertFalse(paper.has_result)
        paper.question_ids[0].answer_ids[0].count = 3
        paper.question_ids[1].answer_ids[3].count = 2
        self.assertTrue(paper.has_result)
        self.assertAlmostEqual(paper.raw_rate, 0.5, msg="mean of the questions")

    def test_comparison_with_the_round_before(self):
        """The same question is compared; another scale says why it is not."""
        before = self._finish(self._paper((50, 0, 0, 50), start="2026-03-01"))
        after = self._paper((75, 0, 0, 25))
        after.action_compute_results()
        line = after.question_ids[0]
        self.assertAlmostEqual(line.previous_rate, 0.5)
        self.assertAlmostEqual(line.change, 25)
        self.assertEqual(line.answered, 100, "counting again keeps what was entered")
        other = self._paper((1, 1, 1, 1, 1), self._five_points(), start="2026-03-05")
        self.assertTrue(other.question_ids.comparison_note)
        self.assertEqual(other.question_ids.change, 0)
        self.assertEqual(after._get_report_previous(), before)

    @freeze_time("2026-03-16 02:00:00")
    def test_answers_of_callbacks(self):
        """Forms that are callbacks: their answers are counted, not typed."""
        survey = self._to_issuing(self._round(population=5, recovery_target=0.5))
        records = self.env["callback.record"]
        for name in ("satisfied", "satisfied", "dissatisfied"):
            record = self._start_call()
            self._answer(record, name, reason="Why" if name == "dissatisfied" else "")
            record.action_done()
            records |= record.sudo()
        self.env["callback.satisfaction.form"].create(
            [
                {
                    "round_id": survey.id,
                    "name": record.name,
                    "record_id": record.id,
                    "date_issued": "2026-03-10",
                    "date_returned": "2026-03-12",
                    "satisfaction": record.satisfaction,
                }
                for record in records
            ]
        )
        survey.action_compute_results()
        self.assertEqual(len(survey.question_ids), 4)
        line = survey.question_ids[0]
        self.assertEqual((line.answered, line.satisfied_count), (3, 2))
        self.assertAlmostEqual(survey.raw_rate, 2 / 3)
        with self.assertRaisesRegex(UserError, "counted from the forms"):
            line.answer_ids[0].count = 100
        with self.assertRaisesRegex(UserError, "counted from the forms"):
            survey.question_ids[1].unlink()
        survey.sudo().survey_id = self._five_points()
        with self.assertRaisesRegex(UserError, "two questionnaires"):
            survey.action_compute_results()

    def test_unmapped_versions_are_refused(self):
        """Answers to a version that does not count together are named."""
        question = self.survey.question_ids[0]
        record = self._start_call()
        self._answer(record)
        record.action_done()
        action = self.survey.action_callback_new_version()
        newer = self.env["survey.survey"].browse(action["res_id"])
        newer.question_ids[0].title = "Another question"
        sheets = Domain("callback_record_id", "=", record.id)
        counts, _mean = question._count_callback_sheets(sheets)
        self.assertEqual(sum(counts.values()), 1)
        with self.assertRaisesRegex(UserError, "version"):
            newer.question_ids[0]._count_callback_sheets(sheets)

    def test_printed_report(self):
        """E1-30: counters, rates, questions, opinions and measures on paper."""
        self.env.user.lang = "en_US"
        paper = self._finish(self._paper((60, 10, 5, 5)))
        self.env["callback.improvement"].create(
            {
                "subject": "Lifts",
                "round_id": paper.id,
                "department_id": self.branch.id,
                "measure": "Check them weekly",
            }
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "callback_base.report_callback_satisfaction", paper.ids
        )
        text = html.decode()
        for part in ("93.75", "100.00 %", "90.00 %", "Question 1", "Lifts", "weekly"):
            self.assertIn(part, text)
        head = text.partition("<th>Prepared by")[2].partition("</table>")[0]
        for name in (paper.user_id.name, paper.report_user_id.name, "Checked by"):
            self.assertIn(name, head)

    def test_p3_19_the_three_papers_say_who_made_them(self):
        """P3-06, P3-19: plan, form and report: prepared, checked, approved, date."""
        self.env.user.lang = "en_US"
        paper = self._finish(self._paper((60, 10, 5, 5)))
        paper.section_ids[:1].sudo().text = "Why we ask this year"
        reports = self.env["ir.actions.report"]
        heads = ("Prepared by", "Checked by", "Approved by")
        plan, _kind = reports._render_qweb_html(
            "callback_base.report_callback_satisfaction_plan", paper.ids
        )
        text = plan.decode()
        for part in (
            *heads,
            paper.confirm_user_id.name,
            "Why we ask this year",
            *paper.section_ids.mapped("name"),
        ):
            self.assertIn(part, text)
        survey = paper.rule_id.survey_id
        form, _kind = reports._render_qweb_html(
            "callback_base.callback_questionnaire_empty", survey.ids
        )
        for part in heads:
            self.assertIn(part, form.decode())
        paper.rule_id.sudo().survey_id = False
        form, _kind = reports._render_qweb_html(
            "callback_base.callback_questionnaire_empty", survey.ids
        )
        self.assertNotIn("Prepared by", form.decode())
