# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.callback_base.tests.access_matrix import AccessMatrixCase


@tagged("post_install", "-at_install")
class TestFinanceAccessMatrix(AccessMatrixCase):
    """The documents of finance: each role, operation and scope (BASE-55, F3-05)."""

    addon = "callback_finance"
    table_path = Path(__file__).with_name("access_matrix.csv")

    def test_the_access_matrix(self):
        self._check_matrix()
