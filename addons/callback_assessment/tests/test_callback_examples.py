# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .callback_assessment_common import AssessmentCommon


@tagged("post_install", "-at_install")
class TestExamples(AssessmentCommon):
    """The examples of the policies with other numbers, computed by hand."""

    def test_scores_and_grades(self):
        """EX-056, EX-058: weights with decimals, totals on the edges of a grade."""
        for number, (weights, scores, score, grade) in enumerate(
            (
                # 23.29935 + 21.7756 + 9.798775 + 7.651275 + 15 + 0 = 77.525
                (
                    (25.5, 24.5, 12.25, 12.75, 15, 10),
                    (91.37, 88.88, 79.99, 60.01, 100, 0),
                    *(77.53, "C"),
                ),
                # 26.667333 + 26.664 + 26.672 = 80.003333, and 80.006666
                ((33.33, 33.33, 33.34), (80.01, 80, 80), 80.0, "C"),
                ((33.33, 33.33, 33.34), (80.02, 80, 80), 80.01, "B"),
                # 59.9949 + 0.0101 = 60.005, and 60.00 with a hundredth less
                ((99.99, 0.01), (60, 60.5), 60.0, "E"),
                ((50, 50), (60.01, 60), 60.01, "D"),
                ((50, 50), (0.01, 0), 0.01, "E"),
            )
        ):
            card = self._new_card(
                f"EX{number}",
                [(str(place), w, "manual") for place, w in enumerate(weights)],
            )
            one = self._new_assessment(card, "2026-03-01")
            self._type(one, *scores)
            self.assertEqual((one.score, one.grade_id.code), (score, grade), number)

    def test_scale_of_seven(self):
        """EX-057: seven grades, closed below; a hole and an overlap of one point."""
        edges = (0, 12.5, 33.33, 50, 66.67, 87.5, 99.99)
        uppers = (*edges[1:], 100)
        rows = [
            (f"G{place}", low, high, True, high == 100)
            for place, (low, high) in enumerate(zip(edges, uppers, strict=True))
        ]
        scale = self._new_scale(rows)
        for score, code in (
            (0, "G0"), (12.49, "G0"), (12.5, "G1"), (33.325, "G2"), (33.324, "G1"),
            (99.98, "G5"), (99.985, "G6"), (100, "G6"),
        ):  # fmt: skip
            self.assertEqual(scale.grade_for(score).code, code, score)
        for place, row, pattern in (
            (3, ("G3", 50, 66.67, False, False), "50"),
            (3, ("G3", 50, 66.67, True, True), "66.67"),
            (5, ("G5", 87.51, 99.99, True, False), "87.5"),
        ):
            wrong = [*rows[:place], row, *rows[place + 1 :]]
            with self.assertRaisesRegex(ValidationError, pattern), self.cr.savepoint():
                self._new_scale(wrong)

    def test_ladder_of_four(self):
        """EX-061: 33.33 × 1, 1.5, 3, then 3 again; the head half of each."""
        steps = [
            {"number": 1},
            {"number": 2, "factor": 1.5},
            {"number": 3, "factor": 3, "measure": "warning"},
        ]
        joint = [{"who": "head", "mode": "multiple", "factor": 0.5}]
        rule = self._new_rule("L4", amount=33.33, steps=steps, joints=joint)
        found = []
        for day in ("2024-02-29", "2024-03-01", "2025-02-28", "2026-02-28"):
            lines = self._propose(rule, date=day)
            found.append(lines.filtered(lambda x: x.kind == "money").mapped("amount"))
        # 49.995 and 16.665 are rounded half-up; the head pays half of what was rounded.
        self.assertEqual(
            found, [[33.33, 16.67], [50.0, 25.0], [99.99, 50.0], [99.99, 50.0]]
        )

    def test_capped_shares(self):
        """EX-070: just below, at and above an odd cap; half cents go up."""
        rule = self._new_rule(
            "PC", kind="percent", rate=35.5, is_capped=True, cap=1234.56
        )
        for base, amount in (
            (1, 0.36),  # 0.355
            (0.01, 0),  # 0.00355
            (3477.62, 1234.56),  # 1234.5551
            (3477.6, 1234.55),  # 1234.548
            (3477.65, 1234.56),  # 1234.56575, capped
            (99999.99, 1234.56),
        ):
            lines = self._propose(rule, base_amount=base)
            self.assertEqual(lines.amount, amount, base)

    def test_wage_on_a_leap_day(self):
        """EX-062: 1.5 wages of 29 February, a new contract on 1 March, odd cents."""
        self.employee.version_ids[:1].write(
            {"date_version": "2023-01-01", "contract_date_start": "2023-01-01"}
        )
        self.employee.version_ids[:1].wage = 5600.55
        self.employee.create_version({"date_version": "2024-03-01", "wage": 6001.01})
        rule = self._new_rule("WL", kind="wage", factor=1.5)
        for day, amount in (
            ("2024-02-28", 8400.83),  # 8400.825
            ("2024-02-29", 8400.83),
            ("2024-03-01", 9001.52),  # 9001.515
        ):
            self.assertEqual(self._propose(rule, date=day)[0].amount, amount, day)

    def test_ranges_of_odd_cents(self):
        """EX-013, EX-032, EX-054: both ends count, a cent outside does not."""
        rule = self._new_rule("RG", kind="range", amount_min=100.01, amount_max=299.99)
        line = self._propose(rule)
        for wrong in (100, 300, 0.01, -150):
            with self.assertRaises(UserError), self.cr.savepoint():
                line.with_user(self.hr).write(
                    {"typed_amount": wrong, "amount_reason": "Why"}
                )
        for right in (100.01, 299.99):
            line.with_user(self.hr).write(
                {"typed_amount": right, "amount_reason": "Why"}
            )
            self.assertEqual(line.amount, right)

    def test_row_over_new_year(self):
        """EX-059: E in December and January of a leap year is a row of months."""
        self._set_contract(self.employee, callback_performance_pay=3333.33)
        rules = [{"grade_ids": "E", "kind": "pay_share", "rate": 7.5, "consecutive": 3}]
        card = self._new_card("NY", [("A", 100, "manual")], rules)
        found = []
        for day in ("2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"):
            one = self._assess(card, day, 60)
            found.append(self._lines(one).mapped("amount"))
        # 3333.33 × 7.5 % = 249.99975; November to January, December to February
        self.assertEqual(found, [[], [], [250.0], [250.0]])

    def test_blank_amount_of_one_grade(self):
        """EX-060, A1-11, A1-12: A is filled in, B is blank: refused, and B is named."""
        money = [
            {"grade_ids": "A", "kind": "bonus", "amount": 0.01},
            {"grade_ids": "B", "kind": "bonus"},
            {"grade_ids": "CDE", "kind": "none"},
        ]
        card = self._new_card("BB", [("A", 100, "manual")], money, activate=False)
        with self.assertRaisesRegex(UserError, "BB.*Amount.* is blank"):
            card.with_user(self.manager).action_activate()
        self.assertEqual(card.state, "draft")
        card.consequence_ids[1].amount = 1234.56
        card.with_user(self.manager).action_activate()
        months = ("2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01")
        found = [
            self._lines(self._assess(card, day, score))
            for day, score in zip(months, (90.005, 90.004, 80, 0), strict=True)
        ]
        self.assertEqual(
            [(line.kind, line.amount_signed) for line in found],
            [("money", 0.01), ("money", 1234.56), ("none", 0), ("none", 0)],
        )
        # February of a leap year is paid with its own month.
        self.assertEqual(str(found[0].period), "2024-02-01")
        self.assertEqual(str(found[0].date), "2024-02-29")

    def test_complaints_of_two_people(self):
        """EX-033, F3-15: verified alone counts; once for each person and complaint."""
        rule = self._new_rule("CM", amount=333.33, needs_verified=True)
        first, second = self.env["callback.complaint"].create(
            [
                {"name": f"CM{n}", "company_id": self.env.company.id, "subject": "Rude"}
                for n in range(2)
            ]
        )
        other = {"employee_id": self.other_caller.employee_ids.id}
        report = self._report(rule, complaint_id=first.id)
        with self.assertRaisesRegex(ValidationError, "CM.*not verified"):
            report.action_confirm()
        self.assertFalse(report.sudo().sanction_ids)
        report.with_user(self.second).action_verify()
        report.action_confirm()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "complaint_unique"),
            self.cr.savepoint(),
        ):
            self._report(rule, date="2026-03-09", complaint_id=first.id)
        more = self._report(rule, complaint_id=first.id, **other)
        more |= self._report(rule, complaint_id=second.id)
        more.with_user(self.second).action_verify()
        more.action_confirm()
        lines = (report | more).sudo().sanction_ids
        self.assertEqual(lines.mapped("amount"), [333.33] * 3)
        mine = lines.filtered(lambda x: x.employee_id == self.employee)
        self.assertEqual(sum(mine.mapped("amount_signed")), -666.66)
