# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .callback_assessment_common import AssessmentCommon

SIX = ["Timeliness", "Completion", "Process", "Content", "Material", "Cost"]


@tagged("post_install", "-at_install")
class TestScorecard(AssessmentCommon):
    """Weights, blanks, versions; scores and who enters them."""

    def _six(self, *weights, activate=True, **values):
        criteria = [(n, w, "manual") for n, w in zip(SIX, weights, strict=True)]
        return self._new_card("SIX", criteria, activate=activate, **values)

    def _problem(self, card):
        with self.assertRaises(UserError) as refused:
            card.with_user(self.manager).action_activate()
        self.assertEqual(card.state, "draft")
        return str(refused.exception)

    def test_weights_make_100(self):
        """ASMT-01, A1-04: 99, 101 and 99.99 are refused and named, 100 is not."""
        for last, total in ((11, "101"), (9, "99"), (9.99, "99.99")):
            card = self._six(20, 20, 15, 15, 20, last, activate=False)
            self.assertIn(f"make {total}, not 100", self._problem(card))
            card.unlink()
        self.assertEqual(
            self._six(33.33, 33.33, 33.34, 0.1, 0.2, 0.3, activate=False).weight_total,
            100.6,
        )

    def test_weight_with_three_decimals(self):
        """ASMT-01: nothing rounds a weight silently."""
        for weight in (33.333, -1, 101):
            with self.assertRaisesRegex(ValidationError, "two decimals"):
                self._new_card("W", [("A", weight, "manual")], activate=False)

    def test_shipped_a1_is_blank(self):
        """A1-04, A1-11, A1-12, A1-14, A1-15: blanks keep A1 from being put in force."""
        month = self._get_blank("month")
        text = self._problem(month)
        self.assertIn("make 0, not 100", text)
        for clause in ("A1-11", "A1-12"):
            self.assertIn(clause, text)
        quarter = self._get_blank("quarter")
        text = self._problem(quarter)
        for clause in ("A1-14", "A1-15"):
            self.assertIn(clause, text)
        self.assertEqual(len(quarter.criterion_ids), 6)

    def _get_blank(self, cycle):
        """Return a shipped scorecard as it is shipped, without the demo's numbers."""
        shipped = self.env.ref(f"callback_assessment.scorecard_a1_{cycle}")
        card = shipped.copy()
        if shipped.state == "draft":
            return card
        card.criterion_ids.write({"weight": 0})
        card.consequence_ids.write({"amount": 0, "rate": 0, "quantity": 0})
        return card

    def test_a1_clauses(self):
        """A1-01 … A1-16: each clause of the text is there."""
        policy = self.env.ref("callback_assessment.policy_a1")
        codes = [f"A1-{n:02}" for n in range(1, 17)]
        self.assertEqual(policy.clause_ids.mapped("code"), codes)

    def test_amounts(self):
        """A1-11: money has two decimals; 12.345 is refused."""
        rule = {"grade_ids": "A", "kind": "bonus", "amount": 12.345}
        with self.assertRaisesRegex(ValidationError, "two decimals"):
            self._new_card("M", [("A", 100, "manual")], [rule], activate=False)

    def test_weighted_score(self):
        """EX-058 with other numbers: 97.35 … 71.05 weigh 25/15/10/20/18/12."""
        card = self._six(25, 15, 10, 20, 18, 12)
        one = self._new_assessment(card, "2026-03-01")
        self._type(one, 97.35, 88.5, 61, 79.99, 93, 71.05)
        # 24.3375 + 13.275 + 6.1 + 15.998 + 16.74 + 8.526 = 84.9765
        self.assertEqual(one.score, 84.98)
        self.assertEqual(one.grade_id.code, "B")
        self.assertEqual(one.line_ids[0].points, 24.3375)

    def test_binary_floats_do_not_decide(self):
        """90.005 as a weighted sum is 90.01 and A; 90.0025 is 90.00 and B."""
        card = self._new_card("F", [("A", 50, "manual"), ("B", 50, "manual")])
        one = self._new_assessment(card, "2026-03-01")
        self._type(one, 90.01, 90)
        self.assertEqual((one.score, one.grade_id.code), (90.01, "A"))
        other = self._new_card("F2", [("A", 25, "manual"), ("B", 75, "manual")])
        one = self._new_assessment(other, "2026-03-01")
        self._type(one, 90.01, 90)
        self.assertEqual((one.score, one.grade_id.code), (90, "B"))

    def test_deducted_points(self):
        """Y2-01: 100 points, deducted item by item."""
        card = self._new_card(
            "D", [("Order", 40, "manual"), ("Calls", 60, "manual")], method="deduct"
        )
        one = self._new_assessment(card, "2026-02-01")
        self._type(one, 7.5, 22.25)
        self.assertEqual((one.score, one.grade_id.code), (70.25, "C"))
        with self.assertRaisesRegex(ValidationError, "0 to 40"):
            one.line_ids[0].typed_score = 40.5

    def test_scores_typed(self):
        """A1-05: 100.5, -1 and 88.888 are no scores."""
        card = self._new_card("T", [("A", 100, "manual")])
        one = self._new_assessment(card, "2026-02-01")
        for score in (100.5, -1, 88.888):
            with self.assertRaisesRegex(ValidationError, "is no score from 0 to 100"):
                one.line_ids.write({"typed_score": score})

    def test_who_scores(self):
        """A1-02: only managers and supervisors, never oneself, not another tree."""
        card = self._new_card("WHO", [("A", 100, "manual")])
        one = self._new_assessment(card, "2026-02-01", user=self.supervisor)
        for user in (self.caller, self.auditor, self.hr):
            with self.assertRaises(AccessError):
                one.line_ids.with_user(user).typed_score = 90
        own = self._new_assessment(card, "2026-02-01", employee=self.head)
        with self.assertRaises(AccessError):
            own.line_ids.with_user(self.supervisor).typed_score = 100
        other = self._new_assessment(
            card, "2026-02-01", employee=self.other_caller.employee_ids
        )
        with self.assertRaises(AccessError):
            other.line_ids.with_user(self.supervisor).typed_score = 80
        mine = self._new_assessment(
            card, "2026-02-01", employee=self.manager.employee_ids
        )
        with self.assertRaisesRegex(UserError, "nobody assesses himself"):
            mine.line_ids.with_user(self.manager).typed_score = 100

    def test_only_managers_where_said(self):
        """A1-02: a scheme may leave the scores to managers."""
        card = self._new_card("MAN", [("A", 100, "manual")], scored_by="manager")
        with self.assertRaisesRegex(AccessError, "Managers only"):
            self._new_assessment(card, "2026-02-01", user=self.supervisor)

    def test_second_person(self):
        """A1-02: whoever entered a score does not confirm."""
        card = self._new_card("SEC", [("A", 100, "manual")])
        one = self._new_assessment(card, "2026-02-01")
        self._type(one, 77)
        with self.assertRaisesRegex(UserError, "does not confirm"):
            one.action_confirm()
        one.with_user(self.manager).action_confirm()
        self.assertEqual(one.state, "confirmed")

    def test_missing_score(self):
        """A forgotten score is not zero: closing is refused until it is entered."""
        card = self._new_card("MISS", [("A", 60, "manual"), ("B", 40, "manual")])
        one = self._new_assessment(card, "2026-02-01")
        one.line_ids[0].typed_score = 81
        with self.assertRaisesRegex(UserError, "B .*not entered yet"):
            one.with_user(self.manager).action_confirm()
        one.line_ids[1].is_left_out = True
        with self.assertRaisesRegex(UserError, "say why"):
            one.with_user(self.manager).action_confirm()
        one.line_ids[1].remark = "No plan in this month"
        one.with_user(self.manager).action_confirm()
        self.assertEqual((one.score, one.grade_id.code), (81, "B"))
        self.assertIn("left out, the other weights of 60", one.explanation)

    def test_not_assessed_as_a_whole(self):
        """ASMT-03: where the scheme says so, an absent fact leaves no score at all."""
        card = self._new_card(
            "NONE",
            [("A", 60, "manual"), ("On time", 40, "on_time")],
            missing_rule="none",
        )
        one = self._new_assessment(card, "2026-02-01")
        one.line_ids[0].typed_score = 99
        one.with_user(self.manager).action_confirm()
        self.assertFalse(one.is_assessed or one.grade_id)
        self.assertIn("On time", one.explanation)

    def test_versions(self):
        """A scorecard in force is locked; a new version takes its place."""
        card = self._six(20, 20, 15, 15, 20, 10).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Make a new version"):
            card.criterion_ids[0].weight = 30
        with self.assertRaisesRegex(UserError, "Make a new version"):
            card.write({"criterion_ids": [Command.create({"name": "Extra"})]})
        with self.assertRaises(UserError):
            card.state = "draft"
        new = card.browse(card.action_new_version()["res_id"])
        self.assertEqual((new.version, new.state, new.code), (2, "draft", "SIX"))
        new.criterion_ids[0].weight = 15
        new.criterion_ids[5].weight = 15
        new.action_activate()
        self.assertEqual((card.state, new.state), ("closed", "active"))
        with self.assertRaises(AccessError):
            new.with_user(self.chief).action_close()

    def test_schemes_do_not_mix(self):
        """ASMT-05, M1-17: monthly, quarterly and yearly results stand side by side."""
        cards = [
            self._new_card(f"C-{cycle}", [("A", 100, "manual")], cycle=cycle)
            for cycle in ("month", "quarter", "year")
        ]
        found = [
            self._assess(card, "2025-01-01", score)
            for card, score in zip(cards, (91, 75.5, 12), strict=True)
        ]
        self.assertEqual([one.grade_code for one in found], ["A", "C", "E"])
        self.assertEqual(
            [one.period_name for one in found], ["2025-01", "2025-Q1", "2025"]
        )

    def test_once_and_first_day(self):
        """ASMT-05: one result in a cycle, which begins on its first day."""
        card = self._new_card("ONCE", [("A", 100, "manual")], cycle="quarter")
        with self.assertRaisesRegex(ValidationError, "2026-01-01"):
            self._new_assessment(card, "2026-02-01")
        self._new_assessment(card, "2026-01-01")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self._new_assessment(card, "2026-01-01")

    def test_any_cycle_that_is_over(self):
        """ASMT-05: any month, quarter or year; open, future and closed ones refused."""
        cycles = {
            "month": ("2024-02-29", "2024-02-01", "2024-02-29"),
            "quarter": ("2025-05-09", "2025-04-01", "2025-06-30"),
            "year": ("2025-12-31", "2025-01-01", "2025-12-31"),
        }
        wizards = self.env["callback.scorecard.cycle"].with_user(self.chief)
        for cycle, (day, first, last) in cycles.items():
            with self.subTest(cycle=cycle), freeze_time("2026-05-20"):
                card = self._new_card(f"C{cycle}", [("A", 100, "manual")], cycle=cycle)
                wizard = wizards.create({"scorecard_id": card.id, "day": day})
                self.assertTrue(wizard.is_over)
                action = wizard.action_assess()
                made = self.env["callback.assessment"].search(action["domain"])
                self.assertIn(self.employee, made.employee_id)
                self.assertEqual(
                    {str(day) for day in made.mapped("date_from")}, {first}
                )
                self.assertEqual({str(day) for day in made.mapped("date_to")}, {last})
                for wrong in ("2026-05-20", "2026-12-31", "2027-01-01"):
                    wizard.day = wrong
                    self.assertFalse(wizard.is_over)
                    with (
                        self.assertRaisesRegex(UserError, f"C{cycle}.*not over"),
                        self.cr.savepoint(),
                    ):
                        wizard.action_assess()
                wizard.day = day
                for one in made:
                    self._type(one.with_user(self.chief), 77)
                    one.with_user(self.manager).action_confirm()
                with self.assertRaisesRegex(UserError, "closed"), self.cr.savepoint():
                    wizard.action_assess()
                self.assertEqual(set(made.mapped("score")), {77})

    def test_cycles_are_assessed_by_leaders(self):
        """The wizard is for those who assess."""
        with self.assertRaises(AccessError):
            self.env["callback.scorecard.cycle"].with_user(self.caller).create({})

    def test_without_user(self):
        """Bad input: nobody without a user is assessed; the person is named."""
        person = self.env["hr.employee"].create(
            {"name": "Nobody Known", "department_id": self.branch.id}
        )
        card = self._new_card("NOUSER", [("A", 100, "manual")], group_id=False)
        with self.assertRaisesRegex(ValidationError, "Nobody Known"):
            self._new_assessment(card, "2026-02-01", employee=person)
        with self.assertRaisesRegex(ValidationError, "Nobody Known"):
            card.with_user(self.chief).action_assess("2026-02-11")
