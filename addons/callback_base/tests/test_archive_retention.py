# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import os
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveRetention(ArchiveCommon):
    """Kept as long as laid down, then destroyed by two (BASE-21, T-17, EX-015)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archivist = cls._new_user("cb_archivist", "archivist")
        cls.second = cls._new_user("cb_archivist2", "archivist")

    def _propose(self, **values):
        destruction = (
            self.env["callback.archive.destruction"]
            .with_user(self.archivist)
            .create({"reason": "Shredded", **values})
        )
        destruction.action_collect()
        return destruction

    def _destroy(self, archive):
        destruction = self._propose()
        self.assertIn(archive, destruction.line_ids.archive_id)
        destruction.action_propose()
        destruction.with_user(self.second).action_approve()
        destruction.action_execute()
        return destruction

    def test_ex_015_nobody_deletes_before_the_date(self):
        archive = self._make_file("2026-02-28 04:00:00")
        self.assertEqual(archive.date_keep, date(2027, 2, 28))
        for moment in ("2026-03-01 00:00:00", "2027-02-28 15:59:59"):
            with freeze_time(moment):
                for user in (self.manager, self.env.ref("base.user_root")):
                    with self.assertRaisesRegex(UserError, "kept until"):
                        archive.with_user(user).sudo().unlink()
                self.assertNotIn(archive, self._propose().line_ids.archive_id)
        record = archive.record_id
        for living in (record, record.attempt_ids, record.evidence_ids):
            with self.assertRaises(UserError):
                living.sudo().unlink()

    def test_ex_015_from_the_day_after_two_persons_destroy_it(self):
        archive = self._make_file("2026-02-28 04:00:00")
        leap = self._make_file("2024-02-29 04:00:00")
        self.assertEqual(leap.date_keep, date(2025, 2, 28))
        with freeze_time("2027-02-28 16:00:00"):  # 1 March in Shanghai
            with self.assertRaisesRegex(UserError, "two persons"):
                archive.sudo().unlink()
            self.assertLessEqual(archive | leap, self._propose().line_ids.archive_id)

    def test_a_class_without_an_end_is_kept(self):
        self.category.retention_years = 0
        archive = self._make_file("1999-02-28 04:00:00")
        with self.assertRaisesRegex(UserError, "no end"):
            archive.sudo().unlink()

    def test_x_19_filed_later_under_a_longer_class(self):
        """A shorter class changes nothing, a longer one keeps the file."""
        archive = self._make_file("2026-02-28 04:00:00")
        short, longer = self._make_category("SHO", 0), self._make_category("LON", 5)
        short.retention_years = 1
        with self.assertRaises(AccessError):
            archive.with_user(self.supervisor).action_file_under(longer)
        archive.with_user(self.archivist).action_file_under(short)
        self.assertEqual(archive.date_keep, date(2027, 2, 28))
        archive.with_user(self.archivist).action_file_under(longer)
        self.assertEqual(archive.date_keep, date(2031, 2, 28))
        longer.retention_years = 1
        archive.invalidate_recordset()
        self.assertEqual(archive.date_keep, date(2031, 2, 28), "laid down when filed")
        with freeze_time("2027-06-01"):
            self.assertNotIn(archive, self._propose().line_ids.archive_id)
        self.assertEqual(self._verify(), [])
        with self.assertRaises(UserError):
            archive.filing_ids.unlink()

    def test_a_hold_stops_destruction_until_another_releases_it(self):
        archive = self._make_file("2024-02-28 04:00:00")
        held = self.env["callback.archive"].search([("is_held", "=", True)])
        hold = (
            self.env["callback.archive.hold"]
            .with_user(self.archivist)
            .create({"reason": "Lawsuit", "archive_ids": archive.ids})
        )
        self.assertTrue(archive.is_held)
        found = self.env["callback.archive"].search([("is_held", "=", True)])
        self.assertEqual(found - held, archive)
        self.assertNotIn(archive, self._propose().line_ids.archive_id)
        with self.assertRaisesRegex(UserError, "legal hold"):
            archive.sudo().unlink()
        with self.assertRaisesRegex(UserError, "second person"):
            hold.action_release("over")
        with self.assertRaises(UserError):
            hold.archive_ids = False
        with self.assertRaises(UserError):
            hold.sudo().unlink()
        with self.assertRaisesRegex(UserError, "reason"):
            hold.with_user(self.second).action_release(" ")
        hold.with_user(self.second).action_release("Settled")
        self.assertEqual(hold.release_user_id, self.second)
        self.assertFalse(archive.is_held)
        self.assertIn(archive, self._propose().line_ids.archive_id)

    def test_a_hold_on_a_customer_takes_files_to_come(self):
        self.env["callback.archive.hold"].create(
            {"reason": "Lawsuit", "partner_id": self.customer.id}
        )
        self.assertTrue(self._make_file("2024-02-28 04:00:00").is_held)

    def test_a_hold_placed_after_approval_stops_the_destruction(self):
        archive = self._make_file("2024-02-28 04:00:00")
        destruction = self._propose()
        destruction.action_propose()
        destruction.with_user(self.second).action_approve()
        self.env["callback.archive.hold"].create(
            {"reason": "Lawsuit", "archive_ids": archive.ids}
        )
        with self.assertRaisesRegex(UserError, "legal hold"):
            destruction.action_execute()
        self.assertTrue(archive.content)

    def test_destruction_needs_a_second_person(self):
        self._make_file("2024-02-28 04:00:00")
        destruction = self._propose()
        with self.assertRaises(UserError):
            destruction.action_execute()
        destruction.action_propose()
        with self.assertRaisesRegex(UserError, "second person"):
            destruction.action_approve()
        with self.assertRaises(UserError):
            destruction.action_execute()
        with self.assertRaises(AccessError):
            destruction.with_user(self.supervisor).action_approve()
        with self.assertRaises(AccessError):
            destruction.write({"state": "approved"})
        destruction.with_user(self.second).action_refuse("Not yet")
        with self.assertRaises(UserError):
            destruction.action_execute()

    def test_destroyed_content_is_gone_and_the_chain_still_verifies(self):
        archive = self._make_file("2024-02-28 04:00:00")
        young = self._make_file("2026-02-28 04:00:00")
        record = archive.record_id
        record.message_post(body="He shouted")
        texts = ("Asked", "Fine", "Flood", "He shouted", f"proof {record.id} 0")
        paths = [
            attachment._full_path(attachment.store_fname)
            for attachment in self.env["ir.attachment"].search(
                [
                    ("res_model", "=", "callback.evidence"),
                    ("res_field", "=", "file"),
                    ("res_id", "in", record.evidence_ids.ids),
                ]
            )
        ]
        self.assertEqual(len(paths), 2)
        digest = archive.digest
        destruction = self._destroy(archive)
        self.env.cr.postcommit.run()
        self.assertEqual(destruction.state, "done")
        self.assertFalse(archive.content)
        self.assertTrue(archive.date_destroyed)
        self.assertEqual(archive.digest, digest)
        self.assertFalse([path for path in paths if os.path.exists(path)])
        for table in ("callback_record", "callback_attempt", "callback_evidence"):
            self.env.cr.execute(f"SELECT t::text FROM {table} t")  # pylint: disable=sql-injection
            rows = [row for (row,) in self.env.cr.fetchall()]
            mine = [row for row in rows if str(record.id) in row]
            self.assertTrue(mine)
        self.assertFalse(record.content or record.result or record.extension_ids.reason)
        self.assertFalse(record.message_ids)
        self.assertEqual(record.satisfaction, "satisfied", "statistics remain")
        self.assertTrue(record.date_done)
        for text in texts:
            self.assertNotIn(text, archive._canonical(record._get_archive_content()))
        self.assertEqual(self._verify(), [])
        self.assertTrue(young.content)
        certificate = destruction.archive_id
        self.assertEqual(certificate.res_model, destruction._name)
        self.assertIn(digest, certificate.content)

    def test_a_forged_destruction_is_found(self):
        """Emptying a file and writing a list by hand brings no sealed certificate."""
        archive = self._make_file("2024-02-28 04:00:00")
        self._destroy(archive)
        other = self._make_file("2024-03-28 04:00:00")
        destruction = self.env["callback.archive.destruction"].search([], limit=1)
        self._set(
            "callback_archive",
            other.id,
            content=None,
            date_destroyed="2026-01-01 00:00:00",
        )
        self._sql(
            """INSERT INTO callback_archive_destruction_line
                (destruction_id, archive_id, company_id) VALUES (%s, %s, %s)""",
            destruction.id,
            other.id,
            other.company_id.id,
        )
        broken = self._verify()
        self.assertIn(other.name, [line["archive"] for line in broken])
        self.assertIn("no certificate", " ".join(line["what"] for line in broken))

    def test_destroying_again_goes_on_where_it_was(self):
        """Killed between two batches: the next call destroys the rest, once."""
        first = self._make_file("2024-02-28 04:00:00")
        second = self._make_file("2024-03-28 04:00:00")
        destruction = self._propose()
        destruction.action_propose()
        destruction.with_user(self.second).action_approve()
        self.env["callback.archive"].sudo()._create_from_records(
            destruction.sudo(), destruction.date_decided
        )
        first.sudo()._destroy(destruction)
        certificate = destruction.archive_id
        destruction.action_execute()
        self.assertEqual(destruction.state, "done")
        self.assertEqual(destruction.archive_id, certificate)
        self.assertFalse(first.content or second.content)
        self.assertEqual(self._verify(), [])

    def test_the_certificate_can_be_printed(self):
        destruction = self._destroy(self._make_file("2024-02-28 04:00:00"))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "callback_base.report_callback_archive_destruction", destruction.ids
        )
        for text in (destruction.name, destruction.archive_id.digest, "cb_archivist2"):
            self.assertIn(text, html.decode())
