# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.fields import Command

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)


class PayrollCommon(SanctionCommon):
    """A structure of pay with the wage and the net amount, and who computes it."""

    CODES = ("CALLBACK_FINE", "CALLBACK_BONUS")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.payroll = cls._new_user("cb_payroll", "payroll.group_payroll_manager")
        categories = cls.env["hr.salary.rule.category"]
        basic = categories.create({"name": "Basic", "code": "BASIC"})
        net = categories.create({"name": "Net", "code": "NET"})
        rules = cls.env["hr.salary.rule"].create(
            [
                {
                    "name": "Basic",
                    "code": "BASIC",
                    "sequence": 1,
                    "category_id": basic.id,
                    "amount_select": "code",
                    "amount_python_compute": "result = contract.wage",
                },
                {
                    "name": "Net",
                    "code": "NET",
                    "sequence": 200,
                    "category_id": net.id,
                    "amount_select": "code",
                    "amount_python_compute": "result = categories.BASIC"
                    " + categories.ALW + categories.DED",
                },
            ]
        )
        cls.structure = cls.env["hr.payroll.structure"].create(
            {"name": "Test", "code": "T", "rule_ids": [Command.set(rules.ids)]}
        )
        cls._set_contract(cls.employee, wage=5600, struct_id=cls.structure.id)
        cls._set_contract(cls.head, wage=9000, struct_id=cls.structure.id)
        cls.env["ir.config_parameter"].set_param("payroll.allow_cancel_payslips", "1")

    def _slip(self, month=3, employee=None, **values):
        employee = employee or self.employee
        return (
            self.env["hr.payslip"]
            .with_user(self.payroll)
            .create(
                {
                    "name": "Slip",
                    "employee_id": employee.id,
                    "date_from": date(2026, month, 1),
                    "date_to": date(2026, month, 28),
                    "contract_id": employee.version_id.id,
                    "struct_id": self.structure.id,
                    **values,
                }
            )
        )

    def _final(self, amount, day="2026-03-02", **values):
        rule = self._new_rule(f"X{amount}{day}{len(values)}", amount=amount, **values)
        return self._finish(self._propose(rule, date=day))

    def _totals(self, slip):
        found = {line.code: line.total for line in slip.line_ids}
        return found.get("CALLBACK_FINE", 0), found.get("CALLBACK_BONUS", 0)

    def _net(self, slip):
        return slip.line_ids.filtered(lambda line: line.code == "NET").total
