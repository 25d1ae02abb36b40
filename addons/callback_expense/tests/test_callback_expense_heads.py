# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .expense_common import ExpenseCommon


@tagged("post_install", "-at_install")
class TestCallbackExpenseHeads(ExpenseCommon):
    """A standard for each person treated, by position: Y3-02, BASE-41."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.callback_expense_month_limit = 0
        cls.meal = cls.env.ref("callback_expense.product_meal")
        cls.env["callback.expense.limit"].search([]).unlink()
        cls.clerk, cls.head, cls.director = cls.env["hr.job"].create(
            [{"name": name} for name in ("Clerk", "Head of section", "Director")]
        )
        cls.limits = cls.env["callback.expense.limit"].create(
            [
                {
                    "product_id": cls.meal.id,
                    "job_ids": [Command.set(job.ids)],
                    "amount": amount,
                }
                for job, amount in ((cls.clerk, 20), (cls.head, 40))
            ]
        )
        cls.meal.property_account_expense_id = cls.gift.property_account_expense_id

    def _meal(self, amount, heads, job, **values):
        self.caller.employee_id.sudo().job_id = job
        return self._claim(
            amount, product_id=self.meal.id, callback_head_count=heads, **values
        )

    def test_y3_02_by_position(self):
        """20 a head for a clerk, 40 for a head of section, no limit for others."""
        for job, heads, amount, limit, above in (
            (self.clerk, 1, 20.00, 20, False),
            (self.clerk, 1, 20.01, 20, True),
            (self.clerk, 3, 60.00, 20, False),
            (self.clerk, 3, 60.01, 20, True),
            (self.head, 7, 280.00, 40, False),
            (self.head, 7, 280.01, 40, True),
            (self.director, 1, 9999.99, 0, False),
        ):
            with self.subTest(job=job.name, heads=heads, amount=amount):
                claim = self._meal(amount, heads, job)
                self.assertEqual(claim.callback_head_limit, limit)
                self.assertEqual(claim.is_above_callback_head_limit, above)
                self._sign(claim, self.supervisor, self.manager)
                self.assertEqual(claim.callback_next_role, "excess" if above else False)
                if above:
                    with self.assertRaisesRegex(UserError, "Expense above the limit"):
                        claim.with_user(self.finance).sudo().action_post()
                    self._sign(claim, self.third)
                self.assertEqual(claim.state, "approved")

    def test_y3_02_all_other_positions(self):
        self.env["callback.expense.limit"].create(
            {"product_id": self.meal.id, "amount": 60}
        )
        claim = self._meal(120.02, 2, self.director)
        self.assertEqual(claim.callback_head_amount, 60.01)
        self.assertTrue(claim.is_above_callback_head_limit)
        self.assertEqual(self._meal(10, 1, self.clerk).callback_head_limit, 20)
        # a gift has no such limit, and neither has what is no expense of callbacks
        self.assertFalse(self._claim(500).callback_head_limit)
        other = self._meal(500, 1, self.clerk, is_callback=False, submit=False)
        self.assertFalse(other.is_above_callback_head_limit)

    def test_y3_02_the_limit_is_that_of_the_day(self):
        """A limit that is raised later does not undo what waits, nor the reverse."""
        above, within = (self._meal(amount, 2, self.clerk) for amount in (40.01, 39.99))
        self.limits[0].amount = 10
        self.assertFalse(within.is_above_callback_head_limit)
        self.limits[0].amount = 1000
        self.assertTrue(above.is_above_callback_head_limit)
        self.assertEqual(above.callback_head_limit, 20)
        self.limits.unlink()
        self.caller.employee_id.sudo().job_id = self.director
        self._sign(above, self.supervisor, self.manager)
        self.assertEqual(above.callback_next_role, "excess")

    def test_y3_02_what_was_handed_in_stays(self):
        """Nobody invites more guests after the fact, or writes the limit."""
        claim = self._meal(100, 2, self.clerk)
        with self.assertRaises(AccessError):
            claim.with_user(self.caller).callback_head_count = 5
        self.third.group_ids += self.env.ref("hr_expense.group_hr_expense_manager")
        with self.assertRaisesRegex(UserError, "stays as it is"):
            claim.with_user(self.third).callback_head_count = 5
        with self.assertRaises(AccessError):
            claim.with_user(self.caller).callback_head_limit_kept = 500
        with self.assertRaises(AccessError):
            self._meal(10, 1, self.clerk, callback_head_limit_kept=500)
        self.assertTrue(claim.is_above_callback_head_limit)

    def test_y3_02_bad_input(self):
        limits = self.env["callback.expense.limit"]
        for values, why in (
            ({"job_ids": [Command.set(self.clerk.ids)]}, "two limits for Clerk"),
            ({"amount": 20.005}, "two decimals"),
            ({"amount": -1}, "not negative"),
        ):
            with self.assertRaisesRegex(ValidationError, why), self.cr.savepoint():
                limits.create({"product_id": self.meal.id, "amount": 5, **values})
        limits.create({"product_id": self.meal.id, "amount": 5})
        with self.assertRaisesRegex(ValidationError, "all other positions"):
            limits.create({"product_id": self.meal.id, "amount": 6})
        for model, values in (
            (limits, {"product_id": self.gift.id, "amount": 0}),
            (
                self.env["hr.expense"],
                {
                    "name": "Nobody ate",
                    "employee_id": self.caller.employee_id.id,
                    "product_id": self.meal.id,
                    "callback_head_count": 0,
                },
            ),
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                model.create(values)

    def test_y3_02_only_managers_lay_down_limits(self):
        limit = self.limits[0]
        self.assertEqual(limit.with_user(self.caller).amount, 20)
        for user in (self.caller, self.supervisor, self.finance):
            with self.assertRaises(AccessError):
                limit.with_user(user).amount = 500
        limit.with_user(self.manager).amount = 25
        self.assertEqual(limit.amount, 25)

    def test_y3_02_the_form_tells_before(self):
        self.caller.employee_id.sudo().job_id = self.clerk
        draft = self._meal(50, 2, self.clerk, submit=False)
        with Form(draft.with_user(self.caller)) as form:
            self.assertTrue(form.is_above_callback_head_limit)
            form.callback_head_count = 3
            self.assertFalse(form.is_above_callback_head_limit)
        self.assertEqual(draft.callback_head_amount, 16.67)
