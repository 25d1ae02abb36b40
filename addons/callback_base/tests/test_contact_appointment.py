# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import GROUP
from .contact_common import ContactCommon, china


@tagged("post_install", "-at_install")
class TestContactAppointment(ContactCommon):
    """Appointments and the contact file: BASE-37, B1-06, B1-04, BASE-51."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add_windows((10, 11), (14, 16))
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.mine = cls.record.with_user(cls.caller)
        cls.receiver = cls.env["res.partner"].create(
            {"name": "Reception", "parent_id": cls.customer.id}
        )
        cls.startClassPatcher(freeze_time(china("2026-03-05 09:00:00")))

    def _make(self):
        self.mine.write(
            {
                "date_planned": china("2026-03-06 10:00"),
                "contact_id": self.receiver.id,
            }
        )
        self.mine.action_make_appointment()
        return self.record.calendar_event_id

    def test_b1_06_appointment_with_the_receiving_person(self):
        mails = self.env["mail.mail"].search_count([])
        event = self._make()
        self.assertEqual(event.start, china("2026-03-06 10:00"))
        self.assertEqual(event.stop - event.start, timedelta(minutes=30))
        self.assertEqual(event.user_id, self.caller)
        self.assertEqual(event.partner_ids, self.caller.partner_id | self.receiver)
        self.assertEqual((event.res_model, event.res_id), self._link())
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(self.record.activity_ids)
        self.mine.action_make_appointment()
        self.assertEqual(self.record.calendar_event_id, event)

    def test_base_19_colleagues_see_a_time_taken_and_no_customer(self):
        event = self._make()
        self.env.invalidate_all()
        seen = event.with_user(self.other_caller)
        for text in (seen.name, seen.display_name, str(seen.read(["name"]))):
            self.assertNotIn(self.customer.name, text)
        self.assertFalse(seen.res_id)
        self.env.invalidate_all()  # “busy” is kept in memory for everybody
        self.assertIn(self.customer.name, event.with_user(self.caller).name)
        event.sudo().unlink()
        self.customer.callback_level = "secret"
        self.caller.group_ids += self.env.ref(f"{GROUP}secret")
        domain = [("id", "=", self._make().id), ("name", "ilike", self.customer.name)]
        self.assertFalse(seen.search(domain))

    def _link(self):
        return ("callback.record", self.record.id)

    def test_an_appointment_needs_a_time(self):
        with self.assertRaisesRegex(UserError, "plan a time"):
            self.mine.action_make_appointment()

    def test_the_receiving_person_belongs_to_the_customer(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaisesRegex(ValidationError, "Stranger does not belong"):
            self.mine.contact_id = stranger

    def test_plan_and_appointment_move_together(self):
        event = self._make()
        self.mine.date_planned = china("2026-03-09 14:00")
        self.assertEqual(event.start, china("2026-03-09 14:00"))
        self.assertEqual(event.stop, china("2026-03-09 14:30"))
        self.record.with_user(self.supervisor).user_id = self.supervisor
        self.assertEqual(event.user_id, self.supervisor)
        event.with_user(self.supervisor).write(
            {"start": china("2026-03-10 15:00"), "stop": china("2026-03-10 15:45")}
        )
        self.assertEqual(self.record.date_planned, china("2026-03-10 15:00"))
        with self.assertRaisesRegex(ValidationError, "Give the reason"):
            event.with_user(self.supervisor).start = china("2026-03-10 12:00")

    def test_a_dropped_plan_drops_the_appointment(self):
        event = self._make()
        self.mine.date_planned = False
        self.assertFalse(event.exists())
        self.assertFalse(self.record.calendar_event_id)

    def test_cancelling_frees_the_calendar(self):
        event = self._make()
        self.record.with_user(self.supervisor).action_cancel("Moved abroad")
        self.assertFalse(event.active)

    def test_a_held_appointment_stays_in_the_calendar(self):
        event = self._make()
        with freeze_time(china("2026-03-06 10:20:00")):
            self._finish(self.mine)
        self.assertTrue(event.active)

    def test_the_event_is_linked_by_the_button_only(self):
        event = self._make()
        with self.assertRaises(AccessError):
            self.mine.calendar_event_id = event.copy()

    def test_the_form_asks_for_the_reason_outside_a_window(self):
        with Form(self.mine) as form:
            self.assertIn("10:00–11:00 (working days)", form.window_text)
            form.date_planned = china("2026-03-06 12:00")
            self.assertTrue(form._get_modifier("window_reason", "required"))
            form.window_reason = "Asked for"
        self.assertEqual(self.record.window_reason, "Asked for")

    def test_base_04_classes_in_their_order(self):
        codes = self.env["callback.customer.class"].search([]).mapped("code")
        self.assertEqual(codes, ["key", "large", "important", "ordinary"])

    def test_base_51_contact_file(self):
        with freeze_time(china("2026-03-05 10:30")):
            self._finish(self.mine)
        self._create_record(user_id=self.supervisor.id)
        customer = self.customer.with_user(self.caller)
        self.assertEqual(customer.callback_count, 1)
        self.assertEqual(customer.callback_last_date, self.record.date_contact)
        self.assertEqual(self.customer.with_user(self.manager).callback_count, 2)
        action = customer.action_view_callbacks()
        self.assertEqual(action["domain"], [("partner_id", "=", customer.id)])
        stranger = self._new_user_without_role()
        with self.assertRaises(AccessError):
            self.customer.with_user(stranger).read(["callback_class_id"])

    def _new_user_without_role(self):
        return self.env["res.users"].create(
            {
                "name": "No role",
                "login": "cb_no_role",
                "group_ids": [(4, self.env.ref("base.group_user").id)],
            }
        )

    def test_only_managers_keep_classes_and_categories(self):
        for model in ("callback.customer.class", "callback.customer.category"):
            values = {"name": "New", "code": "new"}
            for user in (self.caller, self.supervisor, self.auditor):
                own = self.env[model].with_user(user)
                self.assertTrue(own.search([]))
                with self.assertRaises(AccessError):
                    own.create(values)
            self.env[model].with_user(self.manager).create(values)

    def test_windows_and_conflicts_of_other_companies_are_closed(self):
        company = self.env["res.company"].create({"name": "Other company"})
        policy = self.policy.copy({"code": "FOREIGN", "company_id": company.id})
        conflict = self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.caller.id,
                "reason": "Family",
                "company_id": company.id,
            }
        )
        for user in (self.manager, self.supervisor, self.auditor):
            for line in (policy.window_ids[0], conflict):
                with self.assertRaises(AccessError):
                    line.with_user(user).read(["display_name"])
        self.mine.action_start()  # a conflict in another company is none here
        self.assertEqual(self.record.state, "ongoing")
