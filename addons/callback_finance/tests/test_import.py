# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import datetime
import io

from openpyxl import Workbook

from odoo.tests import tagged

from .finance_common import MODELS, FinanceCommon

HEADINGS = ("Contract number", "Account", "Signed on")


@tagged("post_install", "-at_install")
class TestImport(FinanceCommon):
    """Files of accounts and contracts: whole or not at all (BASE-58)."""

    def _screen(self, content, file_name="contracts.csv", model=MODELS["contract"]):
        """Import as the browser does."""
        env = self.env(
            user=self.manager, context={"lang": "en_US", "tz": "Asia/Shanghai"}
        )
        wizard = env["base_import.import"].create(
            {
                "res_model": model,
                "file": content,
                "file_name": file_name,
                "file_type": "text/csv" if file_name.endswith("csv") else "",
            }
        )
        options = {
            "has_headers": True,
            "quoting": '"',
            "encoding": "",
            "separator": "",
            "limit": 2000,
            "advanced": True,
        }
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        columns = [
            "/".join(preview["matches"].get(number) or ()) or False
            for number in range(len(preview["headers"]))
        ]
        return wizard.execute_import(columns, preview["headers"], preview["options"])

    @staticmethod
    def _csv(rows, headings=HEADINGS):
        out = io.StringIO()
        csv.writer(out).writerows([headings, *rows])
        return out.getvalue().encode("utf-8-sig")

    def _found(self):
        return self.env[MODELS["contract"]].search([("name", "=like", "IMP%")])

    def test_dates_in_every_format_of_excel(self):
        """F3-24: the same moment, typed and formatted in many ways."""
        book = Workbook()
        sheet = book.active
        sheet.append(HEADINGS)
        moment = datetime.datetime(2026, 3, 12, 10, 0)
        texts = (
            "2026-03-12 10:00",
            "2026/3/12 10:00",
            "2026年3月12日 10:00",
            "2026-03-12 10:00:00",
        )
        for number, value in enumerate((moment, *texts)):
            sheet.append((f"IMP{number}", "T-100", value))
        out = io.BytesIO()
        book.save(out)
        result = self._screen(out.getvalue(), "contracts.xlsx")
        self.assertFalse(result["messages"], result["messages"])
        contracts = self._found()
        self.assertEqual(len(contracts), 5)
        self.assertEqual(
            {str(contract.date_signed) for contract in contracts},
            {"2026-03-12 02:00:00"},
        )
        self.assertEqual(contracts.department_id, self.branch)

    def _assert_refused(self, rows, row, field, *words, headings=HEADINGS):
        result = self._screen(self._csv(rows, headings))
        self.assertFalse(result["ids"])
        message = result["messages"][0]
        self.assertEqual(message["field"], field)
        self.assertEqual(message["record"], row)
        for word in (str(row), *words):
            self.assertIn(word, message["message"])
        self.assertFalse(self._found())

    def _rows(self, *wrong):
        good = [(f"IMP{number}", "T-100", "2026-03-12 10:00") for number in range(4)]
        return [*good, wrong]

    def test_unknown_account(self):
        rows = self._rows("IMP9", "T-999", "2026-03-12 10:00")
        self._assert_refused(rows, 6, "account_id", "T-999")

    def test_two_accounts_with_one_number(self):
        self._account("T-100", company_id=self._company().id, **self._foreign())
        rows = self._rows("IMP3", "T-100", "2026-03-12 10:00")
        self._assert_refused(rows, 6, "name", "IMP3")

    def _company(self):
        return self.env["res.company"].create({"name": "Second broker"})

    def _foreign(self):
        company = self.env["res.company"].search([("name", "=", "Second broker")])
        unit = self.env["hr.department"].create(
            {"name": "Elsewhere", "company_id": company.id}
        )
        return {"department_id": unit.id, "manager_id": False}

    def test_impossible_dates(self):
        for date in ("2026-02-30", "31.02.2026 10:00", "2926-03-12 10:00"):
            self._assert_refused(self._rows("IMP9", "T-100", date), 6, "date_signed")

    def test_an_adviser_who_had_left(self):
        departure = self.env["callback.finance.departure"].create(
            {
                "employee_id": self.adviser.id,
                "department_id": self.branch.id,
                "date": "2026-03-11",
            }
        )
        departure.with_user(self.supervisor).action_confirm()
        self.account.manager_id = self.adviser
        headings = (*HEADINGS, "Wealth manager")
        name = self.adviser.name
        good = ("IMP1", "T-100", "2026-03-11 17:00", name)
        bad = ("IMP2", "T-100", "2026-03-12 09:00", name)
        self._assert_refused(
            [good, bad], 3, "manager_id", "2026-03-11", headings=headings
        )
        result = self._screen(self._csv([good], headings))
        self.assertFalse(result["messages"], result["messages"])

    def test_accounts_closed_before_they_were_opened(self):
        headings = ("Account number", "Customer", "Outlet", "Opened on", "Closed on")
        rows = [
            ("IMPA", self.customer.name, "Branch", "2026-03-01", "2026-02-01"),
        ]
        result = self._screen(self._csv(rows, headings), model=MODELS["account"])
        self.assertFalse(result["ids"])
        self.assertEqual(result["messages"][0]["field"], "date_closed")
