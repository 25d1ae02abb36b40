# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.callback_base.tests.sector_case import SectorCase


@tagged("post_install", "-at_install")
class TestFinanceSector(SectorCase):
    """The menus of the sector: for its users, each role what it can use."""

    addon = "callback_finance"
    caller_menus = (
        "callback_finance_menu_sector",
        "callback_finance_contract_menu",
        "callback_finance_account_menu",
    )
    supervisor_menus = (
        "callback_finance_contract_import_menu",
        "callback_finance_account_import_menu",
    )

    def test_every_role_sees_it_by_default(self):
        self._check_default()

    def test_kept_apart(self):
        self._check_apart()
