# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestOrderFlow(PropertyCommon):
    """The buttons of a repair order and what stays of it (P1-05, P2-03)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.env["callback.property.order"].create(
            {
                "name": "BX-T-1",
                "partner_id": cls.customer.id,
                "department_id": cls.branch.id,
                "date_reported": "2026-03-02 01:00:00",
            }
        )

    def _step(self, moment, name, user=None):
        with freeze_time(moment):
            getattr(self.order.with_user(user or self.supervisor), name)()

    def test_dispatched_then_finished(self):
        """Each button sets its time to now, in this order and once."""
        with self.assertRaisesRegex(UserError, "BX-T-1 is “Reported”"):
            self._step("2026-03-02 02:00:00", "action_finish")
        self._step("2026-03-02 02:00:00", "action_dispatch")
        self.assertEqual(self.order.state, "dispatched")
        with self.assertRaisesRegex(UserError, "BX-T-1 is “Dispatched”"):
            self._step("2026-03-02 03:00:00", "action_dispatch")
        self._step("2026-03-02 04:30:00", "action_finish")
        self.assertEqual(self.order.state, "done")
        self.assertEqual(str(self.order.date_dispatched), "2026-03-02 02:00:00")
        self.assertEqual(str(self.order.date_done), "2026-03-02 04:30:00")
        with self.assertRaisesRegex(UserError, "BX-T-1 is “Finished”"):
            self._step("2026-03-02 05:00:00", "action_finish")

    def test_before_it_was_reported(self):
        with self.assertRaisesRegex(ValidationError, "Reported, dispatched"):
            self._step("2026-03-02 00:59:59", "action_dispatch")

    def test_times_out_of_this_world(self):
        for day in ("2206-03-02 02:00:00", "1899-12-31 02:00:00"):
            with self.assertRaisesRegex(ValidationError, "cannot be right|dispatched,"):
                self.order.date_done = day

    def test_callers_do_not_press_them(self):
        for name in ("action_dispatch", "action_finish"):
            with self.assertRaises(AccessError):
                self._step("2026-03-02 02:00:00", name, self.caller)

    def test_a_finished_order_is_corrected_by_managers_only(self):
        """P1-05: nobody moves a repair out of the sample of its month."""
        self._step("2026-03-02 02:00:00", "action_dispatch")
        self._step("2026-03-02 04:30:00", "action_finish")
        for values in (
            {"date_dispatched": "2026-03-02 03:00:00"},
            {"date_done": False},
            {"kind": "cleaning"},
            {"department_id": self.other_branch.id},
        ):
            with self.assertRaisesRegex(AccessError, "only a manager"):
                self.order.with_user(self.chief).write(values)
        # the same value, and what decides about nothing
        self.order.with_user(self.supervisor).write(
            {"kind": "repair", "result": "Tap replaced"}
        )
        self.env.flush_all()
        self.cr.precommit.run()
        self.order.with_user(self.manager).date_done = "2026-03-02 05:00:00"
        self.env.flush_all()
        self.cr.precommit.run()
        fields = self.order.message_ids.sudo().tracking_value_ids.field_id.mapped(
            "name"
        )
        self.assertIn("date_done", fields)

    def test_the_state_is_written_by_nobody(self):
        for values in ({"state": "done"}, {"state": "dispatched"}):
            with self.assertRaises(AccessError):
                self.order.with_user(self.manager).write(values)
        with self.assertRaises(AccessError):
            self.order.with_user(self.supervisor).create(
                {
                    "name": "BX-T-2",
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    "state": "done",
                }
            )
