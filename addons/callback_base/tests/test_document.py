# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CallbackCommon

COUNT = 12


@tagged("post_install", "-at_install")
class TestDocument(CallbackCommon):
    """One document closes many callbacks (BASE-47, P1-14, U1-08, S3-10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.public = cls.env.ref("callback_base.callback_channel_public_letter")
        cls.meeting = cls.env.ref("callback_base.callback_channel_meeting")
        cls.type.channel_ids |= cls.public
        cls.owners = cls.env["res.partner"].create(
            [{"name": f"Owner {number}"} for number in range(COUNT)]
        )
        cls.records = cls.env["callback.record"].union(
            *(cls._create_record(partner_id=owner.id) for owner in cls.owners)
        )

    def _make(self, records=None, **values):
        records = self.records if records is None else records
        action = records.with_user(self.supervisor).action_make_document()
        document = self.env["callback.document"].browse(action["res_id"])
        document = document.with_user(self.supervisor)
        document.write(
            {
                "title": "Open letter on the water pressure",
                "content": "Explained the pumps",
                "problem": "Low pressure",
                "result": "New pump in May",
                **values,
            }
        )
        return document

    def _add(self, document, code="letter_copy"):
        owner = {"record_id": False, "document_id": document.id}
        return self._add_evidence(document, code, **owner)

    def test_one_open_letter_closes_all_callbacks(self):
        own_words = self.records[0]
        own_words.content = "Called before"
        document = self._make(date=datetime(2026, 3, 3, 2))
        self.assertEqual(document.channel_id, self.public)
        self.assertEqual(document.evidence_missing, "Letter copy")
        with self.assertRaisesRegex(UserError, "add the document itself"):
            document.action_done()
        self._add(document)
        document.action_done()
        self.assertEqual(set(self.records.mapped("state")), {"done"})
        self.assertEqual(document.record_count, COUNT)
        self.assertEqual(len(self.records.attempt_ids), COUNT)
        self.assertEqual(
            set(self.records.mapped("date_contact")), {datetime(2026, 3, 3, 2)}
        )
        self.assertEqual(own_words.content, "Called before")
        self.assertEqual(self.records[1].content, "Explained the pumps")
        self.assertEqual(document.state, "done")
        self.assertRegex(document.name, r"^HD-\d{4}-\d{4,}$")

    def test_statistics_count_each_callback(self):
        document = self._make()
        self._add(document)
        document.action_done()
        today = datetime.now().date()
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": today.replace(day=1),
            }
        )
        self.records.action_archive()
        statement.action_compute()
        self.assertEqual(statement.record_count, COUNT)

    def test_all_or_nothing_and_the_failing_one_is_named(self):
        refusing = self.records[7]
        refusing.partner_id.callback_refused_channel_ids = self.public
        document = self._make()
        self._add(document)
        refused = self.assertRaisesRegex(UserError, refusing.name)
        with refused, self.cr.savepoint():
            document.action_done()
        self.env.invalidate_all()
        self.assertEqual(set(self.records.mapped("state")), {"planned"})
        self.assertFalse(self.records.attempt_ids)
        self.assertEqual(document.state, "draft")

    def test_a_callback_without_facts_is_named(self):
        document = self._make(result=False)
        self._add(document)
        self.records[1:].write({"result": "Fine"})
        with self.assertRaisesRegex(ValidationError, self.records[0].name):
            document.action_done()

    def test_same_channel_for_all(self):
        document = self._make()
        with self.assertRaisesRegex(ValidationError, "TP-1.*Discussion meeting"):
            document.write({"channel_id": self.meeting.id})
            self.records._check_document_channel()
        self.type.channel_ids = self.phone
        other = self._create_record()
        with self.assertRaisesRegex(UserError, "allows no channel"):
            other.with_user(self.supervisor).action_make_document()
        with self.assertRaisesRegex(UserError, "belongs to"):
            self.records.with_user(self.supervisor).action_make_document()

    def test_a_signature_proves_one_customer_only(self):
        self.public.evidence_kind_ids |= self.env.ref(
            "callback_base.callback_evidence_kind_customer_signature"
        )
        document = self._make()
        self._add(document)
        self._add(document, "customer_signature")
        refused = self.assertRaisesRegex(UserError, "missing: Customer signature")
        with refused, self.cr.savepoint():
            document.action_done()
        for record in self.records:
            self._add_evidence(record, "customer_signature")
        document.action_done()
        self.assertEqual(set(self.records.mapped("state")), {"done"})

    def test_a_draft_proves_nothing(self):
        document = self._make()
        self._add(document)
        record = self.records[0].with_user(self.supervisor)
        record.log_attempt("public_letter", "answered")
        record.write({"content": "Asked", "problem": "None", "result": "Fine"})
        with self.assertRaisesRegex(UserError, "missing: Letter copy"):
            record.action_done()

    def test_a_finished_document_stays(self):
        document = self._make()
        evidence = self._add(document)
        document.action_done()
        for change in (
            lambda: document.write({"title": "Other"}),
            lambda: document.unlink(),
            lambda: evidence.with_user(self.supervisor).unlink(),
            lambda: (
                self.records[0].with_user(self.supervisor).write({"document_id": False})
            ),
            lambda: (
                self._create_record()
                .with_user(self.supervisor)
                .write({"document_id": document.id})
            ),
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            document.write({"state": "draft"})

    def test_its_evidence_is_sealed_with_the_first_archived_callback(self):
        document = self._make()
        evidence = self._add(document)
        document.action_done()
        self.records[0].action_archive()
        with self.assertRaisesRegex(UserError, "archived"):
            evidence.sudo().unlink()

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.records.with_user(self.caller).action_make_document()
        document = self._make()
        self._add(document)
        with self.assertRaises(AccessError):
            document.with_user(self.caller).action_done()
        with self.assertRaises(AccessError):
            document.with_user(self.auditor).action_done()
        other = self._new_user("cb_super2", "supervisor", self.other_branch)
        with self.assertRaises(AccessError):
            document.with_user(other).action_done()
        with self.assertRaises(AccessError):
            document.with_user(other).read(["title"])
        self.assertTrue(document.with_user(self.auditor).title)

    def test_a_caller_sees_the_document_of_own_callbacks(self):
        document = self._make()
        evidence = self._add(document)
        document.action_done()
        with self.assertRaises(AccessError):
            evidence.with_user(self.other_caller).read(["name"])
        self.records[0].sudo().user_id = self.caller
        self.env.invalidate_all()
        self.assertEqual(evidence.with_user(self.caller).name, "proof.png")
        with self.assertRaises(AccessError):
            evidence.with_user(self.caller).unlink()

    def test_a_person_concerned_sees_no_document(self):
        document = self._make()
        evidence = self._add(document)
        self.records[3].sudo().concerned_user_ids = self.supervisor
        self.env.invalidate_all()
        for line in (document, evidence.with_user(self.supervisor)):
            with self.assertRaises(AccessError):
                line.read(["display_name"])

    def test_few_queries_for_many_callbacks(self):
        """Each further callback costs a bounded number of queries."""
        counts = []
        for part in (self.records[:3], self.records[3:]):
            document = self._make(part)
            self._add(document)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            document.action_done()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLess((counts[1] - counts[0]) / 6, 12, counts)

    def test_records_are_linked_by_the_form(self):
        document = self._make(self.records[:2])
        document.write({"record_ids": [Command.link(self.records[5].id)]})
        self.assertEqual(document.record_count, 3)
        document.write({"record_ids": [Command.unlink(self.records[5].id)]})
        self.assertFalse(self.records[5].document_id)
