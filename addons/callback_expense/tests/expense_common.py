# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from odoo.addons.callback_base.tests.common import CallbackCommon


class ExpenseCommon(CallbackCommon):
    """A claimant, who signs, finance, and a purchase journal; 2 000 a month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.callback_expense_month_limit = 2000
        cls.gift = cls.env.ref("callback_expense.product_gift")
        cls.third, cls.finance = cls._new_users(
            ("cb_manager2", "manager", cls.head_office),
            ("cb_finance", "account.group_account_invoice", None),
        )
        cls.branch.manager_id = cls.supervisor.employee_ids
        cls.head_office.manager_id = cls.third.employee_ids
        cls._set_up_accounts()

    @classmethod
    def _set_up_accounts(cls):
        payable, expense = cls.env["account.account"].create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Payable", "CBE1", "liability_payable"),
                    ("Gifts", "CBE2", "expense"),
                )
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "Expenses",
                "code": "CBEX",
                "type": "purchase",
                "default_account_id": expense.id,
            }
        )
        cls.company.expense_journal_id = cls.journal
        cls.gift.property_account_expense_id = expense
        # the contacts of staff are paid through this account
        for user in cls.caller | cls.other_caller | cls.supervisor:
            contact = user.employee_ids.work_contact_id or user.partner_id
            user.employee_ids.work_contact_id = contact
            (contact | user.partner_id).property_account_payable_id = payable

    @classmethod
    def _claim(cls, amount, user=None, submit=True, voucher=True, **values):
        """Return a claim of a caller, handed in with its voucher."""
        user = user or cls.caller
        values = {
            "name": f"Gift {amount}",
            "employee_id": user.employee_id.id,
            "product_id": cls.gift.id,
            "total_amount_currency": amount,
            "date": "2026-03-10",
            "payment_mode": "own_account",
            "is_callback": True,
            "callback_leader_id": cls.manager.id,
            **values,
        }
        values = {name: value for name, value in values.items() if value is not None}
        claim = cls.env["hr.expense"].with_user(user).create(values)
        if voucher:
            cls.env["ir.attachment"].with_user(user).create(
                {
                    "name": "invoice.txt",
                    "raw": b"invoice",
                    "res_model": "hr.expense",
                    "res_id": claim.id,
                }
            )
        if submit:
            claim.action_submit()
        return claim

    @classmethod
    def _sign(cls, claim, *users):
        for user in users:
            claim.with_user(user).action_callback_sign()
        claim.invalidate_recordset()

    @classmethod
    def _post(cls, claim, user=None):
        """Post as finance does: the button, then its window."""
        user = user or cls.finance
        action = claim.with_user(user).action_post()
        wizard = cls.env[action["res_model"]].with_user(user).browse(action["res_id"])
        wizard.with_context(**action["context"]).action_post_entry()
        claim.invalidate_recordset()

    @classmethod
    def _plan(cls):
        return cls.env["callback.plan"].create(
            {
                "name": "Visits",
                "policy_id": cls.policy.id,
                "rule_ids": [Command.set(cls.rule.ids)],
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "department_id": cls.branch.id,
            }
        )
