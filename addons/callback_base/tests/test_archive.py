# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestArchive(CallbackCommon):
    """The sealed file and its hash chain (U1-14 … U1-18, BASE-21 … BASE-23)."""

    def _archive(self, moment="2026-10-03 01:00:00", **values):
        with freeze_time(moment):
            record = self._create_record(date_event=datetime(2026, 10, 2), **values)
            self._finish(record)
            record.action_archive()
        return record.archive_id

    def _verify(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["callback.archive"].with_user(self.auditor).verify_chain()

    def test_file_takes_class_and_retention_from_the_type(self):
        archive = self._archive()
        self.assertEqual(archive.category_id, self.category)
        self.assertEqual(archive.date_archived, datetime(2026, 10, 3, 1))
        self.assertEqual(archive.retention_end, date(2027, 10, 3))
        self.assertEqual(archive.record_id.date_archived, archive.date_archived)

    def test_ex_015_retention_counts_from_the_local_day_and_is_clamped(self):
        """T-17; 2024-02-28 17:00 UTC is the 29th in Shanghai."""
        archive = self._archive("2024-02-28 17:00:00")
        self.assertEqual(archive.retention_end, date(2025, 2, 28))

    def test_open_record_cannot_be_archived(self):
        record = self._create_record()
        with self.assertRaisesRegex(UserError, "Planned"):
            record.action_archive()

    def test_a_record_is_archived_once(self):
        archive = self._archive()
        with self.assertRaisesRegex(UserError, "archived already"):
            archive.record_id.action_archive()

    def test_archived_record_is_frozen_for_everybody(self):
        record = self._archive().record_id
        for user in (self.caller, self.manager, self.env.ref("base.user_root")):
            with self.assertRaises(UserError):
                record.with_user(user).sudo().write({"content": "other"})
        with self.assertRaises(UserError):
            record.sudo().log_attempt("phone", "busy")
        with self.assertRaises(UserError):
            self._add_evidence(record, "recording")

    def test_file_cannot_be_changed_deleted_or_made_by_hand(self):
        archive = self._archive()
        with self.assertRaisesRegex(UserError, "sealed"):
            archive.sudo().write({"content": "{}"})
        with self.assertRaisesRegex(UserError, "sealed"):
            archive.sudo().unlink()
        with self.assertRaises(UserError):
            archive.with_user(self.manager).copy()

    def test_file_of_archived_evidence_is_fixed(self):
        with freeze_time("2026-10-03 01:00:00"):
            record = self._create_record()
            evidence = self._add_evidence(record, "recording")
            self._finish(record)
            record.action_archive()
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "callback.evidence"),
                ("res_id", "=", evidence.id),
                ("res_field", "=", "file"),
            ]
        )
        self.assertTrue(attachment)
        with self.assertRaises(UserError):
            attachment.raw = b"other"
        with self.assertRaises(UserError):
            attachment.unlink()
        with self.assertRaises(UserError):
            evidence.unlink()

    def test_whole_chain_verifies(self):
        before = self._verify()
        self.assertEqual(before["broken"], [])
        first, second = self._archive(), self._archive("2026-10-03 02:00:00")
        self.assertEqual(second.number, first.number + 1)
        self.assertEqual(second.digest_previous, first.digest)
        after = self._verify()
        self.assertEqual(after["broken"], [])
        self.assertEqual(after["checked"], before["checked"] + 2)

    def test_one_chain_a_company_and_local_year(self):
        old = self._archive("2025-12-31 15:59:59")
        new = self._archive("2025-12-31 16:00:00")
        self.assertEqual(old.chain_id.year, 2025)
        self.assertEqual(new.chain_id.year, 2026)

    def _tamper(self, sql, *params):
        self.env.flush_all()
        self.env.cr.execute(SQL(sql, *params))
        return self._verify()["broken"]

    def test_changed_record_is_found_and_named(self):
        archive = self._archive()
        broken = self._tamper(
            "UPDATE callback_record SET satisfaction = 'dissatisfied' WHERE id = %s",
            archive.record_id.id,
        )
        self.assertEqual([line["archive"] for line in broken], [archive.name])
        self.assertIn("Satisfaction", broken[0]["what"])

    def test_changed_attempt_is_found(self):
        archive = self._archive()
        broken = self._tamper(
            "UPDATE callback_attempt SET ring_seconds = 99 WHERE record_id = %s",
            archive.record_id.id,
        )
        self.assertIn("Attempts, line 1: Rang (s)", broken[0]["what"])

    def test_changed_content_breaks_the_seal(self):
        archive = self._archive()
        broken = self._tamper(
            "UPDATE callback_archive SET content = replace(content, 'Asked', 'asked') "
            "WHERE id = %s",
            archive.id,
        )
        self.assertIn("seal", " ".join(line["what"] for line in broken))

    def test_rewritten_seal_breaks_the_next_file(self):
        archive = self._archive()
        following = self._archive("2026-10-03 02:00:00")
        content = archive.content.replace("Asked", "asked")
        digest = archive._sha256(content)
        broken = self._tamper(
            "UPDATE callback_archive SET content = %s, digest = %s WHERE id = %s",
            content,
            digest,
            archive.id,
        )
        self.assertIn(following.name, [line["archive"] for line in broken])

    def test_deleted_file_and_deleted_tail_are_found(self):
        first, middle = self._archive(), self._archive("2026-10-03 02:00:00")
        last = self._archive("2026-10-03 03:00:00")
        with self.subTest("middle"), self.env.cr.savepoint() as savepoint:
            broken = self._delete_raw(middle)
            self.assertIn(last.name, [line["archive"] for line in broken])
            savepoint.rollback()
        broken = self._delete_raw(last)
        self.assertIn("end of the chain", broken[0]["what"])
        self.assertTrue(first.exists())

    def _delete_raw(self, archive):
        """Delete a file as somebody with the database's password would."""
        self._tamper(
            "UPDATE callback_record SET archive_id = NULL WHERE archive_id = %s",
            archive.id,
        )
        return self._tamper("DELETE FROM callback_archive WHERE id = %s", archive.id)

    def test_a_renamed_customer_is_no_break(self):
        archive = self._archive()
        archive.partner_id.name = "Married name"
        self.assertEqual(self._verify()["broken"], [])
        self.assertIn('"Customer"', archive.content)

    def test_callers_may_not_verify(self):
        with self.assertRaises(AccessError):
            self.env["callback.archive"].with_user(self.caller).verify_chain()

    def test_what_a_sealed_file_names_cannot_be_deleted(self):
        """Removing a department or user would change sealed files behind the ORM."""
        with freeze_time("2026-10-03 01:00:00"):
            record = self._create_record(user_id=self.supervisor.id)
            self._finish(record)
            record.action_archive()
        for linked in (self.branch, self.supervisor, self.customer):
            with (
                self.assertRaisesRegex(Exception, "callback|linked|active|delete"),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                linked.unlink()
                self.env.flush_all()
        self.assertEqual(self._verify()["broken"], [])
