# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)

SECRET = "Zhang Secret"


@tagged("post_install", "-at_install")
class TestRewardBill(SanctionCommon):
    """Rewards to outside persons as vendor bills: ASMT-17, G1-82 … G1-87, EX-069."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._new_user(
            "cb_clerk", "callback_assessment.callback_group_informant", cls.head_office
        )
        cls.accountant = cls._new_user("cb_account", "account.group_account_manager")
        cls.accountant.group_ids += cls.env.ref("base.group_allow_export")
        cls.person = (
            cls.env["callback.informant"]
            .with_user(cls.clerk)
            .create({"person": SECRET, "phone": "13900001111", "account": "62220001"})
        )
        cls.theft = cls._new_rule(
            "OUT-T", direction="award", target="outside", kind="percent", rate=5,
            base_kind="fine",
        )  # fmt: skip
        cls.company = cls.env.company
        cls.payable, cls.expense, cls.cash = cls.env["account.account"].create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Payable", "CBT1", "liability_payable"),
                    ("Rewards", "CBT2", "expense"),
                    ("Cash", "CBT3", "asset_current"),
                )
            ]
        )
        journals = cls.env["account.journal"]
        cls.journal = journals.create(
            {"name": "Rewards", "code": "CBTR", "type": "purchase"}
        )
        cls.other_journal = journals.create(
            {"name": "Other", "code": "CBTO", "type": "general"}
        )
        cls.company.write(
            {
                "callback_reward_journal_id": cls.journal.id,
                "callback_reward_account_id": cls.expense.id,
            }
        )
        cls.neutral = cls.env.ref("callback_account.partner_reporter")
        cls.neutral.property_account_payable_id = cls.payable

    def _approved(self, case="T-1", base=3260.50):
        """Return an approved reward: 5 % of a fine, by default 163.03."""
        reward = (
            self.env["callback.reward"]
            .with_user(self.clerk)
            .create(
                {
                    "informant_id": self.person.id,
                    "rule_id": self.theft.id,
                    "date": "2026-03-02",
                    "case_ref": case,
                    "base_amount": base,
                    "base_document": "Order 5",
                }
            )
        )
        reward.with_user(self.manager).action_verify()
        reward.with_user(self.manager).action_approve()
        return reward.with_user(self.hr)

    def _billed(self, **values):
        reward = self._approved(**values)
        reward.action_make_bill()
        return reward, reward.sudo().bill_ids.with_user(self.accountant)

    def _pay(self, bill):
        """Pay a posted bill with an entry; return the reconciled lines."""
        entry = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "journal_id": self.other_journal.id,
                    "line_ids": [
                        Command.create(
                            {
                                "account_id": account.id,
                                "partner_id": self.neutral.id,
                                "debit": debit,
                                "credit": credit,
                            }
                        )
                        for account, debit, credit in (
                            (self.payable, bill.amount_total, 0),
                            (self.cash, 0, bill.amount_total),
                        )
                    ],
                }
            )
        )
        entry.action_post()
        lines = (bill | entry).line_ids.filtered(
            lambda line: line.account_id == self.payable
        )
        lines.reconcile()
        self.env.flush_all()
        return lines

    def test_bill_and_payment(self):
        """EX-069: 163.03 as one draft bill; paying it pays the reward, undoing not."""
        reward, bill = self._billed()
        self.assertEqual(
            (bill.state, bill.move_type, bill.amount_total, bill.journal_id),
            ("draft", "in_invoice", 163.03, self.journal),
        )
        self.assertEqual(bill.invoice_line_ids.account_id, self.expense)
        self.assertEqual((reward.state, reward.bill_state), ("approved", "draft"))
        for again in (reward.action_make_bill, reward.action_pay):
            with self.assertRaisesRegex(UserError, reward.name), self.cr.savepoint():
                again()
        bill.action_post()
        self.assertEqual((reward.state, reward.bill_state), ("approved", "posted"))
        lines = self._pay(bill)
        self.assertEqual(
            (reward.state, reward.payment_ref, bool(reward.date_paid)),
            ("paid", bill.name, True),
        )
        lines.remove_move_reconcile()
        self.env.flush_all()
        self.assertEqual(
            (reward.state, reward.payment_ref, reward.bill_state),
            ("approved", False, "posted"),
        )

    def test_once(self):
        """Twice in one call, or by two at once: one bill stands for a reward."""
        reward, bill = self._billed()
        other = self._approved(case="T-2", base=10.10)
        with self.assertRaisesRegex(UserError, reward.name), self.cr.savepoint():
            (reward | other).action_make_bill()
        self.assertFalse(other.sudo().bill_ids, "nothing is half made")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                copy = bill.sudo().copy()
                copy.callback_reward_id = reward.id
                self.env.flush_all()
        self.assertFalse(bill.copy().sudo().callback_reward_id)

    def test_released(self):
        """A cancelled, a deleted and a reversed bill give the reward back."""
        reward, bill = self._billed()
        bill.button_cancel()
        self.assertFalse(reward.bill_name)
        reward.action_make_bill()
        second = reward.sudo().bill_ids.filtered(lambda b: b.state == "draft")
        self.assertEqual(second.ref, f"{reward.name}/2")
        second.with_user(self.accountant).unlink()
        reward.action_make_bill()
        third = reward.sudo().bill_ids.filtered(lambda b: b.state == "draft")
        third.with_user(self.accountant).action_post()
        third.with_user(self.accountant)._reverse_moves(
            [{"invoice_date": third.invoice_date}], cancel=True
        )
        self.env.flush_all()
        self.assertEqual((third.payment_state, reward.state), ("reversed", "approved"))
        reward.action_make_bill()
        self.assertEqual(reward.bill_state, "draft")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                bill.button_draft()
                self.env.flush_all()

    def test_paid_by_the_bank(self):
        """A registered payment pays the reward, a cancelled payment does not."""
        reward, bill = self._billed()
        bill.action_post()
        bank = self.env["account.journal"].create(
            {"name": "Bank", "code": "CBTB", "type": "bank"}
        )
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({"journal_id": bank.id})
        )
        payments = wizard._create_payments()
        self.env.flush_all()
        self.assertEqual((reward.state, reward.payment_ref), ("paid", bill.name))
        payments.action_draft()
        payments.action_cancel()
        self.env.flush_all()
        self.assertEqual((reward.state, reward.payment_ref), ("approved", False))

    def test_missing_settings_are_named(self):
        """No journal, account or payable account is guessed."""
        reward = self._approved()
        for name, said in (
            ("callback_reward_journal_id", "Journal of rewards"),
            ("callback_reward_account_id", "Expense account of rewards"),
        ):
            kept = self.company[name]
            self.company[name] = False
            with self.assertRaisesRegex(UserError, said), self.cr.savepoint():
                reward.action_make_bill()
            self.company[name] = kept
        self.env.execute_query(
            SQL(
                "UPDATE res_partner SET property_account_payable_id = NULL"
                " WHERE id = %s RETURNING id",
                self.neutral.id,
            )
        )
        self.env["ir.default"].search(
            [("field_id.name", "=", "property_account_payable_id")]
        ).unlink()
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "payable account"), self.cr.savepoint():
            reward.action_make_bill()
        self.assertFalse(reward.sudo().bill_ids)
        for vals in (
            {"callback_reward_journal_id": self.other_journal.id},
            {"callback_reward_account_id": self.cash.id},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.company.write(vals)

    def test_only_what_was_approved(self):
        """The amount, the contact and the reward of a bill are not changed."""
        reward, bill = self._billed()
        bill.invoice_line_ids.price_unit = 1630.30
        with self.assertRaisesRegex(UserError, "1630.30.*163.03"), self.cr.savepoint():
            bill.action_post()
        bill.invoice_line_ids.price_unit = 163.03
        bill.partner_id = self.customer
        with self.assertRaisesRegex(UserError, "made out"), self.cr.savepoint():
            bill.action_post()
        other = self._approved(case="T-2")
        both = self._new_user("cb_both", "account.group_account_manager")
        both.group_ids += self.env.ref("callback_assessment.callback_group_hr")
        for user in (self.accountant, both):
            with self.assertRaises(AccessError), self.cr.savepoint():
                bill.with_user(user).callback_reward_id = other.id
            with self.assertRaises(AccessError), self.cr.savepoint():
                bill.with_user(user).copy({"callback_reward_id": other.id})
        for vals in (
            {"payment_bill_id": bill.id},
            {"bill_ids": [Command.link(bill.copy().id)]},
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                reward.with_user(both).write(vals)

    def test_who_makes_it(self):
        """Human resources and finance only, and after the approval only."""
        reward = self._approved()
        for user in (self.manager, self.clerk, self.auditor, self.accountant):
            with self.assertRaises(AccessError), self.cr.savepoint():
                reward.with_user(user).action_make_bill()
        asked = (
            self.env["callback.reward"]
            .with_user(self.clerk)
            .create(
                {
                    "informant_id": self.person.id,
                    "rule_id": self.theft.id,
                    "date": "2026-03-02",
                    "case_ref": "T-9",
                    "base_amount": 100,
                    "base_document": "Order 6",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "step is not open"):
            asked.with_user(self.hr).action_make_bill()

    def test_nobody_reads_who_it_is(self):
        """G1-87: neither bill, nor its lines, messages and exports name the person."""
        reward, bill = self._billed()
        bill.action_post()
        self._pay(bill)
        self.assertEqual(bill.partner_id, self.neutral)
        texts = [bill.ref, bill.display_name, bill.partner_id.display_name]
        texts += bill.line_ids.mapped("name")
        messages = self.env["mail.message"].search(
            [
                "|",
                *("&", ("model", "=", bill._name), ("res_id", "=", bill.id)),
                *("&", ("model", "=", reward._name), ("res_id", "=", reward.id)),
            ]
        )
        texts += messages.mapped("body")
        texts += messages.tracking_value_ids.mapped("new_value_char")
        names = ["name", "ref", "partner_id/name", "invoice_line_ids/name"]
        texts += [str(bill.export_data(names))]
        for secret in (SECRET, "13900001111", "62220001"):
            self.assertFalse([text for text in texts if secret in (text or "")])
        self.assertIn(reward.name, bill.ref)
        for model in ("callback.reward", "callback.informant"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.accountant).search([])
        with self.assertRaises(AccessError):
            bill.export_data(["callback_reward_id/name"])
        with self.assertRaises(AccessError):
            bill.search([("callback_reward_id.informant_id.person", "like", "Z")])

    def test_without_bill(self):
        """Companies that enter no bill note the payment by hand, as before."""
        reward = self._approved()
        reward.payment_ref = "Cash 17"
        reward.action_pay()
        self.assertEqual((reward.state, reward.bill_name), ("paid", False))
        with self.assertRaisesRegex(UserError, "step is not open"):
            reward.action_make_bill()
