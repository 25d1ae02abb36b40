# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.callback_base.tests.access_matrix import AccessMatrixCase


@tagged("post_install", "-at_install")
class TestPropertyAccessMatrix(AccessMatrixCase):
    """Each role, operation and scope (BASE-55, S1-03, S5-28)."""

    addon = "callback_property"
    own_roles = {
        "agent": "callback_property.group_sales_agent",
        "project_manager": "callback_property.group_project_manager",
        "sales_manager": "callback_property.group_sales_manager",
    }
    table_path = Path(__file__).with_name("access_matrix.csv")

    def test_the_access_matrix(self):
        self._check_matrix()
