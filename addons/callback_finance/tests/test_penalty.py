# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)


@tagged("post_install", "-at_install")
class TestPenalty(SanctionCommon):
    """The shipped fines of wealth management: F3-13 to F3-16."""

    def _rule(self, code):
        return self.env.ref(f"callback_finance.penalty_f3_{code}")

    def test_f3_13_file_not_complete(self):
        """EX-032, F3-13: 100 to 300, typed; a cent outside is refused."""
        rule = self._rule(13)
        for wrong in (99.99, 300.01):
            with self.assertRaisesRegex(UserError, "outside"), self.cr.savepoint():
                line = self._propose(rule)
                line.with_user(self.hr).write(
                    {"typed_amount": wrong, "amount_reason": "Two papers"}
                )
        for right in (100, 217.35, 300):
            line = self._propose(rule)
            line.with_user(self.hr).write(
                {"typed_amount": right, "amount_reason": "Two papers"}
            )
            self.assertEqual(line.amount, right)

    def test_f3_14_falsified(self):
        """EX-032, F3-14: 500 a case; the measure only if it is asked for."""
        rule = self._rule(14)
        line = self._propose(rule, quantity=2)
        self.assertEqual(line.mapped("amount"), [1000])
        lines = self._propose(rule, quantity=3, wants_measure=True)
        money = lines.filtered(lambda x: x.kind == "money")
        self.assertEqual(money.amount, 1500)
        self.assertEqual((lines - money).measure, "post_change")
        self.assertTrue((lines - money).is_hr)

    def test_f3_15_verified_only(self):
        """EX-033, F3-15: nothing is proposed before somebody verified it."""
        with self.assertRaises(UserError), self.cr.savepoint():
            self._propose(self._rule(15))
        violation = self._report(self._rule(15))
        violation.with_user(self.second).action_verify()
        violation.action_confirm()
        self.assertEqual(violation.sudo().sanction_ids.mapped("amount"), [500])

    def test_f3_16_wage_and_dismissal(self):
        """F3-16: the wage of the month, and a proposal that HR approves."""
        self._set_contract(self.employee, wage=5600.07)
        lines = self._propose(self._rule(16))
        money = lines.filtered(lambda x: x.kind == "money")
        self.assertEqual(money.amount, 5600.07)
        self.assertEqual((lines - money).measure, "dismissal")
        self.assertTrue((lines - money).is_hr)

    def test_f3_09_spot_check(self):
        """F3-08, F3-09: four things are looked at each month, and put right in time."""
        rule = self.env.ref("callback_finance.review_f3")
        self.assertEqual((rule.period, rule.scope), ("month", "unit"))
        items = rule.checklist_id.item_ids
        self.assertEqual((len(items), set(items.mapped("is_critical"))), (4, {True}))
        self.assertTrue(rule.rectify_quantity)

    def test_ex_032_other_amounts(self):
        """F3-13, F3-14: both ends with their cents; a number of cases, not none."""
        rule = self._rule(13)
        for amount, accepted in (
            (0, False),
            (99.99, False),
            (100.01, True),
            (299.99, True),
            (300.01, False),
            (1000, False),
        ):
            line = self._propose(rule).with_user(self.hr)
            values = {"typed_amount": amount, "amount_reason": "Two papers"}
            with self.subTest(amount):
                if accepted:
                    line.write(values)
                    self.assertEqual(line.amount, amount)
                    continue
                with self.assertRaises(UserError), self.cr.savepoint():
                    line.write(values)
                    self._confirm(line)
        for cases, amount in ((1, 500), (7, 3500)):
            lines = self._propose(self._rule(14), quantity=cases)
            self.assertEqual(lines.mapped("amount"), [amount])
        for wrong in (0, -1):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                with mute_logger("odoo.sql_db"):
                    self._propose(self._rule(14), quantity=wrong)
                    self.env.flush_all()

    def test_ex_033_once_for_each_complaint(self):
        """F3-15: two callbacks that mention one complaint cost 500 once."""
        rule = self._rule(15)
        complaint = self.env["callback.complaint"].create(
            {
                "subject": "Unfriendly",
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
            }
        )
        first = self._report(rule, complaint_id=complaint.id)
        for _callback in range(2):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                with mute_logger("odoo.sql_db"):
                    self._report(rule, complaint_id=complaint.id)
                    self.env.flush_all()
        first.with_user(self.second).action_verify()
        first.action_confirm()
        self.assertEqual(first.sudo().sanction_ids.mapped("amount"), [500])

    def test_f3_16_odd_wages(self):
        """F3-16: the wage of that month, to the cent; another month has its own."""
        self._set_contract(self.employee, wage=5600.07)
        self.employee.create_version({"date_version": "2026-04-01", "wage": 6123.45})
        for day, wage in (("2026-03-31", 5600.07), ("2026-04-01", 6123.45)):
            lines = self._propose(self._rule(16), day)
            money = lines.filtered(lambda x: x.kind == "money")
            self.assertEqual(money.amount, wage, day)
