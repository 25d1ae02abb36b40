# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import os

from .archive_common import ArchiveCommon

#: What is changed behind the program's back → place or name of the file that must be
#: named, and a word of the text. Each is a method ``_tamper_<name>`` below.
TAMPERINGS = {
    "attempt_changed": (1, "Attempts, line 1: Rang"),
    "attempt_time_changed": (1, "Attempts, line 2: Time"),
    "attempt_added": (1, "Added after sealing: Attempts"),
    "attempt_deleted": (1, "Removed after sealing: Attempts"),
    "attempt_moved": (2, "Added after sealing: Attempts"),
    "evidence_digest_changed": (1, "SHA-256"),
    "evidence_deleted": (1, "Removed after sealing: Evidence"),
    "evidence_stated_missing": (1, "Reason why missing"),
    "evidence_moved": (2, "Added after sealing: Evidence"),
    "evidence_renamed": (1, "File name"),
    "bytes_changed": (1, "proof0.wav” was changed"),
    "bytes_swapped": (1, "proof1.wav” was changed"),
    "bytes_and_digest_changed": (1, "SHA-256"),
    "bytes_deleted": (1, "proof0.wav” is missing"),
    "attachment_deleted": (1, "proof0.wav” is missing"),
    "attachment_repointed": (1, "proof0.wav” was changed"),
    "attempt_answer_time_changed": (1, "Attempts, line 1: Answered at"),
    "attempt_hangup_changed": (1, "Attempts, line 1: Hung up at"),
    "attempt_end_changed": (1, "Attempts, line 1: Finished at"),
    "attempt_wrap_up_changed": (1, "Attempts, line 1: Wrap-up"),
    "attempt_direction_changed": (1, "Attempts, line 1: Customer called"),
    "attempt_line_changed": (1, "Attempts, line 1: Other line"),
    "attempt_number_changed": (1, "Attempts, line 1: Number"),
    "attempt_exception_changed": (1, "Attempts, line 1: Exception"),
    "evidence_times_changed": (1, "Recorded from"),
    "evidence_size_changed": (1, "File size"),
    "evidence_reference_changed": (1, "Evidence, line 1"),
    "override_changed": (1, "Exceptions, line 1: Reason"),
    "override_deleted": (1, "Removed after sealing: Exceptions"),
    "script_unticked": (1, "Script lines, line 1: Said"),
    "script_deleted": (1, "Removed after sealing: Script lines"),
    "answer_changed": (1, "answers"),
    "answer_deleted": (1, "answers"),
    "answers_unlinked": (1, "Answers"),
    "complaint_solved_changed": (1, "Solved"),
    "question_reason_changed": (1, "Changed after sealing"),
    "record_joined_a_document": (1, "Closed by document"),
    "extension_changed": (1, "Extensions, line 1: Reason"),
    "extension_deleted": (1, "Removed after sealing: Extensions"),
    "record_text_changed": (1, "Handling result"),
    "record_state_changed": (1, "State"),
    "record_time_changed": (1, "Finished"),
    "record_deadline_changed": (1, "Deadline"),
    "record_customer_replaced": (1, "Customer"),
    "record_number_changed": (1, "Number"),
    "record_link_cleared": (1, "do not name each other"),
    "record_link_and_date_cleared": (1, "do not name each other"),
    "record_deleted": (1, "document is missing"),
    "content_changed": (1, "seal does not fit"),
    "content_and_leaf_changed": (1, "seal does not fit"),
    "content_and_seal_changed": (2, "does not continue"),
    "content_unreadable": (1, "cannot be read"),
    "content_emptied": (1, "content is missing"),
    "file_deleted": (2, "Files are missing before it"),
    "file_and_traces_deleted": (2, "Files are missing before it"),
    "tail_deleted": (2, "end of the chain"),
    "files_reordered": (1, "does not continue"),
    "documents_exchanged": (1, "seal does not fit"),
    "number_changed": (1, "Files are missing before it"),
    "number_doubled": (2, "Files are missing before it"),
    "name_changed": ("TST-2026-999999", "Name"),
    "time_changed": (1, "Archived on"),
    "retention_shortened": (1, "Keep until"),
    "category_changed": (1, "Category"),
    "level_lowered": (1, "Confidentiality"),
    "customer_changed": (1, "Customer"),
    "department_changed": (1, "Department"),
    "archivist_changed": (1, "Archived by"),
    "company_changed": (1, "Company"),
    "version_lowered": (1, "version 1"),
    "version_raised": (1, "seal does not fit"),
    "source_digest_changed": (1, "seal does not fit"),
    "previous_changed": (1, "does not continue"),
    "head_changed": (3, "end of the chain"),
    "head_number_changed": (3, "end of the chain"),
    "head_deleted": (1, "chain is missing"),
    "year_changed": (1, "seal does not fit"),
    "file_forged": ("forged", "do not name each other"),
}


