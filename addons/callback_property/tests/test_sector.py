# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.callback_base.tests.sector_case import SectorCase


@tagged("post_install", "-at_install")
class TestPropertySector(SectorCase):
    """The menus of the sector: for its users, each role what it can use."""

    addon = "callback_property"
    caller_menus = (
        "callback_property_menu_sector",
        "callback_property_order_menu",
        "callback_property_unit_menu",
    )
    supervisor_menus = (
        "callback_property_order_import_menu",
        "callback_property_ownership_rule_menu",
    )
    manager_menus = ("callback_property_estate_import_menu",)

    def test_every_role_sees_it_by_default(self):
        self._check_default()

    def test_kept_apart(self):
        self._check_apart()

    def test_customer_file_of_the_sales_centre(self):
        """S7-01: birthday, family and opinions are for the sector's users only."""
        fields = ("callback_property_birthday", "property_occupant_ids")
        self.other.user_ids = [Command.link(self.supervisor.id)]
        self.sector.user_ids = [Command.link(self.caller.id)]
        self.groups._set_callback_sectors_apart()
        for user, sees in ((self.caller, True), (self.supervisor, False)):
            partners = self.env["res.partner"].with_user(user)
            arch = partners.get_view(view_type="form")["arch"]
            for field in fields:
                self.assertEqual(field in partners.fields_get(), sees)
                self.assertEqual(field in arch, sees)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.supervisor).read([fields[0]])

    def test_sales_roles_are_of_the_sector(self):
        """Who sells houses has this sector by the role, and no other when apart."""
        agent = self._new_user("cb_seller", "callback_property.group_sales_agent")
        self.assertIn(self.other, agent.all_group_ids)
        self.groups._set_callback_sectors_apart()
        agent.invalidate_recordset()
        self.assertIn(self.sector, agent.all_group_ids)
        self.assertNotIn(self.other, agent.all_group_ids)
        self.assertIn("callback_property_visit_menu", self._menus(agent))
