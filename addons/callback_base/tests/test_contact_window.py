# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .contact_common import ContactCommon, china


@tagged("post_install", "-at_install")
class TestContactWindow(ContactCommon):
    """When customers are contacted: F3-58, T1-05, BASE-14, T-15."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add_windows((10, 11), (14, 16))
        cls.record = cls._create_record()
        cls.mine = cls.record.with_user(cls.caller)
        cls.government = cls.env.ref(
            "callback_base.callback_customer_category_government"
        )

    def _is_in(self, text, partner=None):
        return self.policy._is_in_window(china(text), partner or self.customer)

    def _next(self, text, partner=None):
        return self.policy._next_window(china(text), partner or self.customer)

    def test_ex_028_inside_and_outside(self):
        for time in ("2026-03-06 10:00", "2026-03-06 10:59:59", "2026-03-06 14:00"):
            self.assertTrue(self._is_in(time), time)
        self.assertTrue(self._is_in("2026-03-06 15:59"))
        for time in (
            "2026-03-06 09:59:59",
            "2026-03-06 11:00",
            "2026-03-06 13:59",
            "2026-03-06 16:00",
            "2026-03-07 10:30",
            "2026-04-06 10:30",
        ):
            self.assertFalse(self._is_in(time), time)

    def test_ex_028_a_reason_is_needed_outside(self):
        self.mine.date_planned = china("2026-03-06 15:59")
        self.assertFalse(self.record.is_outside_window)
        for time in ("2026-03-06 11:00", "2026-03-07 10:30", "2026-04-06 10:30"):
            values = {"date_planned": china(time)}
            with self.assertRaises(ValidationError, msg=time) as caught:
                self.mine.write(values)
            self.assertIn("10:00–11:00", caught.exception.args[0])
            self.mine.write({**values, "window_reason": "The customer asked for it"})
            self.assertEqual(self.record.date_planned, values["date_planned"])

    def test_a_reason_holds_for_the_time_it_was_given_for(self):
        self.mine.write(
            {
                "date_planned": china("2026-03-06 11:00"),
                "window_reason": "Asked for",
            }
        )
        with self.assertRaises(ValidationError):
            self.mine.date_planned = china("2026-03-06 12:00")
        self.mine.date_planned = china("2026-03-06 10:00")
        self.assertFalse(self.record.window_reason)

    def test_a_policy_may_refuse_outside_altogether(self):
        self.policy.window_outside = "refused"
        with self.assertRaisesRegex(ValidationError, "14:00–16:00"):
            self.mine.write(
                {
                    "date_planned": china("2026-03-06 11:00"),
                    "window_reason": "Asked for",
                }
            )

    def test_ex_028_proposal(self):
        with freeze_time(china("2026-03-06 16:20:00")):
            self.mine.action_propose_time()
        self.assertEqual(self.record.date_planned, china("2026-03-09 10:00"))

    def test_next_window(self):
        for moment, expected in (
            ("2026-03-06 10:30:15", "2026-03-06 10:30:15"),
            ("2026-03-06 11:00", "2026-03-06 14:00"),
            ("2026-03-06 00:00", "2026-03-06 10:00"),
            # Qingming holiday, then the week of the National Day and its make-up days.
            ("2026-04-03 16:00", "2026-04-07 10:00"),
            ("2026-09-30 16:00", "2026-10-08 10:00"),
            ("2026-10-09 17:00", "2026-10-10 10:00"),
        ):
            self.assertEqual(self._next(moment), china(expected), moment)

    def test_beyond_the_table_of_working_days(self):
        self.assertFalse(self._is_in("2041-06-08 10:30"))  # a Saturday
        self.assertEqual(self._next("2041-06-07 16:00"), china("2041-06-10 10:00"))

    def test_t1_05_a_category_has_its_own_hours(self):
        self._add_windows((10, 11), (15, 16), category_id=self.government.id)
        visitor = self.env["res.partner"].create(
            {"name": "Bureau", "callback_category_id": self.government.id}
        )
        self.assertTrue(self._is_in("2026-03-06 14:30"))
        self.assertFalse(self._is_in("2026-03-06 14:30", visitor))
        self.assertEqual(
            self._next("2026-03-06 11:00", visitor), china("2026-03-06 15:00")
        )

    def test_weekdays_and_days_off(self):
        self.policy.window_ids = [
            Command.clear(),
            Command.create(
                {
                    "hour_from": 9.5,
                    "hour_to": 24,
                    "working_days_only": False,
                    **dict.fromkeys(
                        ("monday", "tuesday", "wednesday", "thursday", "friday"), False
                    ),
                }
            ),
        ]
        self.assertEqual(self._next("2026-03-02 10:00"), china("2026-03-07 09:30"))
        self.assertTrue(self._is_in("2026-03-08 23:59:59"))
        self.assertFalse(self._is_in("2026-03-09 00:00"))

    def test_without_windows_any_time_will_do(self):
        self.policy.window_ids.unlink()
        self.assertTrue(self._is_in("2026-04-06 03:00"))
        self.assertEqual(self._next("2026-04-06 03:00"), china("2026-04-06 03:00"))

    def test_windows_that_never_open_say_so(self):
        weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday", "sunday")
        self.policy.window_ids.write(dict.fromkeys(weekdays, False))
        with self.assertRaisesRegex(UserError, "TP v1.*Customer.*weekdays"):
            self._next("2044-01-01 10:00")

    def test_bad_windows_are_refused(self):
        for values in (
            {"hour_from": 11, "hour_to": 10},
            {"hour_from": 10, "hour_to": 10},
            {"hour_from": -1, "hour_to": 10},
            {"hour_from": 10, "hour_to": 24.5},
        ):
            with self.assertRaises(ValidationError, msg=values):
                self.env["callback.contact.window"].create(
                    {"policy_id": self.policy.id, **values}
                )
        with self.assertRaisesRegex(ValidationError, "choose a weekday"):
            self.policy.window_ids[0].write(
                dict.fromkeys(
                    (
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                    ),
                    False,
                )
            )

    def test_base_53_windows_of_a_policy_in_force_stay(self):
        window = self.policy.window_ids[0].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "in force"):
            window.hour_to = 12
        action = self.policy.with_user(self.manager).action_new_version()
        new = self.policy.browse(action["res_id"])
        self.assertEqual(new.window_ids.mapped("hour_from"), [10, 14])
        new.with_user(self.manager).window_ids[0].hour_to = 12
        new.with_user(self.supervisor).window_ids[0].hour_to = 13
        with self.assertRaises(AccessError):
            new.with_user(self.caller).window_ids[0].hour_to = 14

    def test_a_closed_callback_is_not_planned(self):
        self.record.action_cancel("not owed")
        with self.assertRaisesRegex(UserError, "Cancelled"):
            self.mine.date_planned = china("2026-03-06 10:00")

    def test_the_calendar_shows_the_plan_or_the_deadline(self):
        other = self._create_record(date_event=datetime(2026, 3, 4, 2))
        self.mine.date_calendar = china("2026-03-06 10:00")
        self.assertEqual(self.record.date_planned, china("2026-03-06 10:00"))
        self.assertEqual(other.date_calendar, other.deadline)
        found = self.env["callback.record"].search(
            [
                ("id", "in", (self.record | other).ids),
                ("date_calendar", ">=", china("2026-03-05 10:00")),
                ("date_calendar", "<=", china("2026-03-06 10:00")),
            ]
        )
        self.assertEqual(found, self.record | other)
