# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon
from .complaint_common import ComplaintCommon

SPOKEN = "The cellar of Mrs Zhang is wet"


@tagged("post_install", "-at_install")
class TestArchiveComplaintDestroy(ComplaintCommon, ArchiveCommon):
    """After its retention nothing personal is left of a complaint (BASE-21)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stages = [("informed", 5, "working_day", "receipt")]
        cls._policy_with({"gate": "informed", "stages": stages})
        cls.archivist = cls._new_user("cb_archivist", "archivist")
        cls.second = cls._new_user("cb_archivist2", "archivist")

    def _sealed_case(self):
        with self._at("2026-04-29 10:00:00"):
            case = self._file(description=SPOKEN, subject=SPOKEN)
            attachment = self.env["ir.attachment"].create(
                {
                    "name": f"{SPOKEN}.txt",
                    "raw": SPOKEN.encode(),
                    "res_model": case._name,
                    "res_id": case.id,
                }
            )
            case.sudo().source_ids.attachment_ids = attachment
            case.action_resolve(SPOKEN)
            case.message_post(body=SPOKEN)
            case.action_inform("letter")
            case.action_close()
            case.with_user(self.supervisor).action_archive()
        return case.sudo(), attachment

    def _destroy(self, archive):
        entry = self.env["callback.archive.destruction"].with_user(self.archivist)
        entry = entry.create({"reason": "Shredded"})
        entry.action_collect()
        self.assertIn(archive, entry.line_ids.archive_id)
        entry.action_propose()
        entry.with_user(self.second).action_approve()
        entry.action_execute()

    def test_nothing_personal_is_left(self):
        case, attachment = self._sealed_case()
        with freeze_time("2030-01-01"):
            self._destroy(case.archive_id)
        self.assertFalse(case.archive_id.content)
        self.assertEqual(self._verify(), [])
        self.assertFalse(attachment.exists())
        self.assertFalse(case.message_ids)
        self.env.flush_all()
        for name in ("", "_source", "_round", "_clock", "_extension"):
            self.env.cr.execute(
                f"SELECT * FROM callback_complaint{name} t"  # pylint: disable=sql-injection
                " WHERE t::text LIKE %s",
                (f"%{SPOKEN}%",),
            )
            self.assertFalse(self.env.cr.fetchall(), name)
        # What is counted stays.
        self.assertEqual(
            (case.state, case.kind, case.round), ("closed", "complaint", 1)
        )

    def test_of_a_recording_neither_number_nor_agent_is_left(self):
        archive = self._make_file("2026-04-03 01:00:00")
        record = archive.record_id
        values = {"phone": "13800138000", "agent": "Wang", "tag": "Zhang"}
        for evidence in record.evidence_ids:
            self._set("callback_evidence", evidence.id, **values)
        self._set("callback_record", record.id, phone_other="13800138000")
        with freeze_time("2030-01-01"):
            self._destroy(archive)
        record.invalidate_recordset()
        self.assertFalse(record.phone_other)
        for name in values:
            self.assertFalse(any(record.evidence_ids.mapped(name)), name)

    def test_a_chain_is_written_by_sealing_alone(self):
        case, _attachment = self._sealed_case()
        chain = case.archive_id.chain_id
        for change in (
            lambda: chain.write({"head": "0" * 64}),
            lambda: chain.write({"last_number": 0}),
            lambda: chain.unlink(),
            lambda: chain.create(
                {"company_id": chain.company_id.id, "year": 1999, "last_number": 7}
            ),
        ):
            with self.assertRaisesRegex(UserError, "chain"), self.cr.savepoint():
                change()
        self.assertEqual(self._verify(), [])

    def test_what_was_promised_is_sealed(self):
        case, _attachment = self._sealed_case()
        for values in (
            {"date_reply_by": "2026-05-01 00:00:00"},
            {"gate": "callback"},
            {"onsite_required": True},
        ):
            with self.cr.savepoint() as savepoint:
                self._set("callback_complaint", case.id, **values)
                found = {line["archive"] for line in self._verify()}
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(found, {case.archive_id.name}, values)
