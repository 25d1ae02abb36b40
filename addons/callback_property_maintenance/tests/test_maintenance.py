# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_property.tests.property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestMaintenance(PropertyCommon):
    """An order of a household goes through Odoo's maintenance teams."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.env["callback.property.order"].create(
            {
                "name": "BX-M-1",
                "partner_id": cls.customer.id,
                "department_id": cls.branch.id,
                "date_reported": "2026-03-02 01:00:00",
                "description": "Tap <drips> in the kitchen",
            }
        )
        cls.done = cls.env["maintenance.stage"].search([("done", "=", True)], limit=1)
        cls.fitter = cls._new_users(
            ("cb_fitter", "callback_base.callback_group_caller", cls.branch)
        )

    def _request(self, user=None, moment="2026-03-02 02:00:00"):
        with freeze_time(moment):
            order = self.order.with_user(user or self.supervisor)
            action = order.action_request_maintenance()
        return self.env["maintenance.request"].browse(action["res_id"])

    def test_p1_05_request_dispatches_once(self):
        """P1-05: one press makes the request and dispatches; a second one opens it."""
        request = self._request()
        self.assertEqual(self.order.state, "dispatched")
        self.assertEqual(str(self.order.date_dispatched), "2026-03-02 02:00:00")
        self.assertIn("BX-M-1", request.name)
        self.assertTrue(request.with_user(self.supervisor).read(["name"]))
        self.assertIn("Tap &lt;drips&gt; in the kitchen", request.description)
        self.assertIn(self.customer.name, request.description)
        self.assertEqual(str(request.request_date), "2026-03-02")
        self.assertEqual(self._request(moment="2026-03-02 03:00:00"), request)
        self.assertEqual(str(self.order.date_dispatched), "2026-03-02 02:00:00")

    def test_p2_03_done_work_owes_its_callback(self):
        """P2-03: the order is finished when the team is, and the sweep finds it."""
        self.order.kind = "fitting_out"
        request = self._request()
        request.user_id = self.fitter
        self.assertEqual(self.order.user_id, self.fitter)
        with freeze_time("2026-03-02 06:30:00"):
            request.with_user(self.fitter).stage_id = self.done
        self.assertEqual(self.order.state, "done")
        self.assertEqual(str(self.order.date_done), "2026-03-02 06:30:00")
        with freeze_time("2026-03-05 06:30:00"):
            request.stage_id = self.env["maintenance.stage"].search([], limit=1)
            request.user_id = self.supervisor
            request.stage_id = self.done
        self.assertEqual(str(self.order.date_done), "2026-03-02 06:30:00")
        self.assertEqual(self.order.user_id, self.fitter)
        rule = self.env.ref("callback_property.rule_p2_service")
        with freeze_time("2026-03-02 08:00:00"):
            rule.sweep()
        callback = self.order.callback_record_ids
        self.assertEqual(len(callback), 1)
        self.assertNotEqual(callback.user_id, self.fitter)

    def test_cancelled_request_is_made_anew(self):
        """A cancelled request leaves the order dispatched; another one is made."""
        request = self._request()
        request.archive_equipment_request()
        self.assertEqual(self.order.state, "dispatched")
        again = self._request()
        self.assertNotEqual(again, request)
        self.assertEqual(self.order.maintenance_request_id, again)

    def test_finished_order_and_forged_link(self):
        """A finished order is not handed on; no order takes another's request."""
        request = self._request()
        other = self.order.copy({"name": "BX-M-2"})
        self.assertFalse(other.maintenance_request_id)
        self.assertEqual(other.state, "reported")
        with self.assertRaises(AccessError):
            other.with_user(self.supervisor).maintenance_request_id = request
        other.with_user(self.supervisor).action_dispatch()
        other.with_user(self.supervisor).action_finish()
        with self.assertRaisesRegex(UserError, "BX-M-2"):
            other.with_user(self.supervisor).action_request_maintenance()

    def test_callers_do_not_hand_on(self):
        with self.assertRaises(AccessError):
            self._request(self.caller)
        self.assertFalse(self.order.maintenance_request_id)
        for user, shown in ((self.supervisor, True), (self.caller, False)):
            arch = self.order.with_user(user).get_view(view_type="form")["arch"]
            self.assertEqual("action_request_maintenance" in arch, shown)
