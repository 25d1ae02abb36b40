# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import UtilityCommon


@tagged("post_install", "-at_install")
class TestDisaster(UtilityCommon):
    """An event is declared by one, approved by another, and links its repairs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls._event(cls.supervisor)
        cls.inside = cls._order("GD-D1", date_archived="2026-10-02 15:30:00")
        cls.accepted_inside = cls._order("GD-D2", date_accepted="2026-10-01 16:00:00")
        cls.outside = cls._order("GD-D3", date_archived="2026-10-05 00:00:00")
        cls.no_repair = cls._order(
            "GD-D4", kind="change", date_archived="2026-10-02 10:00:00"
        )

    @classmethod
    def _event(cls, user):
        return (
            cls.env["callback.utility.disaster"]
            .with_user(user)
            .create(
                {
                    "name": "Typhoon",
                    "area_ids": cls.area.ids,
                    "date_from": "2026-10-01 16:00:00",
                    "date_to": "2026-10-02 16:00:00",
                }
            )
        )

    def test_a_draft_event_links_nothing(self):
        self.assertFalse(self.inside.disaster_id)
        self.assertIsNone(self.inside._get_callback_extension_ground())

    def test_u1_20_who_may_approve_is_told(self):
        """The nearest manager above who declares it, or else every other manager."""
        asked = self.event.sudo().activity_ids.user_id
        self.assertIn(self.manager, asked)
        self.assertNotIn(self.supervisor, asked)
        self.head_office.manager_id = self.manager.employee_ids
        event = self._event(self.supervisor)
        self.assertEqual(event.sudo().activity_ids.user_id, self.manager)
        event.with_user(self.manager).action_approve()
        self.assertFalse(event.sudo().activity_ids)
        # nobody is asked to approve the own event
        own = self._event(self.manager)
        self.assertNotIn(self.manager, own.sudo().activity_ids.user_id)
        own.with_user(self.manager).action_cancel()
        self.assertFalse(own.sudo().activity_ids)

    def test_u1_20_an_event_decided_already_asks_nobody(self):
        """U1-20: and from an event one gets to the callbacks that it extends."""
        event = self.event.sudo().copy({"state": "approved"})
        self.assertFalse(event.activity_ids)
        self.event.with_user(self.manager).action_approve()
        action = self.event.with_user(self.supervisor).action_view_callback_records()
        self.assertIn(("res_id", "in", self.event.work_order_ids.ids), action["domain"])

    def test_approval_links_repairs_in_area_and_time(self):
        self.event.with_user(self.manager).action_approve()
        self.assertEqual(
            self.event.sudo().work_order_ids, self.inside | self.accepted_inside
        )
        self.assertEqual(
            self.inside._get_callback_extension_ground(), ("Typhoon", self.manager)
        )

    def test_later_orders_are_linked_too(self):
        self.event.with_user(self.manager).action_approve()
        late = self._order("GD-D5", date_accepted="2026-10-02 01:00:00")
        self.assertEqual(late.disaster_id, self.event)
        self.outside.date_accepted = "2026-10-02 12:00:00"
        self.assertEqual(self.outside.disaster_id, self.event)

    def test_imported_orders_are_linked_too(self):
        self.event.with_user(self.manager).action_approve()
        times = dict.fromkeys(("受理时间", "完成时间", "归档时间"), "2026-10-02 20:00")
        self._screen(self._csv([self._row(1, **times)]))
        self.assertEqual(self.env.ref("__import__.test_1").disaster_id, self.event)

    def test_only_a_manager_approves(self):
        with self.assertRaises(AccessError):
            self.event.with_user(self.chief).action_approve()

    def test_nobody_approves_the_own_event(self):
        event = self._event(self.manager)
        with self.assertRaises(UserError):
            event.action_approve()
        second = new_test_user(
            self.env, "cb_second", "callback_base.callback_group_manager"
        )
        event.with_user(second).action_approve()
        self.assertEqual(event.approver_id, second)

    def test_an_approved_event_is_not_changed(self):
        self.event.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            self.event.with_user(self.manager).date_to = "2026-10-09 00:00:00"
        with self.assertRaises(UserError):
            self.event.with_user(self.manager).unlink()

    def test_a_cancelled_event_grounds_nothing_new(self):
        self.event.with_user(self.manager).action_approve()
        self.event.with_user(self.manager).action_cancel()
        self.assertIsNone(self.inside._get_callback_extension_ground())
        late = self._order("GD-D6", date_accepted="2026-10-02 01:00:00")
        self.assertFalse(late.disaster_id)

    def test_approval_extends_open_callbacks(self):
        extended = []
        self.patch(
            type(self.env["callback.record"]),
            "_extend_for_event",
            lambda records, reason, approver: extended.append((reason, approver)),
        )
        self.event.with_user(self.manager).action_approve()
        self.assertEqual(extended, [("Typhoon", self.manager)])

    def test_nobody_decides_past_the_buttons(self):
        """U1-20: the second person cannot be skipped by writing the state."""
        event = self.event.with_user(self.manager)
        for values in ({"state": "approved"}, {"approver_id": self.manager.id}):
            with self.assertRaises(AccessError):
                event.write(values)
        with self.assertRaises(AccessError):
            self.inside.with_user(self.supervisor).disaster_id = self.event
