# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .callback_assessment_common import A1, AssessmentCommon


@tagged("post_install", "-at_install")
class TestGrade(AssessmentCommon):
    """Scales without hole or overlap, scores rounded before grading."""

    def _refused(self, rows, **values):
        with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
            self._new_scale(rows, **values)
        return str(refused.exception)

    def test_boundaries(self):
        """A1-05 … A1-10, EX-056: each end where (含) puts it, in the shipped scale."""
        scale = self.env.ref("callback_assessment.grade_scale_a1")
        wanted = {
            "A": (100, 90.01, 90.005, "90.0050", Decimal("95.5")),
            "B": (90.004, 90, 80.01, 80.005),
            "C": (80.0049, 80, 70.01, 70.005),
            "D": (70, 60.01, 60.005),
            "E": (60.004, 60, 59.99, 0.001, 0),
        }
        for code, scores in wanted.items():
            for score in scores:
                with self.subTest(score=score):
                    self.assertEqual(scale.grade_for(score).code, code)

    def test_no_score(self):
        """A1-05: outside 0 to 100, or no number at all, is refused and named."""
        for score in (100.01, 100.001, -1, -0.001, "abc", float("nan"), True, None):
            with self.subTest(score=score), self.assertRaises(UserError) as refused:
                self.scale.grade_for(score)
            self.assertIn("0 to 100", str(refused.exception))

    def test_overlaps_are_named(self):
        """ASMT-02, EX-057: with both ends closed four scores have two grades."""
        text = self._refused([(c, lo, hi, True, True) for c, lo, hi, _l, _u in A1])
        for score, grades in (("60", "D, E"), ("70", "C, D"), ("90", "A, B")):
            self.assertIn(f"{score} has several grades: {grades}", text)

    def test_holes_are_named(self):
        """ASMT-02, EX-057: without (含) the upper scores have no grade."""
        open_ends = [(c, lo, hi, not lo, hi == 100) for c, lo, hi, _l, _u in A1]
        text = self._refused(open_ends)
        for score in (60, 70, 80, 90):
            self.assertIn(f"{score} has no grade", text)

    def test_wide_hole_and_overlap(self):
        """The first and the last score of a hole, as they can be after rounding."""
        rows = [("P", 75.5, 100, True, True), ("F", 0, 60, True, False)]
        self.assertIn(
            "60 – 75.49 has no grade",
            self._refused(rows).replace("60 has no grade; 60.01 – 75.49", "60 – 75.49"),
        )
        rows = [("P", 50, 100, True, True), ("F", 0, 60, True, False)]
        self.assertIn("50.01 – 59.99 has several grades", self._refused(rows))

    def test_gap_between_rounded_scores_is_none(self):
        """[0, 60.00] and [60.01, 100] leave no score out when two digits are kept."""
        rows = [("P", 60.01, 100, True, True), ("F", 0, 60, True, True)]
        scale = self._new_scale(rows)
        self.assertEqual(scale.grade_for(60.005).code, "P")
        self.assertEqual(scale.grade_for(60.004).code, "F")
        self.assertIn("60.001 – 60.009 has no grade", self._refused(rows, digits=3))

    def test_rounding_is_data(self):
        """T-12: half to even and cutting off grade other scores than half up."""
        self.assertEqual(self.scale.grade_for(80.005).code, "B")
        self.scale.rounding = "half_even"
        self.assertEqual(self.scale.grade_for(80.005).code, "C")
        self.scale.rounding = "down"
        self.assertEqual(self.scale.grade_for(80.009).code, "C")
        self.scale.digits = 0
        self.assertEqual(self.scale.grade_for(90.99).code, "B")

    def test_nonsense_interval(self):
        """A grade from 70 to 60, or beyond 100, holds no score."""
        for lower, upper in ((70, 60), (0, 101), (-5, 100)):
            with self.subTest(lower=lower):
                text = self._refused([("X", lower, upper, True, True)])
                self.assertIn("holds no score", text)

    def test_scale_in_use_is_locked(self):
        """Grades that were given stay: the scale of a scorecard in force is locked."""
        self._new_card("LOCK", [("Manual", 100, "manual")])
        scale = self.scale.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Change a copy"):
            scale.grade_ids[0].lower = 91
        with self.assertRaisesRegex(UserError, "Change a copy"):
            scale.digits = 3
        copy = scale.copy()
        copy.digits = 3
        self.assertEqual(len(copy.grade_ids), 5)
