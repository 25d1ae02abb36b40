# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestAttemptCorrect(CallbackCommon):
    """Attempts are not forged, and corrections leave a trace (BASE-11, BASE-23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.mine = cls.record.with_user(cls.caller)
        cls.now = fields.Datetime.now()

    def _ago(self, minutes):
        return self.now - timedelta(minutes=minutes)

    def _try(self, outcome="no_answer", minutes=0, seconds=25, channel="phone", **more):
        return self.mine.log_attempt(
            channel, outcome, self._ago(minutes), seconds, **more
        )

    def test_a_correction_is_told_with_the_old_value(self):
        attempt = self._try(seconds=5)
        attempt.write({"ring_seconds": 60, "note": "Typed wrongly"})
        body = str(self.record.message_ids[0].body)
        for words in ("corrected", "Rang (s): 5 → 60", "Typed wrongly"):
            self.assertIn(words, body)
        count = len(self.record.message_ids)
        attempt.write({"ring_seconds": 60})
        self.assertEqual(len(self.record.message_ids), count)

    def test_a_caller_corrects_own_attempts_which_stay_own(self):
        attempt = self._try()
        with self.assertRaisesRegex(AccessError, "of their own only"):
            attempt.user_id = self.other_caller
        theirs = self.record.with_user(self.supervisor).log_attempt("phone", "busy")
        with self.assertRaisesRegex(AccessError, "of their own only"):
            theirs.with_user(self.caller).ring_seconds = 60
        attempt.with_user(self.supervisor).ring_seconds = 30
        self.assertEqual(attempt.user_id, self.caller)

    def test_f3_57_who_was_reached_is_not_unreachable(self):
        for minutes in (500, 400, 300):
            self._try("answered", minutes)
        with self.assertRaisesRegex(UserError, "0 valid attempts"):
            self.mine.action_unreachable()
        for minutes in (200, 100, 1):
            self._try(minutes=minutes)
        self.mine.action_unreachable()
        self.assertEqual(self.record.state, "unreachable")

    def test_other_channels_do_not_count(self):
        """Three faxes do not stand for three calls where no fax is allowed."""
        for minutes in (300, 200, 100):
            self._try(minutes=minutes, channel="fax")
        with self.assertRaisesRegex(UserError, "0 valid attempts"):
            self.mine.action_unreachable()

    def test_declined_is_what_the_customer_said_last(self):
        self._try("refused", 100)
        self._try("answered", 50)
        with self.assertRaisesRegex(UserError, "customer refused"):
            self.mine.action_decline()
        self._try("refused")
        self.mine.action_decline()
        self.assertEqual(self.record.state, "declined")

    def test_values_that_are_none_are_refused_in_words(self):
        for seconds in (-1, 10**12, "25", True, [5]):
            with self.subTest(seconds=seconds):
                with self.assertRaisesRegex(UserError, "no number of seconds"):
                    self._try(seconds=seconds)
        for text in ("yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"):
            with self.subTest(text=text), self.assertRaisesRegex(UserError, "no time"):
                self.mine.log_attempt("phone", "busy", text)
        attempts = self.env["callback.attempt"].with_user(self.caller)
        values = {
            "record_id": self.record.id,
            "channel_id": self.phone.id,
            "outcome": "busy",
        }
        for name in values:
            less = {key: value for key, value in values.items() if key != name}
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "needs"):
                attempts.create(less)
        with self.assertRaisesRegex(UserError, "questions and their values"):
            self.mine.save_answers([1])

    def test_a_time_with_its_zone_is_understood(self):
        self.record.sudo().date_event = "2026-03-01 00:00:00"
        for text in ("2026-03-03T10:05:00+08:00", "2026-03-03T02:05:00Z"):
            attempt = self.mine.log_attempt("phone", "busy", text)
            self.assertEqual(str(attempt.date_start), "2026-03-03 02:05:00")
