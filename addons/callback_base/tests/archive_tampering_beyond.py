# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .archive_tampering import ArchiveTampering

#: As ``TAMPERINGS``; each is a method ``_tamper_<name>`` below.
BEYOND = {
    "file_below_the_first_number": ("forged", "Files are missing before it"),
    "file_of_an_ordinary_model": ("forged", "not installed"),
    "file_of_an_unknown_model": ("forged", "not installed"),
    "contents_exchanged": (1, "seal does not fit"),
    "contents_and_leaves_exchanged": (1, "seal does not fit"),
    "middle_deleted_and_renumbered": (2, "seal does not fit"),
    "years_exchanged": (1, "seal does not fit"),
    "chain_doubled": ("chain", "more than one chain"),
    "chain_of_another_company": (1, "chain is missing or of another company"),
    "cover_of_another_kind": (1, "seal does not fit"),
    "cover_of_a_list": (1, "seal does not fit"),
    "lines_of_another_kind": (1, "seal does not fit"),
    "content_nested_too_deep": (1, "cannot be read"),
    "content_emptied_to_a_text": (1, "seal does not fit"),
    "space_added_to_the_content": (1, "seal does not fit"),
    "space_added_to_a_text": (1, "Handling result"),
    "nothing_made_an_empty_text": (1, "New needs"),
    "times_shifted_by_a_zone": (1, "Attempts, line 1: Time"),
    "time_of_archiving_shifted": (1, "Archived on"),
    "retention_without_end": (1, "Keep until"),
    "retention_longer": (1, "Keep until"),
    "level_forgotten": (1, "Confidentiality"),
    "leaf_forgotten": (1, "seal does not fit"),
    "seal_in_capitals": (1, "seal does not fit"),
    "marked_as_destroyed": (1, "marked as destroyed"),
    "record_of_the_file_cleared": (1, "its file is missing"),
    "attachments_exchanged": (1, "proof0.wav” was changed"),
    "evidence_exchanged": (2, "Added after sealing: Evidence"),
    "evidence_without_owner": (1, "Removed after sealing: Evidence"),
    "evidence_added_by_somebody_else": (1, "Added by"),
    "recording_of_another_call": (1, "Evidence, line 1"),
    "recording_of_another_agent": (1, "Evidence, line 1"),
    "recording_made_longer": (1, "Evidence, line 1"),
    "other_number_changed": (1, "Another number"),
    "attachment_put_beside": (1, "proof0.wav” was changed"),
    "attachment_put_before": (1, "proof0.wav” was changed"),
    "file_of_an_address_deleted": (1, "proof0.wav” is missing"),
    "answer_sheets_exchanged": (1, "Changed after sealing"),
    "answer_moved_to_another_sheet": (2, "Changed after sealing"),
    "answered_by_the_customer": (1, "Changed after sealing"),
    "questionnaire_exchanged": (1, "Changed after sealing"),
    "outcome_changed": (1, "Attempts, line 1: Outcome"),
    "attempt_made_valid": (1, "Attempts, line 1"),
    "attempts_of_somebody_else": (1, "Attempts, line 1: Caller"),
    "extension_approved_later": (1, "Extensions, line 1"),
    "script_reordered": (1, "Script lines, line 1"),
    "round_changed": (1, "Round"),
}


