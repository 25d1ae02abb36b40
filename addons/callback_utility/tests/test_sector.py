# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.callback_base.tests.sector_case import SectorCase


@tagged("post_install", "-at_install")
class TestUtilitySector(SectorCase):
    """The menus of the sector: for its users, each role what it can use."""

    addon = "callback_utility"
    caller_menus = (
        "callback_utility_menu_sector",
        "callback_utility_work_order_menu",
        "callback_utility_supply_point_menu",
    )
    supervisor_menus = (
        "callback_utility_work_order_import_menu",
        "callback_utility_notice_import_menu",
    )
    manager_menus = (
        "callback_utility_area_import_menu",
        "callback_utility_inspection_kind_menu",
    )

    def test_every_role_sees_it_by_default(self):
        self._check_default()

    def test_kept_apart(self):
        self._check_apart()
