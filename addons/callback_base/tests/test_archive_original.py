# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ast import literal_eval

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveOriginal(ArchiveCommon):
    """The original comes back from the file alone; the folder; everything finished."""

    def test_all_facts_come_back_after_the_document_was_changed(self):
        archive = self._make_file("2026-10-03 01:00:00")
        record = archive.record_id
        facts = ["Asked", "Satisfied", "Flood", "Customer", "TP-1", "In time"]
        facts += ["proof0.wav", "No answer", record.name, "Branch", "Test class"]
        facts += record.evidence_ids.mapped("sha256")
        self._set(
            "callback_record",
            record.id,
            content="gone",
            result="gone",
            satisfaction="dissatisfied",
            name="gone",
        )
        self._sql("DELETE FROM callback_attempt WHERE record_id = %s", record.id)
        self._sql("DELETE FROM callback_evidence WHERE record_id = %s", record.id)
        self._sql("DELETE FROM callback_extension WHERE record_id = %s", record.id)
        self._set(
            "res_partner", self.customer.id, name="Renamed", complete_name="Renamed"
        )
        text = str(archive.original)
        for fact in facts:
            self.assertIn(fact, text)
        for other in ("gone", "Renamed", "Dissatisfied"):
            self.assertNotIn(other, text)

    def test_what_the_customer_said_cannot_become_markup(self):
        with freeze_time("2026-10-03 01:00:00"):
            record = self._create_record()
            self._finish(record, content="<script>alert(1)</script>")
            record.action_archive()
        self.assertNotIn("<script>alert", str(record.archive_id.original))
        self.assertIn("alert(1)", str(record.archive_id.original))

    def test_a_file_of_version_1_can_be_read(self):
        archive = self._make_file("2026-10-03 01:00:00")
        content = self._load(archive)
        for part in ("cover", "version", "policy"):
            del content[part]
        content["labels"] = {"partner_id": "First name"}
        self._set("callback_archive", archive.id, content=archive._canonical(content))
        self.assertIn("First name", str(archive.original))

    def test_the_report_holds_the_original(self):
        archive = self._make_file("2026-10-03 01:00:00")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "callback_base.report_callback_archive", archive.ids
        )
        self.assertIn("Asked", html.decode())
        self.assertIn(archive.digest, html.decode())
        action = archive.with_user(self.auditor).action_show_original()
        self.assertEqual(action["report_type"], "qweb-pdf")

    def test_the_monthly_statement_prints_the_seal(self):
        archive = self._make_file("2026-10-03 01:00:00")
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-10-01",
            }
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "callback_base.report_callback_statement", statement.ids
        )
        self.assertIn(f"{archive.name}:{archive.digest}", html.decode())

    def test_evidence_carries_its_mark(self):
        archive = self._make_file("2026-10-03 01:00:00")
        self.assertIn("whole", str(archive.fixity))
        self._sql(
            "DELETE FROM ir_attachment WHERE res_model = 'callback.evidence'"
            " AND res_id = %s",
            archive.record_id.evidence_ids[0].id,
        )
        self.assertIn("proof0.wav” is missing", str(archive.fixity))

    def test_one_file_is_checked_alone(self):
        self._make_file("2026-10-03 01:00:00")
        archive = self._make_file("2026-10-03 02:00:00")
        notice = archive.with_user(self.auditor).action_check()["params"]
        self.assertEqual(notice["type"], "success")
        self._set("callback_record", archive.record_id.id, result="Other")
        notice = archive.with_user(self.auditor).action_check()["params"]
        self.assertEqual(notice["type"], "danger")
        self.assertIn("Handling result", notice["message"])

    def test_everything_finished_is_archived_as_far_as_the_user_may(self):
        """U1-16: done but not archived; another unit's callbacks stay."""
        records = self.env["callback.record"]
        own = self._finish(self._create_record())
        foreign = self._finish(self._create_record(department_id=self.other_branch.id))
        planned = self._create_record()
        with self.assertRaises(AccessError):
            records.with_user(self.caller).action_archive_all()
        with self.assertRaises(AccessError):
            records.with_user(self.auditor).action_archive_all()
        action = self.env.ref("callback_base.callback_record_action_unarchived")
        waiting = records.search(literal_eval(action.domain))
        self.assertLessEqual(own | foreign, waiting)
        # The menu, whose address may be opened by mistake, only asks.
        menu = self.env.ref("callback_base.callback_record_action_archive_all")
        asked = menu.with_user(self.supervisor).run()
        self.assertEqual(asked["target"], "new")
        self.assertFalse(own.archive_id)
        wizard = self.env[asked["res_model"]].with_user(self.supervisor).create({})
        count = wizard.count
        self.assertGreaterEqual(count, 1)
        wizard.action_confirm()
        self.assertEqual(wizard.create({}).count, 0)
        self.assertTrue(own.archive_id)
        self.assertEqual(own.archive_id.user_id, self.supervisor)
        self.assertFalse(foreign.archive_id or planned.archive_id)
        self.assertEqual(self._verify(), [])

    def test_the_customer_opens_the_own_folder(self):
        archive = self._make_file("2026-10-03 01:00:00")
        action = self.customer.action_view_callback_archives()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]), archive
        )
