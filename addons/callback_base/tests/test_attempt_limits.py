# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .contact_common import ContactCommon, china


class AttemptCommon(ContactCommon):
    """A callback of a customer who is contacted 10–11 and 14–16 on working days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.clause_ids = [
            Command.create(
                {"code": "TP-A", "name": "Attempts", "kind": "attempts"},
            ),
            Command.create(
                {"code": "TP-W", "name": "Hours", "kind": "contact_window"},
            ),
        ]
        cls._add_windows((10, 11), (14, 16))
        cls.record = cls._create_record(date_event=china("2026-03-02 09:00"))
        cls.mine = cls.record.with_user(cls.caller)

    def _try(self, text, outcome="no_answer", record=None, **values):
        """Log an attempt at a Beijing time, by default one that rang 25 s."""
        values = {"ring_seconds": 25, **values}
        channel = values.pop("channel", "phone")
        record = record or self.mine
        return record.log_attempt(channel, outcome, china(text), **values)

    def _refused(self, pattern, text, **values):
        with self.assertRaisesRegex(UserError, pattern), self.env.cr.savepoint():
            self._try(text, **values)


@tagged("post_install", "-at_install")
class TestAttemptLimits(AttemptCommon):
    """Contact windows, daily limits and times hold for every attempt.

    BASE-11, BASE-14, F3-55 … F3-58, T1-05, R2-11; EX-027, EX-028, EX-083, EX-094.
    """

    def test_f3_58_outside_the_window_needs_a_reason(self):
        self._refused(
            "TP-W.*Customer.*10:00–11:00.*14:00–16:00.*reason", "2026-03-06 11:00"
        )
        self.assertFalse(self.record.attempt_ids)
        self.assertEqual(self.record.state, "planned")
        attempt = self._try("2026-03-06 11:00", note="The customer asked for noon")
        self.assertEqual(attempt.exception, "window")
        self.assertFalse(self._try("2026-03-06 14:00").exception)

    def test_ex_028_the_edges_of_the_windows_hold_for_attempts(self):
        for time in ("10:00", "10:59", "14:00", "15:59"):
            self.assertFalse(self._try(f"2026-03-06 {time}").exception, time)
        for day_time in (
            "2026-03-06 09:59:59",
            "2026-03-06 11:00",
            "2026-03-06 13:59",
            "2026-03-06 16:00",
            "2026-03-07 10:30",
            "2026-04-06 10:30",
        ):
            self._refused("outside the contact windows", day_time)

    def test_base_14_the_refusal_names_the_next_moment(self):
        self.policy.attempt_outside = "refused"
        # Friday afternoon: the next window is Monday morning.
        monday = self.record._format_local(china("2026-03-09 10:00"))
        with self.assertRaises(UserError) as caught:
            self._try("2026-03-06 16:20", note="Whatever the reason")
        self.assertIn(monday, caught.exception.args[0])
        self.assertNotIn("reason", caught.exception.args[0])

    def test_base_14_rpc_create_and_write_are_judged_alike(self):
        attempts = self.env["callback.attempt"].with_user(self.caller)
        values = {
            "record_id": self.record.id,
            "channel_id": self.phone.id,
            "outcome": "no_answer",
            "ring_seconds": 30,
            "date_start": china("2026-03-06 20:00"),
        }
        with self.assertRaisesRegex(UserError, "outside"), self.env.cr.savepoint():
            attempts.create(values)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            attempts.create(
                [{**values, "date_start": china("2026-03-06 10:00")}, values]
            )
        self.assertFalse(self.record.attempt_ids)
        attempt = attempts.create({**values, "note": "Asked for"})
        self.assertEqual(attempt.exception, "window")
        for change in (
            {"note": "  "},
            {"date_start": china("2026-03-06 21:00"), "note": False},
        ):
            with self.assertRaisesRegex(UserError, "outside"):
                with self.env.cr.savepoint():
                    attempt.write(change)
        attempt.date_start = china("2026-03-06 10:30")
        self.assertFalse(attempt.exception)
        other = self._create_record()
        with self.assertRaisesRegex(UserError, "stays with"):
            attempt.record_id = other

    def test_base_14_the_reason_of_the_planned_time_holds_that_day(self):
        self.mine.write(
            {"date_planned": china("2026-03-06 19:00"), "window_reason": "Works late"}
        )
        self.assertEqual(self._try("2026-03-06 19:04").exception, "window")
        self._refused("outside", "2026-03-05 19:04")

    def test_t1_05_the_windows_of_the_category_hold(self):
        """EX-083: government visitors 10–11 and 15–16."""
        government = self.env.ref("callback_base.callback_customer_category_government")
        self._add_windows((10, 11), (15, 16), category_id=government.id)
        self.customer.callback_category_id = government
        for time in ("10:00", "15:00", "15:59"):
            self._try(f"2026-03-06 {time}")
        for time in ("11:00", "14:30", "16:00"):
            self._refused("15:00–16:00", f"2026-03-06 {time}")
        self.assertEqual(self.record.attempt_count, 3)

    def test_what_does_not_disturb_has_no_hours(self):
        self._try("2026-03-07 22:00", outcome="answered", channel="letter")
        visit = self.env.ref("callback_base.callback_channel_visit")
        visit.is_limited = True
        self._refused("outside", "2026-03-07 22:00", channel="visit")
        self.assertEqual(self.record.attempt_ids.channel_id, self.letter)

    def test_a_call_of_the_customer_is_never_refused(self):
        self.policy.write(
            {
                "attempt_outside": "refused",
                "attempt_cap_customer": 1,
                "attempt_cap_record": 1,
                "attempt_same_time": "refused",
            }
        )
        self._try("2026-03-06 10:00")
        self.customer.callback_refused_channel_ids = self.phone
        for time in ("2026-03-06 10:00", "2026-03-07 23:30"):
            attempt = self._try(time, outcome="answered", inbound=True)
            self.assertTrue(attempt.is_inbound)
            self.assertFalse(attempt.exception)
        # Nor does it count against the caller's own attempts.
        self.customer.callback_refused_channel_ids = [Command.clear()]
        self._try("2026-03-09 10:00")

    def test_a_missed_call_of_the_customer_does_not_count(self):
        self.assertFalse(
            self._try("2026-03-06 10:00", ring_seconds=40, inbound=True).is_valid
        )

    def test_late_entry_is_judged_at_its_own_time(self):
        with freeze_time(china("2026-03-06 22:00")):
            self._try("2026-03-06 10:30")
            self._refused("outside", "2026-03-06 21:59")
            with self.assertRaisesRegex(ValidationError, "future"):
                self._try("2026-03-09 10:00")

    # Daily limits -------------------------------------------------------------------

    def test_daily_limit_of_a_callback(self):
        self.policy.attempt_cap_record = 2
        self._try("2026-03-06 10:00")
        self._try("2026-03-06 14:00")
        monday = self.record._format_local(china("2026-03-09 10:00"))
        with self.assertRaisesRegex(UserError, "TP-A.*at most 2.*Customer") as caught:
            with self.env.cr.savepoint():
                self._try("2026-03-06 15:00", note="Urgent")
        self.assertIn(monday, caught.exception.args[0])
        self._try("2026-03-09 10:00")

    def test_daily_limit_of_a_customer_spans_callbacks_and_callers(self):
        self.policy.attempt_cap_customer = 3
        theirs = self._create_record(department_id=self.other_branch.id)
        by_colleague = theirs.with_user(self.other_caller)
        self._try("2026-03-06 10:00", record=by_colleague)
        self._try("2026-03-06 10:20", record=by_colleague)
        self._try("2026-03-06 10:40")
        self._refused("at most 3.*Customer", "2026-03-06 15:00")
        self._refused("at most 3", "2026-03-06 15:00", record=by_colleague)
        stranger = self._create_record(
            partner_id=self.env["res.partner"].create({"name": "Other"}).id
        )
        self._try("2026-03-06 15:00", record=stranger.with_user(self.caller))
        self.assertEqual(stranger.attempt_count, 1)
        self.assertEqual(self.record.attempt_count + theirs.attempt_count, 3)

    def test_daily_limit_with_a_reasoned_exception(self):
        self.policy.write({"attempt_cap_record": 1, "attempt_over_cap": "reason"})
        self._try("2026-03-06 10:00")
        self._refused("reason down", "2026-03-06 14:00")
        attempt = self._try("2026-03-06 14:00", note="Asked to be called again")
        self.assertEqual(attempt.exception, "cap")

    def test_the_day_of_the_limit_is_the_local_one(self):
        self.policy.window_ids.unlink()
        self.policy.attempt_cap_record = 1
        self._try("2026-03-06 07:59")  # still the fifth in UTC
        self._refused("at most 1", "2026-03-06 23:59:59")
        self._try("2026-03-07 00:00")
        self._try("2026-03-05 23:59:59")
        self.assertEqual(self.record.attempt_count, 3)

    def test_one_batch_does_not_get_round_the_limit(self):
        self.policy.attempt_cap_record = 2
        values = {
            "record_id": self.record.id,
            "channel_id": self.phone.id,
            "outcome": "busy",
        }
        moments = [china("2026-03-06 10:00") + timedelta(minutes=n) for n in range(3)]
        attempts = self.env["callback.attempt"].with_user(self.caller)
        with self.assertRaisesRegex(UserError, "at most 2"), self.env.cr.savepoint():
            attempts.create([{**values, "date_start": m} for m in moments])
        self.assertFalse(self.record.attempt_ids)
        self.assertEqual(
            len(attempts.create([{**values, "date_start": m} for m in moments[:2]])), 2
        )

    def test_correcting_an_attempt_does_not_count_it_twice(self):
        self.policy.attempt_cap_record = 1
        attempt = self._try("2026-03-06 10:00")
        attempt.write({"date_start": china("2026-03-06 10:05"), "note": "Typed wrong"})
        self.assertFalse(attempt.exception)

    # Different times ----------------------------------------------------------------

    def test_ex_094_the_same_time_is_refused(self):
        """R2-11: call again at another time."""
        self.policy.attempt_same_time = "refused"
        self._try("2026-03-03 10:00", outcome="refused")
        self._refused("TP-A.*Customer.*not another time", "2026-03-03 10:00")
        self._refused("not another time", "2026-03-03 10:00:59", note="Again")
        with self.assertRaisesRegex(UserError, "not another time"):
            with self.env.cr.savepoint():
                self.mine.date_planned = china("2026-03-03 10:00")
        self._try("2026-03-04 15:00")
        self.assertEqual(len(self.record.attempt_ids), 2)

    def test_r2_11_another_time_may_be_hours_or_days_away(self):
        self.policy.write(
            {
                "attempt_same_time": "refused",
                "attempt_apart": 2,
                "attempt_apart_unit": "hour",
            }
        )
        self._try("2026-03-03 10:00")
        self._refused("not another time", "2026-03-03 11:59", note="Lunch")
        self._try("2026-03-03 14:00")
        self.policy.write({"attempt_apart": 1, "attempt_apart_unit": "day"})
        self._refused("not another time", "2026-03-03 15:59")
        self._try("2026-03-04 10:00")
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            self._try("2026-03-04 15:00")
        thursday = self.record._format_local(china("2026-03-05 10:00"))
        self.assertIn(thursday, caught.exception.args[0])

    def test_a_ring_that_does_not_count_does_not_block_the_next(self):
        self.policy.attempt_same_time = "refused"
        self._try("2026-03-03 10:00:05", ring_seconds=12)
        self._try("2026-03-03 10:00:40", ring_seconds=25)
        self.assertEqual(self.record.attempt_ids.mapped("is_valid"), [False, True])

    def test_f3_57_different_times_are_data(self):
        for time in ("03 10:00", "03 10:30", "03 14:00", "04 10:10", "05 10:00"):
            self._try(f"2026-03-{time}")
        attempts = self.record.attempt_ids
        self.assertEqual(attempts._count_valid(), 5)
        self.policy.write({"attempt_apart": 60})
        self.assertEqual(attempts._count_valid(), 4)
        self.policy.write({"attempt_apart": 1, "attempt_apart_unit": "day"})
        self.assertEqual(attempts._count_valid(), 3)
        self.policy.attempt_min = 4
        with self.assertRaisesRegex(UserError, "3 valid attempts"):
            self.mine.action_unreachable()

    def test_ex_027_with_the_windows_in_force(self):
        for text, seconds in (
            ("2026-03-03 10:05", 25),
            ("2026-03-03 14:10", 12),
            ("2026-03-04 10:30", 22),
        ):
            self._try(text, ring_seconds=seconds)
        with self.assertRaisesRegex(UserError, "2 valid attempts"):
            self.mine.action_unreachable()
        self.assertEqual(self.mine.attempt_text, "2 of 3")
        self._try("2026-03-05 15:00", ring_seconds=20)
        self.mine.action_unreachable()
        self.assertEqual(self.record.state, "unreachable")
        self.assertEqual(len(self.record.attempt_ids), 4)

    # Reasons and numbers ------------------------------------------------------------

    def test_f3_56_a_failed_attempt_needs_its_reason(self):
        self.policy.attempt_reason_required = True
        self._refused("TP-A.*why the attempt failed", "2026-03-03 10:00")
        self._try("2026-03-03 10:00", note="Line dead")
        self._try("2026-03-03 10:02", outcome="answered")
        self.assertEqual(self.record.attempt_ids.mapped("note"), ["Line dead", ""])

    def test_f3_56_a_wrong_number_asks_for_another_one(self):
        attempt = self._try("2026-03-03 10:00", outcome="invalid_number")
        self.assertFalse(attempt.is_valid)
        self.assertEqual(attempt.phone, self.customer.phone)
        self.assertTrue(self.mine.phone_invalid)
        self.mine.phone_other = "+86 139 0000 0000"
        self.assertFalse(self.mine.phone_invalid)
        self.assertEqual(self.mine.phone_call, "+86 139 0000 0000")
        self.assertEqual(self._try("2026-03-03 14:00").phone, "+86 139 0000 0000")

    def test_a_policy_may_count_wrong_numbers(self):
        self.policy.attempt_invalid_number = True
        attempt = self._try("2026-03-03 10:00", outcome="invalid_number")
        self.assertTrue(attempt.is_valid)

    def test_f3_20_another_line_needs_its_reason(self):
        """BASE-39: the service number in principle, another line with a reason."""
        self._refused("TP.*why another line", "2026-03-03 10:00", other_line=True)
        attempt = self._try(
            "2026-03-03 10:00", other_line=True, note="Fault of the 400 line"
        )
        self.assertTrue(attempt.is_other_line)
        with self.assertRaisesRegex(UserError, "why another line"):
            attempt.note = False
