# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import UtilityCommon


@tagged("post_install", "-at_install")
class TestWorkOrder(UtilityCommon):
    """States, times, corrections after archiving, and each role's rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._order("GD-T1", date_accepted="2026-03-02 00:00:00")
        cls.other = cls._order("GD-T2", department_id=cls.other_branch.id)

    def test_state_follows_the_times(self):
        self.assertEqual(self.order.state, "accepted")
        self.order.date_completed = "2026-03-02 01:00:00"
        self.assertEqual(self.order.state, "completed")
        self.order.date_archived = "2026-03-02 02:00:00"
        self.assertEqual(self.order.state, "archived")

    def test_buttons_set_the_times(self):
        """U1-19: the supervisor completes and archives; the limit starts then."""
        order = self.order.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "GD-T1 is “Accepted”"):
            order.action_file()
        with freeze_time("2026-03-02 03:00:00"):
            order.action_complete()
        with self.assertRaisesRegex(UserError, "GD-T1 is “Completed”"):
            order.action_complete()
        with freeze_time("2026-03-02 04:00:00"):
            order.action_file()
        self.assertEqual(str(order.date_completed), "2026-03-02 03:00:00")
        self.assertEqual(str(order.date_archived), "2026-03-02 04:00:00")
        with self.assertRaises(AccessError):
            self.order.with_user(self.caller).action_file()

    def test_arrival_follows_the_completion(self):
        """U3-03: an order without arrival is judged by its completion."""
        minutes = self.order.arrival_minutes
        self.order.date_completed = self.order.date_accepted + timedelta(
            minutes=minutes
        )
        self.assertFalse(self.order.is_arrival_late)
        self.order.date_completed += timedelta(seconds=1)
        self.assertTrue(self.order.is_arrival_late)

    def test_times_in_order(self):
        with self.assertRaises(ValidationError):
            self.order.date_archived = "2026-03-01 23:59:59"

    def test_time_far_ahead(self):
        with self.assertRaises(ValidationError):
            self.order.date_archived = "2206-03-03 00:00:00"

    def test_customer_and_area_of_the_supply_point(self):
        self.assertEqual(self.order.partner_id, self.customer)
        self.assertEqual(self.order.area_id, self.area)
        self.assertEqual(self.point.department_id, self.branch)

    def test_archived_order_is_corrected_by_managers_only(self):
        self.order.date_archived = "2026-03-02 02:00:00"
        with self.assertRaises(AccessError):
            self.order.with_user(self.supervisor).kind = "change"
        self.order.with_user(self.supervisor).description = "free text"
        self.env.flush_all()
        self.cr.precommit.run()
        order = self.order.with_user(self.manager).with_context(tracking_disable=True)
        order.kind = "change"
        self.env.flush_all()
        self.cr.precommit.run()
        values = self.order.message_ids.sudo().tracking_value_ids
        self.assertIn("kind", values.field_id.mapped("name"))

    def test_caller_reads_own_unit_only(self):
        orders = self.orders.with_user(self.caller).search([("name", "=like", "GD-T%")])
        self.assertEqual(orders, self.order)
        with self.assertRaises(AccessError):
            orders.write({"description": "x"})
        with self.assertRaises(AccessError):
            self.other.with_user(self.caller).read(["name"])

    def test_supervisor_works_in_own_tree(self):
        self.order.with_user(self.supervisor).description = "x"
        with self.assertRaises(AccessError):
            self.other.with_user(self.supervisor).description = "x"
        with self.assertRaises(AccessError):
            self.order.with_user(self.supervisor).unlink()
        self.other.with_user(self.chief).description = "x"
        self.assertEqual(self.other.description, "x")

    def test_supervisor_imports_into_own_tree_only(self):
        self.assertFalse(
            self._screen(self._csv([self._row(1)]), user=self.supervisor)["messages"]
        )
        rows = [self._row(2), self._row(3, 受理单位="Other branch")]
        with mute_logger("odoo.addons.base.models.ir_rule"):
            result = self._screen(self._csv(rows), user=self.supervisor)
        self.assertEqual([m["record"] for m in result["messages"]], [3])
        self.assertFalse(self.orders.search([("name", "=", "GDT00002")]))

    def test_manager_deletes_what_has_no_callback(self):
        self.other.with_user(self.manager).unlink()
        self.assertFalse(self.other.exists())

    def test_order_with_callback_is_kept(self):
        self.env["callback.record"].search_count([])
        self.patch(type(self.env["callback.record"]), "search_count", lambda *a, **k: 1)
        with self.assertRaises(UserError):
            self.other.with_user(self.manager).unlink()

    def test_auditor_reads_all_and_writes_nothing(self):
        orders = self.orders.with_user(self.auditor).search(
            [("name", "=like", "GD-T%")]
        )
        self.assertEqual(orders, self.order | self.other)
        for record in (self.order, self.point, self.area):
            with self.assertRaises(AccessError):
                record.with_user(self.auditor).write({"name": "x"})

    def test_extension_ground_needs_an_approved_event(self):
        self.assertIsNone(self.order._get_callback_extension_ground())

    def test_other_company_is_invisible(self):
        company = self.env["res.company"].create({"name": "Other power company"})
        area = self.env["callback.utility.area"].create(
            {"name": "Far", "company_id": company.id}
        )
        areas = self.env["callback.utility.area"].with_user(self.manager)
        self.assertFalse(areas.search([("id", "=", area.id)]))
