# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon

YEAR = ("2026-01-01", "2026-12-31")


@tagged("post_install", "-at_install")
class TestPeopleAgain(FinanceCommon):
    """The worked examples on persons: two accounts, successors, letters, years."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang = cls._new_user("cb_wang_successor", "caller", cls.branch)
        cls.continuous = cls.env.ref("callback_finance.rule_f3_continuous")

    def _depart(self, successor=None):
        departure = self.env["callback.finance.departure"].create(
            {
                "employee_id": self.adviser.id,
                "department_id": self.branch.id,
                "date": "2026-03-06",
                "successor_id": successor and successor.employee_id.id,
            }
        )
        departure.with_user(self.supervisor).action_confirm()
        return departure

    def _assert_kept_away(self, record, user):
        with self.assertRaisesRegex(UserError, "kept away"), self.env.cr.savepoint():
            record.with_user(self.supervisor).user_id = user

    def test_ex_030_the_successor_is_kept_away(self):
        """F3-06: who looks after the customer now, and who signed, call nobody."""
        contract = self._contract("HT-1", "2026-01-05 10:00:00")
        self._depart(self.wang)
        change = self.env["callback.finance.change"].create(
            {
                "contract_id": contract.id,
                "kind": "commission",
                "date": china("2026-03-09 10:00:00"),
            }
        )
        record = self._sweep(change)
        self._assert_kept_away(record, self.wang)
        self._assert_kept_away(record, self.li)
        record.with_user(self.supervisor).user_id = self.caller
        self.assertEqual(record.user_id, self.caller)

    def test_ex_030_the_second_account_counts(self):
        """F3-06: the manager of the customer's other account is kept away too."""
        self._account("T-101", manager_id=self.wang.employee_id.id)
        closed = self._account("T-102", manager_id=self.other_caller.employee_id.id)
        closed.date_closed = "2026-01-31"
        record = self._sweep(self._contract("HT-2", "2026-03-05 10:00:00"))
        self._assert_kept_away(record, self.wang)
        self.assertNotIn(
            self.other_caller, record._get_concerned_users()[record], "closed"
        )

    def test_ex_030_not_dealt_out(self):
        """F3-06: in turn, but never to who manages an account of the customer."""
        self.env.ref("callback_finance.rule_f3_contract").assign_method = "round_robin"
        self._account("T-103", manager_id=self.wang.employee_id.id)
        other = self._new_customers(1, "OWN")
        free = self._account("T-104", partner_id=other.id, manager_id=False)
        contracts = self.env["callback.finance.contract"]
        for number in range(8):
            account = self.account if number % 2 else free
            contracts |= self._contract(
                f"HT-T{number}", "2026-03-05 10:00:00", account_id=account.id
            )
        records = self._sweep(contracts)
        own = records.filtered(lambda r: r.partner_id == self.customer)
        self.assertEqual((len(records), len(own)), (8, 4))
        self.assertTrue(all(record.user_id for record in records))
        self.assertFalse(own.user_id & (self.wang | self.li))
        self.assertTrue((records - own).user_id & (self.wang | self.li))

    def test_ex_030_by_order_too(self):
        """F3-06, F3-30: a callback by order has no document, the manager stays."""
        record = self._create_record(
            step_id=self.env.ref("callback_finance.step_f3_special").id
        )
        self._assert_kept_away(record, self.li)

    def test_f2_06_who_leaves_is_kept_away(self):
        """F2-06: in the last days the adviser calls no customer of the departure."""
        self.account.business = "brokerage"
        permission = self.env["callback.permission"].with_user(self.manager)
        permission.create(
            [
                {"user_id": user.id, "date_from": "2026-01-01"}
                for user in (self.li, self.caller)
            ]
        )
        departure = self._depart()
        record = self._sweep(departure.line_ids)
        self._assert_kept_away(record, self.li)
        record.with_user(self.supervisor).user_id = self.caller
        self.assertEqual(departure.callback_progress, "0 / 1")
        record.with_user(self.supervisor).action_cancel("No customer any more")
        departure.invalidate_recordset(["callback_progress"])
        self.assertEqual(departure.callback_progress, "1 / 1")
        self.assertEqual(
            departure.action_view_callbacks()["domain"],
            [
                ("res_model", "=", "callback.finance.departure.line"),
                ("res_id", "in", departure.line_ids.ids),
            ],
        )

    def test_ex_030_permission_on_its_last_day(self):
        """F2-05: valid on its last day, not on the next."""
        self.account.business = "brokerage"
        self.env["callback.permission"].with_user(self.manager).create(
            {
                "user_id": self.caller.id,
                "date_from": "2026-01-01",
                "date_to": "2026-03-09",
            }
        )
        for day, may in (("2026-03-10 00:00:00", False), ("2026-03-09 23:59:59", True)):
            record = self._sweep(self._contract(f"B {day}", "2026-03-05 10:00:00"))
            with freeze_time(china(day)):
                if may:
                    record.with_user(self.caller).action_start()
                    continue
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.with_user(self.caller).action_start()
        self.assertEqual(record.state, "ongoing")

    def _letter(self, *kinds):
        record = self._sweep(
            self._contract(
                f"L {self.customer.is_company} {kinds[0]}", "2026-03-06 10:00:00"
            )
        ).with_user(self.caller)
        with freeze_time(china("2026-03-09 10:00:00")):
            record.action_start()
            record.log_attempt("letter", "answered")
            record.write({"content": "Asked", "problem": "None", "result": "Fine"})
            record.satisfaction = "satisfied"
            for kind in kinds:
                self._add_evidence(record, kind)
            record.action_done()
        return record

    def test_ex_031_other_letters(self):
        """F2-10: a person signs, or has a seal; an institution seals, always."""
        self.account.business = "brokerage"
        self.env["callback.permission"].with_user(self.manager).create(
            {"user_id": self.caller.id, "date_from": "2026-01-01"}
        )
        papers = ("receipt", "envelope")
        for is_company, kind, accepted in (
            (False, "customer_signature", True),
            (False, "organisation_seal", True),
            (False, "handler_signature", False),
            (True, "customer_signature", False),
            (True, "organisation_seal", True),
        ):
            self.customer.is_company = is_company
            with self.subTest(kind, is_company=is_company):
                if accepted:
                    self.assertEqual(self._letter(kind, *papers).state, "done")
                    continue
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self._letter(kind, *papers)

    def test_ex_035_a_customer_with_two_accounts(self):
        """F3-33, F3-34: one call a year for the customer, not for each account."""
        self.env["callback.finance.account"].search([]).active = False
        first, second, third = self._new_customers(3, "Y")
        accounts = self.env["callback.finance.account"]
        for number, (customer, opened, closed) in enumerate(
            (
                (first, "2024-01-01", False),
                (first, "2025-01-01", False),
                (second, "2023-01-01", "2025-12-31"),
                (second, "2025-01-01", False),
                (third, "2023-01-01", "2025-12-31"),
            )
        ):
            accounts |= self._account(
                f"Y-{number}",
                partner_id=customer.id,
                date_opened=opened,
                date_closed=closed,
            )
        plan = self.env["callback.plan"].create(
            {
                "name": "Year",
                "policy_id": self.continuous.policy_id.id,
                "rule_ids": [Command.set(self.continuous.ids)],
                "department_id": self.branch.id,
                "date_from": YEAR[0],
                "date_to": YEAR[1],
                "content": "Questionnaire",
                "channel_ids": [Command.set(self.phone.ids)],
                "user_ids": [Command.set(self.caller.ids)],
            }
        )
        plan.with_user(self.supervisor).action_submit()
        plan.with_user(self.chief).action_approve()
        self.assertEqual(plan.action_generate(), 2)
        records = self.env["callback.record"].search([("plan_id", "=", plan.id)])
        self.assertEqual(records.partner_id, first | second)
        for record, day in zip(
            records.sorted("partner_id"), ("2026-01-05", "2026-12-31"), strict=True
        ):
            self._call(record, f"{day} 10:20:00")
        figures = self.continuous.get_coverage(*YEAR)
        self.assertEqual((figures["population"], figures["rate"]), (2, 1.0))
        former = self.env.ref("callback_finance.rule_f3_former")
        self.assertEqual(former.get_coverage(*YEAR)["missing_ids"], accounts[-1].ids)

    def test_ex_035_other_years(self):
        """F3-33: the year ends with its last second, local time; nobody is no rate."""
        self.env["callback.finance.account"].search([]).active = False
        self.assertIsNone(self.continuous.get_coverage(*YEAR)["rate"])
        customers = self._new_customers(7, "Z")
        for number, customer in enumerate(customers):
            account = self._account(f"Z-{number}", partner_id=customer.id)
            if number > 3:
                continue
            record = self._create_record(
                step_id=self.env.ref("callback_finance.step_f3_continuous").id,
                res_model=account._name,
                res_id=account.id,
                partner_id=customer.id,
                date_event=china("2025-12-01 10:00:00"),
            )
            called, finished = (
                ("2025-12-31 10:10:00", "2025-12-31 23:59:59"),
                ("2025-12-31 10:10:00", "2026-01-01 00:00:00"),
                ("2026-12-31 10:10:00", "2026-12-31 23:59:59"),
                ("2026-12-31 10:10:00", "2027-01-01 00:00:00"),
            )[number]
            self._call(record, called, finished)
        figures = self.continuous.get_coverage(*YEAR)
        self.assertEqual((figures["called"], figures["population"]), (2, 7))
        self.assertEqual(f"{figures['rate']:.2%}", "28.57%")
