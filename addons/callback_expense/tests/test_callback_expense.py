# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .expense_common import ExpenseCommon


@tagged("post_install", "-at_install")
class TestCallbackExpense(ExpenseCommon):
    """Claims of callback expenses: EX-085, T1-22, T1-23, BASE-41, F1-05."""

    def test_ex_085_within_and_above_the_limit(self):
        """2 000.00: two signatures, then finance; 2 000.01: one more."""
        for limit, amount, above in (
            (2000, 2000.00, False),
            (2000, 2000.01, True),
            (350.5, 350.49, False),
            (350.5, 350.51, True),
            (0.01, 0.02, True),
            (0, 999999.99, False),
        ):
            with self.subTest(limit=limit, amount=amount):
                self.company.callback_expense_month_limit = limit
                month = f"2026-{1 + self.env['hr.expense'].search_count([]) % 9:02}-28"
                claim = self._claim(amount, date=month)
                self.assertEqual(claim.callback_limit, limit)
                self.assertEqual(claim.is_above_callback_limit, above)
                self._sign(claim, self.supervisor, self.manager)
                if above:
                    self.assertEqual(claim.state, "submitted")
                    self.assertEqual(claim.callback_next_role, "excess")
                    with self.assertRaisesRegex(UserError, "Expense above the limit"):
                        claim.with_user(self.finance).sudo().action_post()
                    self._sign(claim, self.third)
                self.assertEqual(claim.state, "approved")
                self.assertFalse(claim.callback_next_role)
                self._post(claim)
                self.assertEqual(claim.state, "posted")
                self.assertEqual(claim.sudo().account_move_id.amount_total, amount)
                roles = ["supervisor", "leader"] + ["excess"] * above
                signed = claim.sudo().callback_approval_ids
                self.assertEqual(signed.mapped("role"), roles)
                self.assertEqual(set(signed.mapped("amount")), {amount})

    def test_ex_085_without_the_leader_nothing_is_posted(self):
        claim = self._claim(100)
        self._sign(claim, self.supervisor)
        with self.assertRaisesRegex(UserError, "Leader in charge"):
            claim.sudo().with_user(self.finance).sudo().write(
                {"approval_state": "approved"}
            )
        with self.assertRaisesRegex(UserError, "signatures: Leader in charge"):
            claim.with_user(self.finance).sudo().action_post()
        # the window of the button, called directly by who may see all expenses
        self.finance.group_ids += self.env.ref("hr_expense.group_hr_expense_manager")
        wizard = self.env["hr.expense.post.wizard"].with_user(self.finance).create({})
        with (
            self.assertRaisesRegex(UserError, "signatures: Leader in charge"),
            self.env.cr.savepoint(),
        ):
            wizard.with_context(active_ids=claim.ids).action_post_entry()
        claim.invalidate_recordset()
        self.assertFalse(claim.sudo().account_move_id)

    def test_t1_23_the_month_of_a_person_adds_up(self):
        """Many small claims are one large one; other months and persons are not."""
        first = self._claim(1999.99)
        second = self._claim(0.01)
        third = self._claim(0.01)
        self.assertEqual(
            (first | second | third).mapped("is_above_callback_limit"),
            [False, False, True],
        )
        self.assertEqual(third.callback_month_amount, 2000.01)
        for other in (
            self._claim(500, date="2026-02-28"),
            self._claim(500, date="2026-04-01"),
            self._claim(500, date="2025-03-10"),
            self._claim(500, user=self.other_caller),
        ):
            self.assertFalse(other.is_above_callback_limit)
        # a draft is told what it will be
        self.assertTrue(self._claim(0.01, submit=False).is_above_callback_limit)

    def test_t1_23_leap_day_and_end_of_year(self):
        for day, other in (
            ("2024-02-29", "2024-03-01"),
            ("2025-12-31", "2026-01-01"),
        ):
            self._claim(1500, date=day)
            self.assertTrue(self._claim(500.01, date=day).is_above_callback_limit)
            self.assertFalse(self._claim(500.01, date=other).is_above_callback_limit)

    def test_t1_23_the_limit_is_that_of_the_day(self):
        """A limit that is changed later does not undo a signature."""
        claim = self._claim(2000)
        self._sign(claim, self.supervisor)
        self.company.callback_expense_month_limit = 100
        self._sign(claim, self.manager)
        self.assertEqual(claim.state, "approved")
        self.assertEqual(claim.callback_limit, 2000)
        self.assertTrue(self._claim(50).is_above_callback_limit)

    def test_t1_23_what_is_sent_back_does_not_count(self):
        first, second = self._claim(1500), self._claim(1500)
        self.assertTrue(second.is_above_callback_limit)
        first.with_user(self.supervisor).action_callback_refuse("No callback that day")
        self.assertEqual(first.state, "refused")
        second.invalidate_recordset()
        self.assertFalse(second.is_above_callback_limit)
        self._sign(second, self.supervisor, self.manager)
        self.assertEqual(second.state, "approved")

    def test_t1_22_different_persons_in_their_order(self):
        claim = self._claim(10)
        for user, why in (
            (self.caller, "does not sign it"),
            (self.manager, "supervisor signs before you"),
            (self.other_caller, "supervisor of the department"),
        ):
            with self.assertRaisesRegex(UserError, why):
                claim.sudo().with_user(user).sudo(False)._check_callback_turn()
        self._sign(claim, self.chief)
        with self.assertRaisesRegex(UserError, "signed it already"):
            claim.with_user(self.chief).action_callback_sign()
        with self.assertRaisesRegex(UserError, "waits for cb_manager "):
            claim.with_user(self.third).action_callback_sign()
        self._sign(claim, self.manager)
        with self.assertRaisesRegex(UserError, "all signatures are given"):
            claim.with_user(self.third).action_callback_sign()

    def test_t1_22_a_supervisor_signs_for_the_own_department(self):
        claim = self._claim(10, user=self.other_caller)
        self.assertFalse(
            self.env["hr.expense"].with_user(self.supervisor).search([]) & claim
        )
        own = self._claim(10, user=self.supervisor)
        with self.assertRaisesRegex(UserError, "does not sign it"):
            own.with_user(self.supervisor).action_callback_sign()

    def test_t1_22_who_claims_or_signs_does_not_post(self):
        finance = self.env.ref("account.group_account_invoice")
        for user in self.caller | self.supervisor:
            user.group_ids += finance
        claim = self._claim(20)
        self._sign(claim, self.supervisor, self.manager)
        for user in self.caller | self.supervisor:
            with self.assertRaisesRegex(UserError, "does not post it"):
                self._post(claim, user)
        self._post(claim)
        self.assertEqual(claim.state, "posted")

    def test_t1_22_vouchers_are_collected_first(self):
        for values, missing in (
            ({"voucher": False}, "voucher"),
            ({"callback_leader_id": False}, "leader in charge"),
            ({"callback_leader_id": self.chief.id}, "leader in charge"),
            ({"date": "2100-01-01"}, "not in the future"),
        ):
            claim = self._claim(5, submit=False, **values)
            with self.subTest(missing), self.assertRaisesRegex(UserError, missing):
                claim.action_submit()
            self.assertEqual(claim.state, "draft")
        own = self._claim(
            5, user=self.manager, submit=False, callback_leader_id=self.manager.id
        )
        with self.assertRaisesRegex(UserError, "other than the claimant"):
            own.action_submit()

    def test_parts_of_cents_are_refused(self):
        """Bad input: an amount with three decimals, naming field and value."""
        for amount in (2000.001, 0.005):
            with self.assertRaisesRegex(ValidationError, str(amount)):
                self._claim(amount)
        claim = self._claim(5, submit=False)
        with self.assertRaisesRegex(ValidationError, "5.001"):
            claim.total_amount_currency = 5.001

    def test_sent_back_needs_a_reason_and_begins_anew(self):
        claim = self._claim(10)
        self._sign(claim, self.supervisor)
        with self.assertRaisesRegex(UserError, "Say why"):
            claim.with_user(self.manager).action_callback_refuse(" ")
        with self.assertRaisesRegex(UserError, "waits for cb_manager "):
            claim.with_user(self.third).action_callback_refuse("No")
        wizard = self.env["callback.expense.refuse"].with_user(self.manager)
        wizard.create({"expense_id": claim.id, "reason": "Wrong day"}).action_confirm()
        self.assertEqual(claim.state, "refused")
        self.assertIn(
            "Wrong day", claim.message_ids[0].body + claim.message_ids[1].body
        )
        claim.sudo().action_reset()
        self.assertEqual(claim.state, "draft")
        self.assertFalse(claim.sudo().callback_approval_ids)
        claim.with_user(self.caller).date = "2026-03-11"
        claim.with_user(self.caller).action_submit()
        self._sign(claim, self.supervisor, self.manager)
        self.assertEqual(claim.state, "approved")

    def test_who_signs_next_is_told(self):
        claim = self._claim(2500)
        for user in (self.supervisor, self.manager, self.third):
            self.assertEqual(claim.sudo().activity_ids.user_id, user)
            self._sign(claim, user)
        self.assertFalse(claim.sudo().activity_ids)
        # nobody is known: nobody else is bothered
        self.head_office.manager_id = False
        claim = self._claim(2500, date="2026-05-05")
        self._sign(claim, self.supervisor, self.manager)
        self.assertEqual(claim.callback_next_role, "excess")
        self.assertFalse(claim.sudo().activity_ids)

    def test_f1_05_callback_and_plan_tell_what_was_spent(self):
        plan = self._plan()
        record = self._create_record(plan_id=plan.id, user_id=self.caller.id)
        claim = self._claim(88.8, callback_record_id=record.id, is_callback=None)
        self.assertTrue(claim.is_callback)
        self._claim(11.2, callback_record_id=record.id, submit=False)
        refused = self._claim(5, callback_record_id=record.id)
        refused.with_user(self.supervisor).action_callback_refuse("No")
        self.env.invalidate_all()
        self.assertEqual(record.with_user(self.caller).expense_amount, 100)
        self.assertEqual(plan.with_user(self.supervisor).expense_amount, 100)
        action = record.action_view_expenses()
        self.assertEqual(action["context"]["default_callback_record_id"], record.id)
        with self.assertRaisesRegex(ValidationError, "belongs to callback"):
            self._claim(
                5, callback_record_id=record.id, submit=False
            ).sudo().is_callback = False

    def test_other_expenses_go_their_way(self):
        """An expense that is none of callbacks needs none of this."""
        claim = self._claim(
            5000, is_callback=False, callback_leader_id=False, voucher=False
        )
        self.assertFalse(claim.callback_next_role)
        claim.sudo().action_approve()
        self.assertEqual(claim.state, "approved")
        self._post(claim.sudo(), self.env.ref("base.user_admin"))
        self.assertEqual(claim.state, "posted")

    def test_a1_03_signed_claims_are_spent_by_the_plan(self):
        """What the claims cost, and what was typed in, is measured by the budget."""
        plan = self._plan()
        plan.write({"budget": 300, "expense": 99.99})
        record = self._create_record(user_id=self.caller.id, plan_id=plan.id)
        first, second, third = (
            self._claim(amount, callback_record_id=record.id)
            for amount in (200.01, 0.01, 500)
        )
        self._sign(first, self.supervisor, self.manager)
        plan.invalidate_recordset()
        self.assertEqual(plan.expense_amount, 700.02)
        self.assertEqual(plan.expense_total, 300)
        self.assertFalse(plan.is_over_budget)
        self._sign(second, self.supervisor, self.manager)
        plan.invalidate_recordset()
        self.assertEqual(plan.expense_total, 300.01)
        self.assertTrue(plan.is_over_budget)
        third.with_user(self.supervisor).action_callback_refuse("No callback that day")
        plan.invalidate_recordset()
        self.assertEqual(plan.expense_amount, 200.02)
        self.assertIn(
            plan, self.env["callback.plan"].search([("is_over_budget", "=", True)])
        )
