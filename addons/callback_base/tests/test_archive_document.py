# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import json
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon

COUNT = 7


@tagged("post_install", "-at_install")
class TestArchiveDocument(ArchiveCommon):
    """One open letter, many callbacks, one file (P1-14, BASE-47)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.public = cls.env.ref("callback_base.callback_channel_public_letter")
        cls.type.channel_ids |= cls.public
        owners = cls.env["res.partner"].create(
            [{"name": f"Owner {number}"} for number in range(COUNT)]
        )
        with freeze_time("2026-10-01 02:00:00"):
            cls.records = cls.env["callback.record"].union(
                *(
                    cls._create_record(partner_id=owner.id, user_id=cls.caller.id)
                    for owner in owners
                )
            )

    def _close(self, records=None):
        """Return the document that closed the callbacks, with a letter and a call."""
        records = self.records if records is None else records
        with freeze_time("2026-10-02 02:00:00"):
            action = records.with_user(self.supervisor).action_make_document()
            document = self.env["callback.document"].browse(action["res_id"])
            document.write(
                {
                    "title": "Water pressure",
                    "content": "Explained the pumps",
                    "problem": "Low pressure",
                    "result": "New pump in May",
                    "date": datetime(2026, 10, 2, 1),
                }
            )
            self._add_evidence(
                document,
                "letter_copy",
                record_id=False,
                document_id=document.id,
                name="letter.txt",
                file=base64.b64encode(b"Dear owners"),
            )
            document.with_user(self.supervisor).action_done()
        return document

    def _archive(self, document):
        with freeze_time("2026-10-03 02:00:00"):
            return document.with_user(self.supervisor).action_archive().sudo()

    def test_p1_14_one_file_for_all(self):
        document = self._close()
        archive = self._archive(document)
        self.assertEqual(len(archive), 1)
        self.assertEqual(document.archive_id, archive)
        self.assertEqual(self.records.archive_id, archive)
        self.assertEqual(archive.member_ids, self.records)
        self.assertEqual(document.date_archived, archive.date_archived)
        self.assertEqual(
            set(self.records.mapped("date_archived")), {archive.date_archived}
        )
        content = self._load(archive)
        self.assertEqual(content["document"]["title"], "Water pressure")
        self.assertEqual(len(content["records"]), COUNT)
        self.assertEqual(len(content["attempts"]), COUNT)
        self.assertEqual(content["evidence"][0]["sha256"], document.evidence_ids.sha256)
        self.assertEqual(
            {line["partner_id"] for line in content["records"]},
            set(self.records.partner_id.ids),
        )
        self.assertEqual(self._verify(), [])
        text = str(archive.original)
        for fact in ("Water pressure", "New pump in May", "Owner 6", "letter.txt"):
            self.assertIn(fact, text)
        self.assertIn("whole", str(archive.fixity))

    def test_each_callback_counts(self):
        document = self._close()
        self._archive(document)
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-10-01",
            }
        )
        statement.action_compute()
        self.assertEqual(statement.record_count, COUNT)
        self.assertEqual(set(self.records.mapped("is_complete")), {True})

    def test_archived_once(self):
        document = self._close()
        self._archive(document)
        with self.assertRaisesRegex(UserError, "archived once"):
            self._archive(document)
        with self.assertRaisesRegex(UserError, "archived already"):
            self.records[0].action_archive()
        with self.assertRaisesRegex(UserError, "is archived and"):
            self._add_evidence(
                document, "letter_copy", record_id=False, document_id=document.id
            )

    def test_who_may(self):
        document = self._close()
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                document.with_user(user).action_archive()
        draft = self.env["callback.document"].create(
            {
                "title": "Draft",
                "department_id": self.branch.id,
                "channel_id": self.public.id,
            }
        )
        with self.assertRaisesRegex(UserError, "when it is finished"):
            self._archive(draft)

    def test_archiving_everything_makes_one_file_of_it(self):
        self._close()
        records = self.env["callback.record"]
        with freeze_time("2026-10-03 02:00:00"):
            records._archive_all()
        self.assertEqual(len(self.records.archive_id), 1)
        self.assertEqual(self.records.archive_id.res_model, "callback.document")
        self.assertEqual(self._verify(), [])

    def test_tampering_is_found(self):
        document = self._close()
        archive = self._archive(document)
        evidence = document.evidence_ids
        cases = {
            "SHA-256": ("callback_evidence", evidence.id, {"sha256": "0" * 64}),
            "Title": ("callback_document", document.id, {"title": "Other"}),
            "Handling result": (
                "callback_record",
                self.records[3].id,
                {"result": "Other"},
            ),
            "Outcome": (
                "callback_attempt",
                self.records[4].attempt_ids.id,
                {"outcome": "busy"},
            ),
            "do not name each other": (
                "callback_document",
                document.id,
                {"archive_id": None},
            ),
            "file is missing": (
                "callback_record",
                self.records[2].id,
                {"archive_id": None},
            ),
        }
        for words, (table, row_id, values) in cases.items():
            with self.subTest(words), self.env.cr.savepoint() as savepoint:
                self._set(table, row_id, **values)
                found = self._verify()
                savepoint.rollback()
                self.env.invalidate_all()
                self.assertTrue(any(words in b["what"] for b in found), found)
        self.assertEqual(self._verify(), [])
        self._break_file(evidence)
        broken = self._verify()
        self.assertEqual({line["archive"] for line in broken}, {archive.name})
        self.assertIn("letter.txt” is missing", broken[0]["what"])

    def _break_file(self, evidence):
        attachment = evidence._get_attachments()[evidence]
        self._set("ir_attachment", attachment.id, store_fname="00/none")

    def test_a_single_file_holds_the_evidence_of_the_document(self):
        document = self._close()
        one = self.records[2]
        with freeze_time("2026-10-03 02:00:00"):
            archive = one.action_archive()
        content = self._load(archive)
        self.assertEqual(content["evidence"], [])
        self.assertEqual(
            [line["sha256"] for line in content["shared_evidence"]],
            document.evidence_ids.mapped("sha256"),
        )
        self.assertEqual(self._verify(), [])
        self._set("callback_evidence", document.evidence_ids.id, name="other.txt")
        broken = self._verify()
        self.assertEqual([line["archive"] for line in broken], [archive.name])
        self.assertIn("Evidence of the document, line 1: File name", broken[0]["what"])
        self._set("callback_evidence", document.evidence_ids.id, name="letter.txt")
        self._break_file(document.evidence_ids)
        self.assertIn("letter.txt” is missing", self._verify()[0]["what"])
        with self.assertRaisesRegex(UserError, "is archived already"):
            self._archive(document)

    def test_shared_evidence_outlives_the_first_file(self):
        """Destroying one file leaves the letter that proves the other callbacks."""
        document = self._close(self.records[:2])
        with freeze_time("2026-10-03 02:00:00"):
            first, second = self.records[:2].action_archive()
        evidence, sealer = document.evidence_ids, self.env["callback.archive"].sudo()
        for archive, kept in ((first, True), (second, False)):
            self._set("callback_archive", archive.id, content=None)
            sealer._destroy_evidence(evidence.ids)
            self.env.invalidate_all()
            self.assertEqual(bool(evidence._get_attachments()), kept)

    def test_who_reads_it(self):
        """Callers read it when all callbacks in it are their own."""
        archive = self._archive(self._close())

        def readers():
            self.env.invalidate_all()
            users = (self.caller, self.other_caller, self.supervisor, self.auditor)
            return [u for u in users if archive.with_user(u).has_access("read")]

        self.assertEqual(readers(), [self.caller, self.supervisor, self.auditor])
        self._set("callback_record", self.records[1].id, user_id=self.other_caller.id)
        self.assertEqual(readers(), [self.supervisor, self.auditor])
        self.env["callback.conflict"].create(
            {
                "user_id": self.supervisor.id,
                "partner_id": self.records[4].partner_id.id,
                "reason": "Brother",
            }
        )
        self.assertEqual(readers(), [self.auditor])

    def test_json_of_the_export_is_plain(self):
        archive = self._archive(self._close())
        document = self.env["callback.document"].browse(archive.res_id)
        living = document._get_archive_contents()[document.id]
        sealed = self._load(archive)
        for part in ("cover", "version"):
            del sealed[part]
        self.assertEqual(json.loads(archive._canonical(living)), sealed)