class ArchiveTampering(ArchiveCommon):
    """Four sealed files, and a hand that changes what belongs to them."""

    tamperings = TAMPERINGS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = [
            cls._make_file(f"2026-10-03 0{hour}:00:00") for hour in range(1, 5)
        ]
        cls.before, cls.one, cls.two, cls.three = cls.files
        cls.record = cls.one.record_id
        cls.other = cls.two.record_id
        cls.chain = cls.one.chain_id

    def _tampered(self):
        """Do each tampering and undo it again; yield its name, file and words."""
        names = [archive.name for archive in self.files]
        for name, (number, words) in self.tamperings.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.undo = lambda: None
                try:
                    getattr(self, f"_tamper_{name}")()
                    file = number if isinstance(number, str) else names[number]
                    yield name, file, words
                finally:
                    self.undo()
                savepoint.rollback()
                self.env.invalidate_all()

    # The hand ---------------------------------------------------------------------

    def _drop(self, table, constraint):
        self._sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")  # pylint: disable=sql-injection

    def _path(self, number):
        evidence = self.record.evidence_ids[number]
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "callback.evidence"),
                ("res_field", "=", "file"),
                ("res_id", "=", evidence.id),
            ]
        )
        return attachment, attachment._full_path(attachment.store_fname)

    def _write_bytes(self, path, content):
        with open(path, "rb") as stream:
            before = stream.read()

        def undo():
            with open(path, "wb") as stream:
                stream.write(before)

        self.undo = undo
        os.remove(path)
        if content is not None:
            with open(path, "wb") as stream:
                stream.write(content)
        return before

    def _rewrite_from(self, first):
        content = json.loads(first.content)
        content["record"]["result"] = "Other"
        self._set("callback_record", first.record_id.id, result="Other")
        source = first.record_id._get_archive_sources()[first.record_id.id]
        self._set("callback_archive", first.id, digest_source=source)
        head = self._reseal(first, content=first._canonical(content))
        for archive in self.files[self.files.index(first) + 1 :]:
            head = self._reseal(archive, previous=head)
        self._set("callback_archive_chain", self.chain.id, head=head)

    def _cut_tail(self):
        self._set("callback_record", self.three.record_id.id, archive_id=None)
        self._sql("DELETE FROM callback_archive WHERE id = %s", self.three.id)

    def _tamper_attempt_changed(self):
        self._set("callback_attempt", self.record.attempt_ids[0].id, ring_seconds=99)

    def _tamper_attempt_time_changed(self):
        attempt = self.record.attempt_ids[1].id
        self._set("callback_attempt", attempt, date_start="2026-10-01 00:00:00")

    def _tamper_attempt_added(self):
        self._sql(
            """INSERT INTO callback_attempt (record_id, date_start, user_id,
                channel_id, outcome)
            SELECT record_id, date_start, user_id, channel_id, outcome
            FROM callback_attempt WHERE id = %s""",
            self.record.attempt_ids[0].id,
        )

    def _tamper_attempt_deleted(self):
        attempt = self.record.attempt_ids[0].id
        self._sql("DELETE FROM callback_attempt WHERE id = %s", attempt)

    def _tamper_attempt_moved(self):
        attempt = self.record.attempt_ids[0].id
        self._set("callback_attempt", attempt, record_id=self.other.id)

    def _evidence(self, **values):
        self._set("callback_evidence", self.record.evidence_ids[0].id, **values)

    def _tamper_evidence_digest_changed(self):
        self._evidence(sha256="0" * 64)

    def _tamper_evidence_deleted(self):
        evidence = self.record.evidence_ids[0].id
        self._sql("DELETE FROM callback_evidence WHERE id = %s", evidence)

    def _tamper_evidence_stated_missing(self):
        self._evidence(state="missing", reason="Lost")

    def _tamper_evidence_moved(self):
        self._evidence(record_id=self.other.id)

    def _tamper_evidence_renamed(self):
        self._evidence(name="other.txt")

    def _tamper_bytes_changed(self):
        self._write_bytes(self._path(0)[1], b"other")

    def _tamper_bytes_swapped(self):
        with open(self._path(0)[1], "rb") as stream:
            first = stream.read()
        self._write_bytes(self._path(1)[1], first)

    def _tamper_bytes_and_digest_changed(self):
        self._write_bytes(self._path(0)[1], b"other")
        self._evidence(sha256=self.one._sha256("other"))

    def _tamper_bytes_deleted(self):
        self._write_bytes(self._path(0)[1], None)

    def _tamper_attachment_deleted(self):
        attachment, _path = self._path(0)
        self._sql("DELETE FROM ir_attachment WHERE id = %s", attachment.id)

    def _tamper_attachment_repointed(self):
        attachment, _path = self._path(0)
        other, _path = self._path(1)
        self._set("ir_attachment", attachment.id, store_fname=other.store_fname)

    def _attempt(self, **values):
        self._set("callback_attempt", self.record.attempt_ids[0].id, **values)

    def _tamper_attempt_answer_time_changed(self):
        self._attempt(date_answer="2026-10-01 00:00:00")

    def _tamper_attempt_hangup_changed(self):
        self._attempt(date_hangup="2026-10-01 00:00:00")

    def _tamper_attempt_end_changed(self):
        self._attempt(date_end="2026-10-01 00:00:00")

    def _tamper_attempt_wrap_up_changed(self):
        self._attempt(wrap_seconds=77)

    def _tamper_attempt_direction_changed(self):
        self._attempt(is_inbound=True)

    def _tamper_attempt_line_changed(self):
        self._attempt(is_other_line=True)

    def _tamper_attempt_number_changed(self):
        self._attempt(phone="110")

    def _tamper_attempt_exception_changed(self):
        exceptions = dict(self.env["callback.attempt"]._fields["exception"].selection)
        self._attempt(exception=next(iter(exceptions)))

    def _tamper_evidence_times_changed(self):
        self._evidence(date_start="2026-10-01 00:00:00")

    def _tamper_evidence_size_changed(self):
        self._evidence(file_size=7)

    def _tamper_evidence_reference_changed(self):
        self._evidence(external_ref="X-7")

    def _tamper_override_changed(self):
        self._set("callback_override", self.record.override_ids.id, reason="Other")

    def _tamper_override_deleted(self):
        override = self.record.override_ids.id
        self._sql("DELETE FROM callback_override WHERE id = %s", override)

    def _tamper_script_unticked(self):
        line = self.record.script_line_ids.id
        self._set("callback_record_script_line", line, is_said=False)

    def _tamper_script_deleted(self):
        line = self.record.script_line_ids.id
        self._sql("DELETE FROM callback_record_script_line WHERE id = %s", line)

    def _answer_line(self):
        return self.record.sudo().answer_id.user_input_line_ids.id

    def _tamper_answer_changed(self):
        line = self._answer_line()
        self._set("survey_user_input_line", line, value_char_box="Bad")

    def _tamper_answer_deleted(self):
        line = self._answer_line()
        self._sql("DELETE FROM survey_user_input_line WHERE id = %s", line)

    def _tamper_answers_unlinked(self):
        self._record(answer_id=None)

    def _tamper_complaint_solved_changed(self):
        self._record(complaint_solved="yes")

    def _tamper_question_reason_changed(self):
        self._record(question_reason="Other")

    def _tamper_record_joined_a_document(self):
        document = self.env["callback.document"].create(
            {
                "title": "Letter",
                "department_id": self.branch.id,
                "channel_id": self.letter.id,
            }
        )
        self._record(document_id=document.id)

    def _tamper_extension_changed(self):
        extension = self.record.extension_ids.id
        self._set("callback_extension", extension, reason="Other")

    def _tamper_extension_deleted(self):
        extension = self.record.extension_ids.id
        self._sql("DELETE FROM callback_extension WHERE id = %s", extension)

    def _record(self, **values):
        self._set("callback_record", self.record.id, **values)

    def _tamper_record_text_changed(self):
        self._record(result="Other")

    def _tamper_record_state_changed(self):
        self._record(state="unreachable")

    def _tamper_record_time_changed(self):
        self._record(date_done="2026-10-02 00:00:00")

    def _tamper_record_deadline_changed(self):
        self._record(deadline="2027-10-02 00:00:00")

    def _tamper_record_customer_replaced(self):
        self._record(partner_id=self.env.user.partner_id.id)

    def _tamper_record_number_changed(self):
        self._record(name="OTHER")

    def _tamper_record_link_cleared(self):
        self._record(archive_id=None)

    def _tamper_record_link_and_date_cleared(self):
        self._record(archive_id=None, date_archived=None)

    def _tamper_record_deleted(self):
        self._drop("callback_archive", "callback_archive_record_id_fkey")
        self._sql("DELETE FROM callback_record WHERE id = %s", self.record.id)

    def _archive(self, **values):
        self._set("callback_archive", self.one.id, **values)

    def _other_content(self):
        return self.one.content.replace("Asked", "asked")

    def _tamper_content_changed(self):
        self._archive(content=self._other_content())

    def _tamper_content_and_leaf_changed(self):
        content = self._other_content()
        self._archive(content=content, leaf=self.one._sha256(content))

    def _tamper_content_and_seal_changed(self):
        self._reseal(self.one, content=self._other_content())

    def _tamper_content_unreadable(self):
        self._reseal(self.one, content="{")
        self._archive(digest_source="0" * 64)

    def _tamper_content_emptied(self):
        self._archive(content=None)

    def _tamper_file_deleted(self):
        self._record(archive_id=None)
        self._sql("DELETE FROM callback_archive WHERE id = %s", self.one.id)

    def _tamper_file_and_traces_deleted(self):
        self._record(archive_id=None, date_archived=None)
        self._sql("DELETE FROM callback_archive WHERE id = %s", self.one.id)

    def _tamper_tail_deleted(self):
        self._cut_tail()

    def _tamper_files_reordered(self):
        first, second = self.one.number, self.two.number
        self._archive(number=-1)
        self._set("callback_archive", self.two.id, number=first)
        self._archive(number=second)

    def _tamper_documents_exchanged(self):
        self._archive(record_id=None, res_id=-1)
        self._set("callback_archive", self.two.id, res_id=self.record.id)
        self._archive(record_id=self.record.id, res_id=self.other.id)

    def _tamper_number_changed(self):
        self._archive(number=900)

    def _tamper_number_doubled(self):
        self._sql("DROP INDEX callback_archive_number_unique")
        self._set("callback_archive", self.two.id, number=self.one.number)

    def _tamper_name_changed(self):
        self._archive(name="TST-2026-999999")

    def _tamper_time_changed(self):
        self._archive(date_archived="2026-09-03 01:00:00")

    def _tamper_retention_shortened(self):
        self._archive(retention_end="2026-10-04")

    def _tamper_category_changed(self):
        self._archive(category_id=self._make_category("OTH", 9).id)

    def _tamper_level_lowered(self):
        self._archive(level="secret")

    def _tamper_customer_changed(self):
        self._archive(partner_id=self.env.user.partner_id.id)

    def _tamper_department_changed(self):
        self._archive(department_id=self.other_branch.id)

    def _tamper_archivist_changed(self):
        self._archive(user_id=self.caller.id)

    def _tamper_company_changed(self):
        company = self.env["res.company"].create({"name": "Other"})
        self._archive(company_id=company.id)

    def _tamper_version_lowered(self):
        self._archive(content_version=1)

    def _tamper_version_raised(self):
        self._archive(content_version=3)

    def _tamper_source_digest_changed(self):
        self._archive(digest_source="0" * 64)

    def _tamper_previous_changed(self):
        self._archive(digest_previous="0" * 64)

    def _tamper_head_changed(self):
        self._set("callback_archive_chain", self.chain.id, head="0" * 64)

    def _tamper_head_number_changed(self):
        self._set("callback_archive_chain", self.chain.id, last_number=999)

    def _tamper_head_deleted(self):
        self._drop("callback_archive", "callback_archive_chain_id_fkey")
        chain = self.chain.id
        self._sql("DELETE FROM callback_archive_chain WHERE id = %s", chain)

    def _tamper_year_changed(self):
        self._set("callback_archive_chain", self.chain.id, year=2031)

    def _tamper_file_forged(self):
        """A file for a callback that was never archived, with a seal that fits."""
        record = self._create_record()
        self.env.flush_all()
        self._sql(
            """INSERT INTO callback_archive (name, company_id, category_id, level,
                res_model, res_id, record_id, content, content_version, chain_id,
                number, leaf, digest_previous, digest, date_archived)
            SELECT 'forged', company_id, category_id, level, res_model, %s, %s,
                content, content_version, chain_id, number + 1, leaf, digest,
                digest, date_archived FROM callback_archive WHERE id = %s""",
            record.id,
            record.id,
            self.three.id,
        )
        forged = self.env["callback.archive"].search([("name", "=", "forged")])
        digest = self._reseal(forged)
        self._set(
            "callback_archive_chain",
            self.chain.id,
            head=digest,
            last_number=forged.number,
        )
