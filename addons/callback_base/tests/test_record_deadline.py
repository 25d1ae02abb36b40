# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestRecordDeadline(CallbackCommon):
    """Deadlines of records: derivation, on time, late, extended."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(date_event=datetime(2026, 10, 2, 15, 30))
        cls.deadline = datetime(2026, 10, 3, 15, 30)

    def test_derivation_is_kept_and_readable(self):
        self.assertEqual(self.record.deadline, self.deadline)
        self.assertTrue(self.record.deadline_basis["steps"])
        self.assertIn("2026-10-03", self.record.deadline_basis_text)

    def test_t_06_one_second_later_is_late(self):
        for moment, on_time in (
            ("2026-10-03 15:30:00", True),
            ("2026-10-03 15:30:01", False),
        ):
            record = self._create_record(date_event=datetime(2026, 10, 2, 15, 30))
            with freeze_time(moment):
                self._finish(record)
                self.assertFalse(record.is_complete, "U1-18: archive is part of it")
                record.action_archive()
            self.assertTrue(record.is_complete)
            self.assertEqual(record.on_time, on_time, moment)

    def test_a_call_alone_is_enough_where_the_clause_says_so(self):
        self.step.covers_archive = False
        record = self._create_record(date_event=datetime(2026, 10, 2, 15, 30))
        with freeze_time("2026-10-03 15:00:00"):
            self._finish(record)
        self.assertTrue(record.is_complete)
        self.assertTrue(record.on_time)

    def test_overdue_is_told_and_found(self):
        search = self.env["callback.record"].search
        domain = [("id", "=", self.record.id), ("is_overdue", "=", True)]
        with freeze_time("2026-10-03 15:30:00"):
            self.record.invalidate_recordset(["is_overdue", "timing"])
            self.assertFalse(self.record.is_overdue)
            self.assertFalse(search(domain))
        with freeze_time("2026-10-05 18:30:00"):
            self.record.invalidate_recordset(["is_overdue", "timing"])
            self.assertTrue(self.record.is_overdue)
            self.assertEqual(self.record.timing, "2 d 3 h overdue")
            self.assertEqual(search(domain), self.record)

    def test_t_13_a_changed_rule_leaves_records_alone(self):
        self.step.write({"quantity": 5, "covers_archive": False})
        self.assertEqual(self.record.deadline, self.deadline)
        self.assertTrue(self.record.covers_archive)
        later = self._create_record(date_event=datetime(2026, 10, 2, 15, 30))
        self.assertEqual(later.deadline, datetime(2026, 10, 2, 20, 30))

    def test_base_06_extension_only_where_the_policy_allows(self):
        mine = self.record.with_user(self.caller)
        with self.assertRaisesRegex(UserError, "TP-1 allow no extension"):
            mine.request_extension(48, "hour", "typhoon")
        self.step.write({"extension_quantity": 48, "extension_unit": "hour"})
        with self.assertRaisesRegex(UserError, "at the latest"):
            mine.request_extension(72, "hour", "typhoon")
        with self.assertRaisesRegex(UserError, "reason"):
            mine.request_extension(48, "hour", " ")

    def test_base_06_a_second_person_extends_and_both_dates_stay(self):
        self.step.write({"extension_quantity": 48, "extension_unit": "hour"})
        with freeze_time("2026-10-03 00:00:00"):
            mine = self.record.with_user(self.supervisor)
            extension = mine.request_extension(48, "hour", "typhoon")
            with self.assertRaisesRegex(UserError, "second person"):
                extension.action_approve()
            with self.assertRaisesRegex(UserError, "supervisor"):
                extension.with_user(self.caller).action_approve()
            extension.with_user(self.chief).action_approve()
        self.assertRecordValues(
            extension,
            [
                {
                    "deadline_before": self.deadline,
                    "deadline_after": datetime(2026, 10, 4, 15, 30),
                    "approver_id": self.chief.id,
                    "state": "approved",
                }
            ],
        )
        self.assertEqual(self.record.deadline, datetime(2026, 10, 4, 15, 30))
        self.assertEqual(self.record.deadline_original, self.deadline)
        note = self.record.message_ids.filtered(lambda m: "typhoon" in (m.body or ""))
        self.assertTrue(note, "the log tells old value, new value, reason, approver")

    def test_extension_after_the_breach_does_not_undo_it(self):
        self.step.write({"extension_quantity": 48, "extension_unit": "hour"})
        with freeze_time("2026-10-03 16:00:00"):
            extension = self.record.with_user(self.caller).request_extension(
                48, "hour", "late request"
            )
            extension.with_user(self.supervisor).action_approve()
            self._finish(self.record)
            self.record.action_archive()
        self.assertEqual(self.record.deadline_breached, self.deadline)
        self.assertFalse(self.record.on_time)

    def test_a_refused_extension_leaves_the_deadline(self):
        self.step.write({"extension_quantity": 48, "extension_unit": "hour"})
        extension = self.record.with_user(self.caller).request_extension(
            48, "hour", "please"
        )
        extension.with_user(self.supervisor).action_refuse()
        self.assertEqual(self.record.deadline, self.deadline)
        with self.assertRaisesRegex(UserError, "decided"):
            extension.with_user(self.chief).action_approve()
