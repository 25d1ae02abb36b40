# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .utility_common import UtilityCommon, china


@tagged("post_install", "-at_install")
class TestLetters(UtilityCommon):
    """Letters are answered by letter, in time, and kept (U1-07, U1-21 … U1-23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # U1-13: the department of these callers has the function of marketing here.
        unit = cls.env.ref("callback_utility.unit_marketing")
        unit.department_id = cls.branch

    def _letter(self, kind="letter_complaint", received="2026-04-30 10:00"):
        return self._order(kind, False, name=kind, date_accepted=china(received))

    def test_ex_004_complaint_and_report_have_their_own_limits(self):
        complaint, report = self._letter(), self._letter("letter_report")
        records = self._sweep(complaint, report)
        deadlines = {record.res_id: record.deadline for record in records}
        self.assertEqual(deadlines[complaint.id], china("2026-05-12 18:00:00"))
        self.assertEqual(deadlines[report.id], china("2026-05-19 18:00:00"))

    def test_ex_004_changing_the_type_moves_the_deadline(self):
        letter = self._letter()
        first = self._sweep(letter)
        letter.with_user(self.supervisor).kind = "letter_report"
        self.assertEqual(first.state, "cancelled")
        self.assertTrue(first.cancel_reason)
        records = self._sweep(letter) - first
        self.assertEqual(records.deadline, china("2026-05-19 18:00:00"))

    def test_ex_012_a_letter_needs_a_letter_and_its_copy(self):
        record = self._sweep(self._letter()).with_user(self.caller)
        record.log_attempt("phone", "answered")
        record.write({"content": "Answered", "problem": "None", "result": "Sent"})
        with self.assertRaisesRegex(UserError, "U1-07.*Phone"):
            record.action_done()
        record.channel_id = self.letter
        with self.assertRaisesRegex(UserError, "Letter copy"):
            record.action_done()
        self._add_evidence(record, "letter_copy")
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_ex_012_other_channels_and_papers(self):
        """U1-07: no visit, no recording and no signature stand for the letter."""
        visit = self.env.ref("callback_base.callback_channel_visit")
        record = self._sweep(self._letter("letter_report")).with_user(self.caller)
        record.write({"content": "Answered", "problem": "None", "result": "Sent"})
        record.log_attempt("visit", "answered")
        record.channel_id = visit
        with self.assertRaisesRegex(UserError, "U1-07"), self.cr.savepoint():
            record.action_done()
        record.channel_id = self.letter
        for kind in ("recording", "customer_signature"):
            self._add_evidence(record, kind)
            with self.assertRaisesRegex(UserError, "Letter copy"):
                record.action_done()
        self._add_evidence(record, "letter_copy")
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_a_letter_rings_nobody(self):
        record = self._sweep(self._letter()).with_user(self.caller)
        record.action_start()
        self._add_evidence(record, "letter_copy")
        record.write({"content": "Answered", "problem": "None", "result": "Sent"})
        record.action_done()
        self.assertEqual(record.attempt_ids.channel_id, self.letter)
        self.assertEqual(record.date_contact, record.date_done)

    def test_ex_015_originals_are_kept_for_one_year(self):
        """U1-23, T-17: the same date one year later, clamped."""
        for day, kept in (
            ("2026-02-28", date(2027, 2, 28)),
            ("2024-02-29", date(2025, 2, 28)),
        ):
            record = self._sweep(
                self._order(
                    "letter_complaint",
                    False,
                    name=day,
                    date_accepted=china(f"{day} 08:00"),
                )
            )
            with freeze_time(china(f"{day} 12:00:00")):
                record.action_start()
                self._add_evidence(record, "letter_copy")
                record.write({"content": "x", "problem": "x", "result": "x"})
                record.action_done()
                record.action_archive()
            self.assertEqual(record.archive_id.retention_end, kept)

    def test_open_callbacks_follow_a_corrected_document(self):
        order = self._order("new_connection", "2026-09-23 15:20")
        record = self._sweep(order)
        order.with_user(self.manager).write(
            {
                "date_archived": china("2026-09-22 15:20"),
                "department_id": self.other_branch.id,
            }
        )
        self.assertEqual(record.deadline, china("2026-10-09 18:00:00"))
        self.assertEqual(record.date_event, order.date_archived)
        self.assertEqual(record.department_id, self.other_branch)
        log = " ".join(record.message_ids.mapped("body"))
        self.assertIn("was corrected", log)

    def test_closed_callbacks_never_follow(self):
        order = self._order("new_connection", "2026-09-23 15:20")
        record = self._sweep(order)
        with freeze_time(china("2026-09-24 10:00:00")):
            self._finish(record)
        order.with_user(self.manager).date_archived = china("2026-09-01 15:20")
        order.with_user(self.manager).kind = "change"
        self.assertEqual(record.deadline, china("2026-10-12 18:00:00"))
        self.assertEqual(record.state, "done")
        self.assertEqual(record.department_id, self.branch)

    def test_a_granted_extension_goes_with_the_corrected_event(self):
        order = self._order("fault_repair", "2026-10-02 23:30")
        record = self._sweep(order)
        event = self.env["callback.utility.disaster"].create(
            {
                "name": "Typhoon",
                "area_ids": self.area.ids,
                "date_from": china("2026-10-02 00:00"),
                "date_to": china("2026-10-03 00:00"),
                "user_id": self.supervisor.id,
            }
        )
        event.with_user(self.manager).action_approve()
        self.assertEqual(record.deadline, china("2026-10-04 23:30:00"))
        order.date_archived = china("2026-10-02 22:30")
        self.assertEqual(record.deadline, china("2026-10-04 22:30:00"))
        self.assertEqual(record.deadline_original, china("2026-10-03 22:30:00"))
