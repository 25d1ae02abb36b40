# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackFinanceContract(models.Model):
    """What a file of contracts may hold, and what is wrong in one of its rows."""

    _inherit = "callback.finance.contract"

    _import_unique_fields = ("name",)

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of wrong times and of an adviser who had left."""
        yield from super()._check_import_values(values, is_new)
        manager = self.env["hr.employee"].browse(values.get("manager_id") or ())
        if not manager and values.get("account_id"):
            account = self.env["callback.finance.account"].browse(values["account_id"])
            manager = account.manager_id
        signed = fields.Datetime.to_datetime(values.get("date_signed"))
        problem = self._get_signing_problem(signed, manager)
        if problem:
            yield problem

    @api.model
    def _get_import_aliases(self):
        """Other names that exports of brokers give columns."""
        return {
            "name": self.env._("Contract no., Agreement number"),
            "account_id": self.env._("Account, Fund account, Customer account"),
            "department_id": self.env._("Branch office, Sales department"),
            "manager_id": self.env._("Adviser, Investment adviser, Account manager"),
            "date_signed": self.env._("Signing date, Date signed, Time of signing"),
            "date_to": self.env._("End date, Valid until"),
            "product": self.env._("Product name, Fund name"),
        }
