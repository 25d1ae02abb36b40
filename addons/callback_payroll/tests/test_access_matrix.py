# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.callback_base.tests.access_matrix import AccessMatrixCase


@tagged("post_install", "-at_install")
class TestPayrollAccessMatrix(AccessMatrixCase):
    """The models of the hand-over to payslips (ASMT-15)."""

    addon = "callback_payroll"
    own_roles = {
        "reviewer": "callback_assessment.callback_group_reviewer",
        "hr": "callback_assessment.callback_group_hr",
        "payroll": "payroll.group_payroll_user",
    }
    table_path = Path(__file__).with_name("access_matrix.csv")

    def test_the_access_matrix(self):
        self._check_matrix()
