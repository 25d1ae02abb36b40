# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.callback_base.tests.access_matrix import AccessMatrixCase


@tagged("post_install", "-at_install")
class TestExpenseAccessMatrix(AccessMatrixCase):
    """Signatures under claims of callback expenses (T1-22)."""

    addon = "callback_expense"
    own_roles = {
        "reviewer": "callback_assessment.callback_group_reviewer",
        "hr": "callback_assessment.callback_group_hr",
        "finance": "account.group_account_invoice",
    }
    table_path = Path(__file__).with_name("access_matrix.csv")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        employees = cls.env["hr.employee"]
        foreign = employees.create(
            {"name": "Foreign", "company_id": cls.other_company.id}
        )
        for scope, employee in (
            ("own", cls.caller.employee_ids),
            ("unit", cls.other_caller.employee_ids),
            ("company", foreign),
        ):
            claim = cls.env["hr.expense"].create(
                {
                    "name": f"Claim {scope}",
                    "employee_id": employee.id,
                    "company_id": employee.company_id.id,
                    "is_callback": True,
                }
            )
            cls.fixed[scope]["hr.expense"] = claim.id
        cls.env.flush_all()

    def test_the_access_matrix(self):
        self._check_matrix()
