# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import RECORDING, CallbackCommon


@tagged("post_install", "-at_install")
class TestRecordFlow(CallbackCommon):
    """A callback from planning to archive, as its caller works it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(date_event=datetime(2026, 10, 2, 15, 30))
        cls.mine = cls.record.with_user(cls.caller)

    def test_starting_takes_a_free_record(self):
        with freeze_time("2026-10-02 16:00:00"):
            self.mine.action_start()
        self.assertEqual(self.record.state, "ongoing")
        self.assertEqual(self.record.user_id, self.caller)
        self.assertEqual(self.record.date_start, datetime(2026, 10, 2, 16))

    def test_start_next_takes_the_most_urgent_of_the_own_unit(self):
        self._create_record(date_event=datetime(2026, 10, 3))
        foreign = self._create_record(
            date_event=datetime(2026, 9, 1), department_id=self.other_branch.id
        )
        action = self.env["callback.record"].with_user(self.caller).action_start_next()
        self.assertEqual(action["res_id"], self.record.id)
        self.assertEqual(foreign.state, "planned")

    def test_start_next_says_when_the_queue_is_empty(self):
        self.record.action_cancel("not owed")
        action = self.env["callback.record"].with_user(self.caller).action_start_next()
        self.assertEqual(action["tag"], "display_notification")

    def test_base_09_seven_facts_are_mandatory(self):
        self.mine.action_start()
        with self.assertRaisesRegex(ValidationError, "Answered attempt"):
            self.mine.action_done()
        self.mine.log_attempt("phone", "answered")
        self.mine.write({"content": "Asked", "problem": "None", "result": "  "})
        with self.assertRaisesRegex(ValidationError, "Handling result"):
            self.mine.action_done()
        self.mine.result = "Fine"
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_base_09_a_done_record_cannot_be_emptied(self):
        self._finish(self.mine)
        with self.assertRaises(ValidationError):
            self.mine.result = False

    def test_base_12_dissatisfied_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "ask why"):
            self._finish(self.mine, satisfaction="dissatisfied")
        self._finish_with_reason()
        self.assertEqual(self.record.state, "done")

    def _finish_with_reason(self):
        self.mine.dissatisfaction_reason = "Came late"
        self.mine.action_done()

    def test_base_10_missing_evidence_is_named(self):
        self.mine.log_attempt("letter", "answered")
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        self.assertEqual(self.mine.evidence_missing, "Letter copy")
        with self.assertRaisesRegex(UserError, "Letter copy"):
            self.mine.action_done()
        self._add_evidence(self.mine, "letter_copy")
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_u1_07_channel_outside_the_rule_is_refused(self):
        self.rule.channel_ids = self.letter
        with self.assertRaisesRegex(UserError, "TP-1.*Phone.*Letter"):
            self._finish(self.mine)

    def test_base_10_a_recording_may_be_missing_with_a_reason_only(self):
        kind = self.env.ref("callback_base.callback_evidence_kind_recording")
        values = {"record_id": self.record.id, "kind_id": kind.id, "state": "missing"}
        evidence = self.env["callback.evidence"].with_user(self.caller)
        with self.assertRaisesRegex(ValidationError, "reason"):
            evidence.create(values)
        evidence.create({**values, "reason": "Line without recorder"})
        signature = self.env.ref("callback_base.callback_evidence_kind_letter_copy")
        with self.assertRaisesRegex(ValidationError, "cannot be stated as missing"):
            evidence.create({**values, "kind_id": signature.id, "reason": "lost"})

    def test_ex_027_three_valid_attempts_before_unreachable(self):
        """F3-55 … F3-57: 12 s does not count, one minute counts once."""
        tries = [
            (datetime(2026, 3, 3, 2, 5), 25),
            (datetime(2026, 3, 3, 6, 10), 12),
            (datetime(2026, 3, 4, 2, 30), 22),
            (datetime(2026, 3, 4, 2, 30, 40), 30),
        ]
        for started_at, seconds in tries:
            self.mine.log_attempt("phone", "no_answer", started_at, seconds)
        with self.assertRaisesRegex(UserError, "2 valid attempts"):
            self.mine.action_unreachable()
        self.mine.log_attempt("phone", "no_answer", datetime(2026, 3, 5, 7), 20)
        self.mine.action_unreachable()
        self.assertEqual(self.record.state, "unreachable")
        self.assertEqual(len(self.record.attempt_ids), 5)

    def test_an_attempt_stays_as_it_was(self):
        attempt = self.mine.log_attempt("phone", "busy")
        with self.assertRaises(UserError):
            attempt.sudo().unlink()
        self._finish(self.mine)
        with self.assertRaisesRegex(UserError, "closed"):
            attempt.write({"outcome": "answered"})

    def test_declined_needs_the_refused_attempt(self):
        with self.assertRaisesRegex(UserError, "refused"):
            self.mine.action_decline()
        self.mine.log_attempt("phone", "refused")
        self.mine.action_decline()
        self.assertEqual(self.record.state, "declined")

    def test_cancel_needs_supervisor_and_reason(self):
        with self.assertRaisesRegex(UserError, "supervisor"):
            self.mine.action_cancel("no")
        by_supervisor = self.record.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "reason"):
            by_supervisor.action_cancel("  ")
        by_supervisor.action_cancel("Order was a test")
        self.assertEqual(self.record.cancel_reason, "Order was a test")
        with self.assertRaisesRegex(UserError, "Cancelled"):
            self.mine.action_start()

    def test_states_and_clocks_are_closed_to_rpc(self):
        for values in (
            {"state": "done"},
            {"deadline": "2030-01-01 00:00:00"},
            {"date_done": "2026-10-02 00:00:00"},
            {"on_time": True},
            {"archive_id": False},
            {"partner_id": self.env.user.partner_id.id},
        ):
            with self.assertRaises(AccessError, msg=values):
                self.record.with_user(self.manager).write(values)

    def test_only_supervisors_hand_over_work(self):
        with self.assertRaises(AccessError):
            self.mine.user_id = self.other_caller
        self.record.with_user(self.supervisor).user_id = self.caller
        self.assertEqual(self.record.user_id, self.caller)

    def test_a_caller_logs_own_attempts_only(self):
        attempt = (
            self.env["callback.attempt"]
            .with_user(self.caller)
            .create(
                {
                    "record_id": self.record.id,
                    "channel_id": self.phone.id,
                    "outcome": "busy",
                    "user_id": self.other_caller.id,
                }
            )
        )
        self.assertEqual(attempt.user_id, self.caller)

    def test_worked_records_cannot_be_deleted(self):
        self.mine.log_attempt("phone", "busy")
        with self.assertRaisesRegex(UserError, "worked on"):
            self.record.unlink()

    def test_unknown_channel_names_the_known_ones(self):
        with self.assertRaisesRegex(UserError, "pigeon.*phone"):
            self.mine.log_attempt("pigeon", "answered")

    def test_satisfied_button_fills_what_is_empty(self):
        self.mine.log_attempt("phone", "answered")
        self.mine.content = "Own words"
        self.mine.action_fill_satisfied()
        self.assertRecordValues(
            self.record,
            [{"content": "Own words", "problem": "None", "satisfaction": "satisfied"}],
        )

    def test_satisfied_button_does_not_speak_for_others(self):
        """“Customer satisfied” is no result of who was satisfied in the main only."""
        self.mine.log_attempt("phone", "answered")
        for chosen in ("rather_satisfied", "basically_satisfied", "dissatisfied"):
            self.mine.satisfaction = chosen
            with self.assertRaisesRegex(UserError, "was chosen"):
                self.mine.action_fill_satisfied()
            self.assertFalse(self.mine.result)

    def test_number_is_given_and_unique(self):
        other = self._create_record()
        self.assertRegex(self.record.name, r"^HF-\d{4}-\d{5,}$")
        self.assertNotEqual(self.record.name, other.name)

    def test_digest_and_validity_are_computed_not_given(self):
        evidence = self._add_evidence(self.mine, "recording", sha256="0" * 64)
        digest = hashlib.sha256(RECORDING).hexdigest()
        self.assertEqual(evidence.sha256, digest)
        evidence.sha256 = "0" * 64
        self.assertEqual(evidence.sha256, digest)
        with self.assertRaises(AccessError):
            self.env["callback.attempt"].with_user(self.caller).create(
                {
                    "record_id": self.record.id,
                    "channel_id": self.phone.id,
                    "outcome": "no_answer",
                    "is_valid": True,
                }
            )
