# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .archive_tampering import TAMPERINGS, ArchiveTampering


@tagged("post_install", "-at_install")
class TestArchiveTamper(ArchiveTampering):
    """Whatever is changed by SQL or in the filestore is found and located (BASE-23)."""

    def test_nothing_is_found_before(self):
        self.assertEqual(self._verify(), [])

    def test_an_export_is_for_auditors_and_managers(self):
        archive = self.env["callback.archive"]
        for user in (self.caller, self.supervisor):
            with self.assertRaises(AccessError):
                archive.with_user(user).action_export()
            with self.assertRaises(AccessError):
                archive.with_user(user)._export(io.BytesIO())
        for user in (self.manager, self.auditor):
            url = archive.with_user(user).action_export()["url"]
            self.assertEqual(url, "/callback/archive/export")

    def test_each_tampering_is_found_and_located(self):
        self.assertGreater(len(TAMPERINGS), 20)
        for _name, file, words in self._tampered():
            broken = self._verify()
            self.assertIn(file, {line["archive"] for line in broken}, broken)
            texts = [line["what"] for line in broken if line["archive"] == file]
            self.assertTrue(any(words.lower() in text.lower() for text in texts), texts)

    def test_untouched_files_are_not_named(self):
        self._set("callback_attempt", self.record.attempt_ids[0].id, ring_seconds=9)
        self.assertEqual({b["archive"] for b in self._verify()}, {self.one.name})

    def test_a_chain_rewritten_whole_is_found_by_a_noted_seal(self):
        """Who rewrites every seal and the head is caught by the printed statement."""
        noted = {self.three.name: self.three.digest}
        self.assertEqual(self._verify(anchors=noted), [])
        self._rewrite_from(self.one)
        self.assertEqual(self._verify(), [], "within the database all fits")
        for anchors in (noted, [f"{self.three.name}:{noted[self.three.name]}"]):
            broken = self._verify(anchors=anchors)
            self.assertEqual([b["archive"] for b in broken], [self.three.name])
            self.assertIn("noted outside", broken[0]["what"])

    def test_a_tail_cut_off_with_its_head_is_found_by_a_noted_seal(self):
        name = self.three.name
        noted = {name: self.three.digest}
        self._cut_tail()
        self._set(
            "callback_archive_chain",
            self.chain.id,
            head=self.two.digest,
            last_number=self.two.number,
        )
        broken = self._verify(anchors=noted)
        self.assertIn(name, [b["archive"] for b in broken])

    def test_a_renamed_customer_is_no_break(self):
        self.customer.name = "Another name"
        self.assertEqual(self._verify(), [])

    def test_an_empty_whole_archive_is_found_by_the_callbacks(self):
        names = self.env["callback.record"].browse(
            [archive.record_id.id for archive in self.files]
        )
        # Whatever else of the database points at files keeps nobody from this.
        self._sql(
            """SELECT conrelid::regclass::text, conname FROM pg_constraint
            WHERE confrelid = 'callback_archive'::regclass AND contype = 'f'"""
        )
        for table, constraint in self.env.cr.fetchall():
            self._drop(table, constraint)
        self._sql("DELETE FROM callback_archive")
        self._sql("DELETE FROM callback_archive_chain")
        found = {line["archive"] for line in self._verify()}
        self.assertLessEqual(set(names.mapped("name")), found)