class ArchiveTamperingBeyond(ArchiveTampering):
    """More that a hand in the database can do: each is found and located."""

    tamperings = BEYOND

    def _row(self, table, row_id, *names):
        columns = ", ".join(names)
        self.env.cr.execute(
            f"SELECT {columns} FROM {table} WHERE id = %s",  # pylint: disable=sql-injection
            (row_id,),
        )
        return self.env.cr.fetchone()

    def _exchange(self, table, one, two, *names):
        """Give each of two rows the values of the other."""
        first, second = (self._row(table, row, *names) for row in (one, two))
        self._set(table, one, **dict(zip(names, second, strict=True)))
        self._set(table, two, **dict(zip(names, first, strict=True)))

    def _forge(self, number, model, document):
        """Insert a file of a document that was never archived, with a fitting seal."""
        self._sql(
            """INSERT INTO callback_archive (name, company_id, category_id, level,
                res_model, res_id, record_id, content, content_version, chain_id,
                number, leaf, digest, date_archived)
            SELECT 'forged', company_id, category_id, level, %s, %s, %s, content,
                content_version, chain_id, %s, leaf, digest, date_archived
            FROM callback_archive WHERE id = %s""",
            model,
            document.id,
            document.id if model == "callback.record" else None,
            number,
            self.three.id,
        )
        forged = self.env["callback.archive"].search([("name", "=", "forged")])
        last = number > self.three.number
        digest = self._reseal(forged, previous=self.three.digest if last else "")
        if last:
            values = {"head": digest, "last_number": number}
            self._set("callback_archive_chain", self.chain.id, **values)
        return forged

    def _tamper_file_below_the_first_number(self):
        record = self._create_record()
        forged = self._forge(-5, "callback.record", record)
        values = {"archive_id": forged.id, "date_archived": forged.date_archived}
        self._set("callback_record", record.id, **values)

    def _tamper_file_of_an_ordinary_model(self):
        self._forge(self.three.number + 1, "res.partner", self.customer)

    def _tamper_file_of_an_unknown_model(self):
        self._forge(self.three.number + 1, "no.such.model", self.customer)

    def _tamper_contents_exchanged(self):
        self._exchange("callback_archive", self.one.id, self.two.id, "content")

    def _tamper_contents_and_leaves_exchanged(self):
        names = ("content", "leaf", "digest_source")
        self._exchange("callback_archive", self.one.id, self.two.id, *names)

    def _tamper_middle_deleted_and_renumbered(self):
        number, previous = self.one.number, self.one.digest_previous
        self._record(archive_id=None, date_archived=None)
        self._sql("DELETE FROM callback_archive WHERE id = %s", self.one.id)
        self._set("callback_archive", self.two.id, digest_previous=previous)
        for place, archive in enumerate((self.two, self.three)):
            self._set("callback_archive", archive.id, number=number + place)
        self._set("callback_archive_chain", self.chain.id, last_number=number + 1)

    def _tamper_years_exchanged(self):
        chains = self.env["callback.archive.chain"]
        company = self.chain.company_id.id
        other = chains.create({"company_id": company, "year": 2031})
        year = self.chain.year
        self._set("callback_archive_chain", other.id, year=1)
        self._set("callback_archive_chain", self.chain.id, year=2031)
        self._set("callback_archive_chain", other.id, year=year)

    def _tamper_chain_doubled(self):
        self._sql("DROP INDEX callback_archive_chain_chain_unique")
        self._sql(
            """INSERT INTO callback_archive_chain
                (company_id, year, last_number, head)
            SELECT company_id, year, 0, '' FROM callback_archive_chain
            WHERE id = %s""",
            self.chain.id,
        )

    def _tamper_chain_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        self._set("callback_archive_chain", self.chain.id, company_id=company.id)

    def _tamper_cover_of_another_kind(self):
        self._archive(content='{"cover": 5}')

    def _tamper_cover_of_a_list(self):
        self._archive(content='{"cover": ["name"]}')

    def _tamper_lines_of_another_kind(self):
        self._archive(content='{"attempts": [{"id": [1]}]}')

    def _tamper_content_nested_too_deep(self):
        self._archive(content="[" * 100000, digest_source="0" * 64)

    def _tamper_content_emptied_to_a_text(self):
        self._archive(content="")

    def _tamper_space_added_to_the_content(self):
        self._archive(content=f"{self.one.content} ")

    def _tamper_space_added_to_a_text(self):
        self._record(result=f"{self.record.result} ")

    def _tamper_nothing_made_an_empty_text(self):
        self._record(need="")

    def _tamper_times_shifted_by_a_zone(self):
        self._sql(
            """UPDATE callback_attempt SET date_start = date_start
                + interval '8 hours' WHERE record_id = %s""",
            self.record.id,
        )

    def _tamper_time_of_archiving_shifted(self):
        self._archive(date_archived="2026-09-30 16:00:00")
        self._record(date_archived="2026-09-30 16:00:00")

    def _tamper_retention_without_end(self):
        self._archive(retention_end=None)

    def _tamper_retention_longer(self):
        self._archive(retention_end="2099-12-31")

    def _tamper_level_forgotten(self):
        self._archive(level=None)

    def _tamper_leaf_forgotten(self):
        self._archive(leaf=None)

    def _tamper_seal_in_capitals(self):
        self._archive(digest=self.one.digest.upper())

    def _tamper_marked_as_destroyed(self):
        self._archive(date_destroyed="2027-01-01 00:00:00")

    def _tamper_record_of_the_file_cleared(self):
        self._archive(record_id=None)

    def _tamper_attachments_exchanged(self):
        (one, _path), (two, _other) = self._path(0), self._path(1)
        self._exchange("ir_attachment", one.id, two.id, "res_id")

    def _tamper_evidence_exchanged(self):
        one, two = self.record.evidence_ids[0], self.other.evidence_ids[0]
        self._exchange("callback_evidence", one.id, two.id, "record_id")

    def _tamper_evidence_without_owner(self):
        self._evidence(record_id=None)

    def _tamper_evidence_added_by_somebody_else(self):
        self._evidence(user_id=self.auditor.id)

    def _tamper_recording_of_another_call(self):
        self._evidence(attempt_id=self.record.attempt_ids[1].id)

    def _tamper_recording_of_another_agent(self):
        self._evidence(agent="Wang", phone="110")

    def _tamper_recording_made_longer(self):
        self._evidence(talk_seconds=900)

    def _tamper_other_number_changed(self):
        self._record(phone_other="110")

    def _put_beside(self, number):
        """Add a row with other bytes for the file of an evidence."""
        (one, _path), (two, _other) = self._path(0), self._path(1)
        self._sql(
            """INSERT INTO ir_attachment (id, name, res_model, res_field, res_id, type,
                store_fname, file_size, mimetype)
            SELECT %s, name, res_model, res_field, %s, type, store_fname, file_size,
                mimetype FROM ir_attachment WHERE id = %s""",
            number,
            one.res_id,
            two.id,
        )

    def _tamper_attachment_put_beside(self):
        self._put_beside(2**31 - 7)

    def _tamper_attachment_put_before(self):
        self._put_beside(-7)

    def _tamper_file_of_an_address_deleted(self):
        """Also where an external address is there beside the file."""
        self._evidence(url="https://records.example.com/1")
        attachment, _path = self._path(0)
        self._sql("DELETE FROM ir_attachment WHERE id = %s", attachment.id)

    def _tamper_answer_sheets_exchanged(self):
        sheet, other = self.record.sudo().answer_id, self.other.sudo().answer_id
        self._record(answer_id=other.id)
        self._set("callback_record", self.other.id, answer_id=sheet.id)

    def _tamper_answer_moved_to_another_sheet(self):
        sheet = self.other.sudo().answer_id.id
        line = self._answer_line()
        self._set("survey_user_input_line", line, user_input_id=sheet)

    def _sheet(self, **values):
        self._set("survey_user_input", self.record.sudo().answer_id.id, **values)

    def _tamper_answered_by_the_customer(self):
        self._sheet(callback_answered_by="customer")

    def _tamper_questionnaire_exchanged(self):
        self._sheet(survey_id=self.env["survey.survey"].create({"title": "Other"}).id)

    def _tamper_outcome_changed(self):
        self._attempt(outcome="refused")

    def _tamper_attempt_made_valid(self):
        attempt = self.record.attempt_ids[0]
        self._attempt(is_valid=not attempt.is_valid)

    def _tamper_attempts_of_somebody_else(self):
        for attempt in self.record.attempt_ids:
            self._set("callback_attempt", attempt.id, user_id=self.auditor.id)

    def _tamper_extension_approved_later(self):
        extension = self.record.extension_ids.id
        values = {"state": "approved", "approver_id": self.chief.id}
        self._set("callback_extension", extension, **values)

    def _tamper_script_reordered(self):
        line = self.record.script_line_ids.id
        self._set("callback_record_script_line", line, sequence=99)

    def _tamper_round_changed(self):
        self._record(complaint_round=7)
