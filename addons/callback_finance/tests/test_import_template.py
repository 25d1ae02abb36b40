# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.tests import tagged

from odoo.addons.callback_base.tests.import_case import ImportTemplateMixin

from .finance_common import MODELS, FinanceCommon


@tagged("post_install", "-at_install")
class TestFinanceImportTemplate(ImportTemplateMixin, FinanceCommon):
    """The workbooks of accounts, contracts and changes."""

    import_addons = ("callback_finance",)

    def _contract_row(self, number, **values):
        return {
            "name": f"HTM{number}",
            "account_id": "T-100",
            "product": "稳健一号",
            "date_signed": datetime(2026, 3, 12, 10, 0),
            **values,
        }

    def test_templates(self):
        self._check_templates(MODELS.values())

    def test_contracts_and_their_changes(self):
        """F3-24: the day of signing as Excel keeps it, as typed, as written."""
        rows = [
            self._contract_row(1),
            self._contract_row(2, date_signed="2026年3月12日 10:00"),
            self._contract_row(3, date_signed="2026/3/12 10:00"),
        ]
        contracts = self._assert_loaded(MODELS["contract"], rows)
        self.assertEqual(contracts.account_id, self.account)
        self.assertEqual(
            {str(contract.date_signed) for contract in contracts},
            {"2026-03-12 02:00:00"},
        )
        change = {
            "contract_id": "HTM1",
            "kind": self._choice(MODELS["change"], "kind", "termination"),
            "date": "2026-03-20 09:00",
        }
        changes = self._assert_loaded(MODELS["change"], [change])
        self.assertEqual(changes.contract_id, contracts[0])

    def test_accounts(self):
        row = {
            "name": "T-201",
            "partner_id": self.customer.name,
            "business": self._choice(MODELS["account"], "business", "insurance"),
            "department_id": "Branch",
            "customer_group": self._choice(
                MODELS["account"],
                "customer_group",
                self.account.customer_group,
            ),
            "date_opened": "2026.3.1",
        }
        accounts = self._assert_loaded(MODELS["account"], [row])
        self.assertEqual(str(accounts.date_opened), "2026-03-01")
        early = {**row, "name": "T-202", "date_closed": "2026-02-01"}
        self._assert_refused(MODELS["account"], [early], 2, "date_closed")

    def test_adviser_who_left_before_the_signing(self):
        departure = self.env["callback.finance.departure"].create(
            {
                "employee_id": self.adviser.id,
                "department_id": self.branch.id,
                "date": "2026-03-11",
            }
        )
        departure.with_user(self.supervisor).action_confirm()
        self.account.manager_id = self.adviser
        name = self.adviser.name
        good = self._contract_row(
            1, manager_id=name, date_signed=datetime(2026, 3, 11, 17, 0)
        )
        bad = self._contract_row(2, manager_id=name)
        self._assert_refused(MODELS["contract"], [good, bad], 3, "manager_id")

    def test_unknown_account(self):
        rows = [self._contract_row(1), self._contract_row(2, account_id="T-999")]
        self._assert_refused(MODELS["contract"], rows, 3, "account_id", "T-999")
