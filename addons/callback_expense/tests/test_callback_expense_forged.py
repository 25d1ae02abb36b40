# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .expense_common import ExpenseCommon


@tagged("post_install", "-at_install")
class TestCallbackExpenseForged(ExpenseCommon):
    """Nobody gets around the signatures through RPC (T1-22, T1-23)."""

    def test_claims_do_not_begin_approved(self):
        for values in (
            {"approval_state": "approved"},
            {"approval_state": "submitted"},
            {"state": "approved"},
            {"callback_next_role": "leader"},
            {"callback_date_submitted": "2026-01-01 00:00:00"},
            {"callback_month_limit": 9999999},
            {"callback_approval_ids": [(0, 0, {"role": "leader"})]},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                self._claim(5, submit=False, **values)

    def test_a_context_sets_nothing_either(self):
        """A request may bring defaults for whatever it leaves out."""
        expenses = self.env["hr.expense"].with_user(self.caller)
        values = {
            "name": "Gift",
            "employee_id": self.caller.employee_id.id,
            "product_id": self.gift.id,
            "total_amount_currency": 5,
        }
        for name, value in (
            ("approval_state", "approved"),
            ("callback_next_role", "leader"),
            ("callback_month_limit", 9999999),
        ):
            context = {"default_is_callback": True, f"default_{name}": value}
            with self.subTest(name), self.assertRaises(AccessError):
                expenses.with_context(**context).create(dict(values))
        # the state follows from the approval, whatever is sent
        context = {"default_is_callback": True, "default_state": "approved"}
        claim = expenses.with_context(**context).create(dict(values))
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(claim.is_callback)
        self.assertEqual(claim.state, "draft")

    def test_drafts_are_not_moved_by_hand(self):
        claim = self._claim(5, submit=False)
        for values in (
            {"state": "approved"},
            {"callback_next_role": False},
            {"callback_month_limit": 9999999},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                claim.write(values)
        with self.assertRaises(UserError):
            claim.approval_state = "approved"
        # written by hand it is handed in like by the button
        claim.approval_state = "submitted"
        self.assertEqual(claim.callback_next_role, "supervisor")

    def test_what_was_handed_in_stays(self):
        approver = self._new_user(
            "cb_approver", "hr_expense.group_hr_expense_manager", self.head_office
        )
        claim = self._claim(1000)
        self._sign(claim, self.supervisor)
        for values in (
            {"total_amount_currency": 5000},
            {"total_amount": 5000},
            {"quantity": 3},
            {"date": "2026-04-10"},
            {"employee_id": self.supervisor.employee_id.id},
            {"callback_leader_id": self.third.id},
            {"is_callback": False},
            {"payment_mode": "company_account"},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "stays as it"):
                claim.with_user(approver).write(values)
        with self.assertRaises(AccessError):
            claim.with_user(self.caller).write({"total_amount_currency": 5000})

    def test_the_approver_of_expenses_is_no_signature(self):
        approver = self._new_user(
            "cb_approver", "hr_expense.group_hr_expense_manager", self.head_office
        )
        claim = self._claim(1000).with_user(approver)
        self.assertFalse(claim.can_approve)
        for forged in (
            claim.action_approve,
            claim._do_approve,
            lambda: claim.write({"approval_state": "approved"}),
            lambda: claim.sudo()._do_approve(check=False),
        ):
            with self.assertRaisesRegex(UserError, "signatures"):
                forged()
            claim.invalidate_recordset()
            self.assertEqual(claim.state, "submitted")

    def test_an_approved_expense_does_not_become_a_claim(self):
        plain = self._claim(10, is_callback=False)
        plain.sudo().action_approve()
        approver = self._new_user(
            "cb_approver", "hr_expense.group_hr_expense_manager", self.head_office
        )
        with self.assertRaisesRegex(UserError, "stays as it"):
            plain.with_user(approver).is_callback = True

    def test_signatures_are_written_by_nobody(self):
        claim = self._claim(1000)
        self._sign(claim, self.supervisor)
        values = {
            "expense_id": claim.id,
            "role": "leader",
            "user_id": self.manager.id,
            "date": "2026-03-10 00:00:00",
            "amount": 1000,
        }
        for user in (
            self.caller | self.supervisor | self.manager | self.finance | self.auditor
        ):
            approvals = self.env["callback.expense.approval"].with_user(user)
            given = approvals.search([("expense_id", "=", claim.id)])
            with self.subTest(user.login):
                self.assertEqual(len(given), 1)
                with self.assertRaises(AccessError):
                    approvals.create(values)
                with self.assertRaises(AccessError):
                    given.write({"amount": 1})
                with self.assertRaises(AccessError):
                    given.unlink()
        others = self.env["callback.expense.approval"].with_user(self.other_caller)
        self.assertFalse(others.search([]))

    def test_who_sees_which_claims(self):
        claim = self._claim(1000)
        expenses = self.env["hr.expense"]
        for user, seen in (
            (self.caller, True),
            (self.other_caller, False),
            (self.supervisor, True),
            (self.manager, True),
            (self.auditor, True),
            (self.finance, False),
        ):
            with self.subTest(user.login):
                found = expenses.with_user(user).search([("id", "=", claim.id)])
                self.assertEqual(bool(found), seen)
        self._sign(claim, self.supervisor, self.manager)
        self.assertTrue(
            expenses.with_user(self.finance).search([("id", "=", claim.id)])
        )
        # finance and human resources learn nothing of the customers
        for user, seen in ((self.finance, False), (self.supervisor, True)):
            fields = claim.with_user(user).fields_get()
            self.assertEqual("callback_record_id" in fields, seen)
            self.assertEqual("callback_partner_id" in fields, seen)
        with self.assertRaises(AccessError):
            claim.with_user(self.auditor).write({"name": "x"})
        with self.assertRaises(UserError):
            claim.with_user(self.supervisor).write({"name": "x"})
