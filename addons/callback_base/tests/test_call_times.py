# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .contact_common import china
from .test_attempt_limits import AttemptCommon


@tagged("post_install", "-at_install")
class TestCallTimes(AttemptCommon):
    """Ringing, talking and wrap-up are measured, never guessed."""

    def _at(self, time, method, *args, record=None):
        with freeze_time(china(f"2026-03-03 {time}")):
            return getattr(record or self.mine, method)(*args)

    def _fill(self):
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})

    def test_the_buttons_measure_a_call(self):
        self._at("10:00:00", "action_dial")
        self.assertEqual(self.mine.call_state, "ringing")
        self._at("10:00:17", "action_log_answered")
        self.assertEqual(self.mine.call_state, "talking")
        self._at("10:03:20", "action_hang_up")
        self.assertFalse(self.mine.call_state)
        self._fill()
        self._at("10:04:05", "action_done")
        self.assertRecordValues(
            self.record.attempt_ids,
            [
                {
                    "date_start": china("2026-03-03 10:00:00"),
                    "ring_seconds": 17,
                    "talk_seconds": 183,
                    "wrap_seconds": 45,
                    "date_end": china("2026-03-03 10:04:05"),
                    "outcome": "answered",
                }
            ],
        )

    def test_a_call_that_is_not_answered(self):
        self._at("10:00:00", "action_dial")
        self._at("10:00:21", "action_log_no_answer")
        attempt = self.record.attempt_ids
        self.assertEqual(attempt.ring_seconds, 21)
        self.assertTrue(attempt.is_valid)
        self.assertFalse(self.record.call_start)
        self._at("10:01:00", "action_dial")
        self._at("10:01:19", "action_log_no_answer")
        self.assertFalse(self.record.attempt_ids[1].is_valid)

    def test_what_is_not_measured_stays_empty(self):
        """Neither talk nor wrap-up is derived from opening to closing."""
        self._at("10:00", "action_start")
        self._at("10:02", "action_log_answered")
        self._fill()
        self._at("10:30", "action_done")
        attempt = self.record.attempt_ids
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT ring_seconds, talk_seconds, wrap_seconds, date_end"
            " FROM callback_attempt WHERE id = %s",
            [attempt.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None, None, None))

    def test_averages_leave_out_what_nobody_measured(self):
        for time, seconds in (("10:00", 100), ("10:10", 0), ("10:20", 200)):
            self._try(
                f"2026-03-03 {time}", "answered", ring_seconds=0, talk_seconds=seconds
            )
        [(talk, ring)] = self.env["callback.attempt"]._read_group(
            [("record_id", "=", self.record.id)],
            [],
            ["talk_seconds:avg", "ring_seconds:avg"],
        )
        self.assertEqual(talk, 150)
        self.assertFalse(ring)

    def test_seconds_can_be_given_by_a_call_centre(self):
        attempt = self._try(
            "2026-03-03 10:00", "answered", ring_seconds=8, talk_seconds=95
        )
        self.assertEqual((attempt.ring_seconds, attempt.talk_seconds), (8, 95))

    def test_the_next_call_ends_the_work_after_the_last(self):
        self._at("10:00:00", "action_dial")
        self._at("10:00:05", "action_log_answered")
        self._at("10:01:05", "action_hang_up")
        self._at("10:02:35", "action_dial")
        self.assertEqual(self.record.attempt_ids.wrap_seconds, 90)
        self._at("10:02:50", "action_log_no_answer")
        self.assertEqual(self.record.attempt_ids[1].ring_seconds, 15)

    def test_a_call_that_is_not_allowed_is_not_dialled(self):
        with self.assertRaisesRegex(UserError, "outside the contact windows"):
            with self.env.cr.savepoint():
                self._at("12:00", "action_dial")
        self.assertEqual(self.record.state, "planned")
        self._at("12:00", "action_dial", "Asked for noon")
        self._at("12:00:30", "action_log_answered")
        self.assertEqual(self.record.attempt_ids.note, "Asked for noon")
        self.assertEqual(self.record.attempt_ids.exception, "window")

    def test_one_call_at_a_time(self):
        self._at("10:00", "action_dial")
        with self.assertRaisesRegex(UserError, "still on"):
            self._at("10:01", "action_dial")
        self.mine.channel_id = self.letter
        with self.assertRaisesRegex(UserError, "rings"):
            self._at("10:01", "action_dial")

    def test_measured_times_are_not_typed(self):
        attempt = self._try("2026-03-03 10:00", "answered")
        for values in ({"date_answer": "2026-03-03 02:00:00"}, {"date_end": False}):
            with self.assertRaises(AccessError):
                attempt.write(values)
        with self.assertRaises(AccessError):
            self.mine.call_start = "2026-03-03 02:00:00"
        with self.assertRaises(AccessError):
            self._at("10:00", "action_dial", record=self.record.with_user(self.auditor))

    def test_the_small_form_logs_a_contact(self):
        self._at("10:00:00", "action_dial")
        with freeze_time(china("2026-03-03 10:00:24")):
            action = self.mine.action_open_attempt()
            model = self.env[action["res_model"]].with_user(self.caller)
            with Form(model.with_context(**action["context"])) as form:
                self.assertEqual(form.ring_seconds, 24)
                form.outcome = "invalid_number"
                form.phone_other = "+86 139 1111 1111"
            form.record.action_log()
        attempt = self.record.attempt_ids
        self.assertEqual(attempt.outcome, "invalid_number")
        self.assertEqual(attempt.ring_seconds, 24)
        self.assertEqual(self.record.phone_call, "+86 139 1111 1111")
        self.assertIn("24 s", self.mine.attempt_summary)

    def test_ex_084_clear_every_day(self):
        """T1-17: the record is completed on the day of the on-site callback."""
        self.step.write({"quantity": 0, "unit": "day", "covers_archive": False})
        for moment, kept in (
            ("2026-05-20 23:59:59", True),
            ("2026-05-21 00:00", False),
        ):
            record = self._create_record(date_event=china("2026-05-20 16:30"))
            mine = record.with_user(self.caller)
            visit = self.env.ref("callback_base.callback_channel_visit")
            visit.is_limited = False
            self.rule.channel_ids = visit | self.phone
            with freeze_time(china(moment)):
                mine.log_attempt("visit", "answered", china("2026-05-20 16:30"))
                mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
                self._add_evidence(mine, "customer_signature")
                mine.action_done()
            self.assertEqual(record.on_time, kept, moment)
