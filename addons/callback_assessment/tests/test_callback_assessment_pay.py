# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .callback_assessment_common import AssessmentCommon

PAY = {"grade_ids": "E", "kind": "pay_share", "rate": 12.5, "consecutive": 2}
ORDER = {"grade_ids": "E", "kind": "order", "quantity": 20, "cycle": "quarter"}
MONEY = [
    {"grade_ids": "A", "kind": "bonus", "amount": 310.55},
    {"grade_ids": "B", "kind": "bonus", "amount": 145},
    {"grade_ids": "CD", "kind": "none"},
]
Q1, Q2, Q3, Q4 = "2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"


@tagged("post_install", "-at_install")
class TestAssessmentPay(AssessmentCommon):
    """What grades lead to, and that a closed assessment proves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_contract(cls.employee, callback_performance_pay=2345.67)

    def _quarter(self, *rules, code="Q", **values):
        rules = rules or (ORDER, PAY)
        return self._new_card(
            code, [("A", 100, "manual")], rules, cycle="quarter", **values
        )

    def _deductions(self, *assessments):
        return [
            self._lines(one)
            .filtered(lambda x: x.direction == "deduct")
            .mapped("amount")
            for one in assessments
        ]

    def test_blank_amounts(self):
        """A1-11, A1-12, EX-060: a scorecard with a blank amount is not put in force."""
        for rule, label in (
            ({"grade_ids": "A", "kind": "bonus"}, "Amount"),
            ({**PAY, "rate": 0}, "Share in %"),
            ({**ORDER, "quantity": 0}, "To improve within"),
        ):
            card = self._new_card("BL", [("A", 100, "manual")], [rule], activate=False)
            with self.assertRaisesRegex(UserError, f"{label}.* is blank"):
                card.with_user(self.manager).action_activate()
            card.unlink()

    def test_bonus_and_no_action(self):
        """A1-11 … A1-13, EX-060: +310.55, +145, and “no action” for C and D."""
        card = self._new_card("M", [("A", 100, "manual")], MONEY)
        months = ("2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01")
        found = [
            self._lines(self._assess(card, month, score))
            for month, score in zip(months, (90.01, 90, 79, 60.01), strict=True)
        ]
        self.assertEqual(
            [(line.kind, line.amount_signed) for line in found],
            [("money", 310.55), ("money", 145), ("none", 0), ("none", 0)],
        )
        self.assertEqual({line.state for line in found}, {"proposed"})
        self.assertEqual(str(found[1].period), "2025-04-01")

    def test_two_in_a_row(self):
        """A1-14, A1-15, EX-059: an order after each E, one deduction after two."""
        card = self._quarter()
        first = self._assess(card, Q1, 58)
        second = self._assess(card, Q2, 60)
        self.assertTrue(first.improvement_id and second.improvement_id)
        self.assertEqual(first.improvement_id.user_id, self.caller)
        # 2345.67 × 12.5 % = 293.20875
        self.assertEqual(self._deductions(first, second), [[], [293.21]])
        line = self._lines(second).filtered(lambda x: x.direction == "deduct")
        self.assertEqual(str(line.period), "2025-06-01")

    def test_row_interrupted(self):
        """EX-059: E, D, E is no row."""
        card = self._quarter()
        found = [
            self._assess(card, day, score)
            for day, score in ((Q1, 55), (Q2, 60.01), (Q3, 50))
        ]
        self.assertEqual(self._deductions(*found), [[], [], []])

    def test_gap(self):
        """ASMT-07, EX-059: a quarter without assessment breaks the row, unless set."""
        card = self._quarter()
        found = [self._assess(card, day, 30) for day in (Q1, Q3)]
        self.assertEqual(self._deductions(*found), [[], []])
        card = self._quarter({**PAY, "gap_breaks": False}, code="Q2")
        found = [self._assess(card, day, 30) for day in (Q1, Q3)]
        self.assertEqual(self._deductions(*found), [[], [293.21]])

    def test_overlapping_rows(self):
        """X-18: a third E makes another pair by default; otherwise a fourth does."""
        card = self._quarter()
        found = [self._assess(card, day, 1) for day in (Q1, Q2, Q3)]
        self.assertEqual(self._deductions(*found), [[], [293.21], [293.21]])
        card = self._quarter({**PAY, "is_overlapping": False}, code="Q2")
        found = [self._assess(card, day, 1) for day in (Q1, Q2, Q3, Q4)]
        self.assertEqual(self._deductions(*found), [[], [293.21], [], [293.21]])

    def test_closed_in_another_order(self):
        """A row is found although its first cycle is closed last."""
        card = self._quarter()
        second = self._assess(card, Q2, 44)
        self.assertEqual(self._deductions(second), [[]])
        first = self._assess(card, Q1, 43)
        self.assertEqual(self._deductions(first, second), [[], [293.21]])
        self.assertTrue(second.action_verify())

    def test_schemes_make_no_row_together(self):
        """ASMT-05: E by one scheme and E by another one are not two in a row."""
        one = self._assess(self._quarter(code="X"), Q1, 10)
        two = self._assess(self._quarter(code="Y"), Q2, 10)
        self.assertEqual(self._deductions(one, two), [[], []])

    def test_quarterly_only(self):
        """A1-14: the order to improve does not follow a month."""
        card = self._new_card("MO", [("A", 100, "manual")], [ORDER])
        self.assertFalse(self._assess(card, "2025-03-01", 22).improvement_id)

    def test_performance_pay_unknown(self):
        """A1-15: without performance pay nothing is closed, the person is named."""
        card = self._quarter()
        self._assess(card, Q1, 20)
        self._set_contract(self.employee, callback_performance_pay=0)
        one = self._new_assessment(card, Q2)
        self._type(one, 20)
        with self.assertRaisesRegex(UserError, "cb_caller.*performance pay"):
            with self.cr.savepoint():
                one.with_user(self.manager).action_confirm()
        one.invalidate_recordset()
        self.assertEqual(one.state, "draft")

    def test_running_cycle(self):
        """A cycle that is not over is not closed."""
        card = self._new_card("RUN", [("A", 100, "manual")], cycle="year")
        one = self._new_assessment(card, "2099-01-01")
        self._type(one, 50)
        with self.assertRaisesRegex(UserError, "2099-12-31"):
            one.with_user(self.manager).action_confirm()

    def test_closed_is_closed(self):
        """A closed assessment is edited by nobody, through RPC neither."""
        card = self._new_card("M", [("A", 100, "manual")], MONEY)
        one = self._assess(card, "2025-03-01", 71.2)
        for user in (self.manager, self.chief):
            mine = one.with_user(user)
            for values in ({"score": 99}, {"state": "draft"}, {"frozen": {}}):
                with self.assertRaises(UserError):
                    mine.write(values)
            with self.assertRaises(UserError):
                mine.date_from = "2025-04-01"
            with self.assertRaisesRegex(UserError, "is closed"):
                mine.line_ids.typed_score = 99
            with self.assertRaises(UserError):
                mine.line_ids.write({"numerator": 99})
            with self.assertRaisesRegex(UserError, "is closed"):
                mine.action_compute()
            with self.assertRaisesRegex(UserError, "is closed"):
                mine.action_confirm()
            with self.assertRaises(UserError):
                mine.unlink()
            with self.assertRaises(UserError):
                mine.line_ids.unlink()
        self.assertEqual(len(self._lines(one)), 1)

    def test_frozen_inputs_give_the_same_cents(self):
        """ASMT-06: closed results are proved from frozen inputs alone."""
        card = self._quarter()
        found = self._assess(card, Q1, 33.33) | self._assess(card, Q2, 59.99)
        self.assertTrue(found.with_user(self.caller).action_verify())
        frozen = found[1].frozen
        score, code, money = found._recompute(frozen)
        self.assertEqual(
            (score, code, list(money.values())), ("59.99", "E", ["293.21"])
        )
        self.assertEqual(frozen["scorecard"]["version"], 1)
        # Whoever changed the row below the ORM is found out.
        self.env.cr.execute(
            "UPDATE callback_assessment SET score = 88 WHERE id = %s", [found[1].id]
        )
        found.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "59.99"):
            found.action_verify()

    def test_points_count(self):
        """G1-77: final points of the cycle count, where the scheme says so."""
        self.env["callback.sanction"]._propose(
            [
                {
                    "source_key": f"test:{direction}",
                    "company_id": self.env.company.id,
                    "employee_id": self.employee.id,
                    "date": "2025-03-15",
                    "direction": direction,
                    "kind": "points",
                    "points": points,
                    "state": "final",
                }
                for direction, points in (("deduct", 7.5), ("award", 2))
            ]
        )
        plain = self._new_card("P1", [("A", 100, "manual")])
        counting = self._new_card("P2", [("A", 100, "manual")], takes_points=True)
        self.assertEqual(self._assess(plain, "2025-03-01", 84).score, 84)
        one = self._assess(counting, "2025-03-01", 84)
        self.assertEqual((one.score, one.grade_code), (78.5, "C"))
        self.assertTrue(one.action_verify())
        self.assertEqual(self._assess(counting, "2025-04-01", 84).score, 84)

    def test_who_sees_results(self):
        """The person: own closed ones; supervisors their tree; HR closed ones."""
        card = self._new_card("SEE", [("A", 100, "manual")])
        open_one = self._new_assessment(card, "2025-02-01").sudo()
        closed = self._assess(card, "2025-03-01", 66)
        other = self._assess(
            card, "2025-03-01", 67, employee=self.other_caller.employee_ids
        )
        leader = self._assess(card, "2025-03-01", 68, employee=self.head)
        every = open_one | closed | other | leader

        def seen(user):
            domain = [("id", "in", every.ids)]
            return every.browse().with_user(user).search(domain).sudo()

        self.assertEqual(seen(self.caller), closed)
        self.assertEqual(seen(self.other_caller), other)
        self.assertEqual(seen(self.supervisor), open_one | closed | leader)
        self.assertEqual(seen(self.chief), every)
        self.assertEqual(seen(self.auditor), every)
        self.assertEqual(seen(self.hr), closed | other | leader)
        lines = closed.line_ids.with_user(self.caller)
        self.assertEqual(lines.score, 66)
        with self.assertRaises(AccessError):
            closed.with_user(self.caller).read(["frozen"])
        with self.assertRaises(AccessError):
            open_one.line_ids.with_user(self.caller).read(["score"])

    def test_proof_of_pay(self):
        """One month on one page: facts, grade, each line, for the person."""
        card = self._new_card("M", [("Quality of calls", 100, "manual")], MONEY)
        one = self._assess(card, "2025-03-01", 95.25)
        self._finish(self._lines(one))
        values = {"employee_id": self.employee.id, "month": "2025-03-01"}
        pay = self.env["callback.assessment.pay"].with_user(self.caller).create(values)
        self.assertEqual(
            pay.display_name, f"{self.employee.name} {pay.month_name}", "breadcrumb"
        )
        self.assertEqual((pay.total, pay.pending), (310.55, 0))
        self.assertEqual(pay.assessment_ids, one)
        self.assertTrue(pay.action_print())
        html = self._render("callback_assessment.callback_assessment_pay_report", pay)
        for text in ("Quality of calls", "95.25", "310.55", "Grade A", "same score"):
            self.assertIn(text, html)
        with self.assertRaisesRegex(AccessError, "is for .* only"):
            pay.with_user(self.other_caller).create(values)

    def test_printed_form(self):
        """A1-16: the assessment form with criteria, standard, score and grade."""
        card = self._new_card("M", [("Quality of calls", 100, "manual")], MONEY)
        one = self._assess(card, "2025-03-01", 74)
        html = self._render("callback_assessment.callback_assessment_report", one)
        for text in ("Assessment form", "Quality of calls", "74.00", "Grade C"):
            self.assertIn(text, html)

    def _render(self, report, record):
        reports = self.env["ir.actions.report"].with_user(record.env.user)
        content, _kind = reports._render_qweb_html(report, record.ids)
        return content.decode()
