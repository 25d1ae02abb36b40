# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import os
from datetime import datetime
from io import BytesIO

from freezegun import freeze_time
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestEvidenceVerify(CallbackCommon):
    """Files are compared with their digest at any time (BASE-10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch.manager_id = cls.supervisor.employee_id
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.evidence = cls._add_evidence(cls.record, "photo")

    def setUp(self):
        super().setUp()
        # A file of each test: what a test does to it stays on the disk.
        self.evidence.file = self._own_picture()

    @classmethod
    def _own_picture(cls):
        out = BytesIO()
        Image.frombytes("RGB", (16, 16), os.urandom(768)).save(out, "PNG")
        return base64.b64encode(out.getvalue())

    def _path(self, evidence):
        attachment = evidence._get_attachments()[evidence]
        return attachment._full_path(attachment.store_fname)

    def _activities(self):
        return self.record.activity_ids.filtered(
            lambda activity: activity.summary == "Evidence is broken"
        )

    def test_intact_file(self):
        with freeze_time("2026-10-03 01:00:00"):
            notice = self.evidence.with_user(self.caller).action_verify()
        self.assertEqual(self.evidence.check_state, "intact")
        self.assertEqual(self.evidence.date_checked, datetime(2026, 10, 3, 1))
        self.assertIn("1 files checked, 0 broken", notice["params"]["title"])
        self.assertFalse(self._activities())

    def test_changed_file_is_reported_once_to_the_supervisor(self):
        with open(self._path(self.evidence), "ab") as file:
            file.write(b"!")
        self.evidence.with_user(self.caller).action_verify()
        self.assertEqual(self.evidence.check_state, "changed")
        self.assertEqual(self._activities().user_id, self.supervisor)
        self.assertIn("proof.png", self._activities().note)
        self.evidence.action_verify()
        self.assertEqual(len(self._activities()), 1)

    def test_lost_file_is_reported_and_found_again(self):
        path = self._path(self.evidence)
        os.rename(path, path + ".away")
        self.addCleanup(lambda: os.path.exists(path) and os.unlink(path))
        notice = self.evidence.action_verify()
        self.assertEqual(self.evidence.check_state, "lost")
        self.assertEqual(notice["params"]["type"], "danger")
        self.assertEqual(len(self._activities()), 1)
        self.env.invalidate_all()
        self.assertFalse(self.evidence.file)
        os.rename(path + ".away", path)
        self.evidence.action_verify()
        self.assertEqual(self.evidence.check_state, "intact")

    def test_deleted_attachment_is_lost(self):
        self.env.cr.execute(
            "DELETE FROM ir_attachment WHERE res_model = 'callback.evidence'"
            " AND res_id = %s",
            [self.evidence.id],
        )
        self.env.invalidate_all()
        self.evidence.action_verify()
        self.assertEqual(self.evidence.check_state, "lost")

    def test_broken_evidence_does_not_finish_a_callback(self):
        letter = self._add_evidence(
            self.record, "letter_copy", file=self._own_picture()
        )
        os.unlink(self._path(letter))
        letter.action_verify()
        mine = self.record.with_user(self.caller)
        mine.log_attempt("letter", "answered")
        mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        with self.assertRaisesRegex(UserError, "missing: Letter copy"):
            mine.action_done()
        self._add_evidence(mine, "letter_copy")
        mine.action_done()

    def test_archived_evidence_can_be_checked_by_the_auditor(self):
        self._finish(self.record.with_user(self.caller))
        self.record.action_archive()
        self.evidence.with_user(self.auditor).action_verify()
        self.assertEqual(self.evidence.check_state, "intact")
        with self.assertRaises(UserError):
            self.evidence.sudo().name = "other.png"

    def test_foreign_evidence_cannot_be_checked(self):
        with self.assertRaises(AccessError):
            self.evidence.with_user(self.other_caller).action_verify()

    def test_the_nightly_check_takes_what_is_due(self):
        kind = self.evidence.kind_id
        others = self.env["callback.evidence.kind"].search([]) - kind
        others.check_days = 0
        kind.check_days = 10
        cron = self.env.ref("callback_base.callback_evidence_cron_verify")
        with freeze_time("2026-10-03 01:00:00"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.evidence.date_checked, datetime(2026, 10, 3, 1))
        for moment, checked in (
            ("2026-10-13 00:59:00", datetime(2026, 10, 3, 1)),
            ("2026-10-13 01:00:01", datetime(2026, 10, 13, 1, 0, 1)),
        ):
            with freeze_time(moment):
                domain = self.evidence._get_check_domain(datetime.now())
                due = self.evidence.search(domain)
                due._verify()
            self.assertEqual(self.evidence.date_checked, checked)

    def test_what_is_missing_or_kept_elsewhere_has_no_state(self):
        missing = self.env["callback.evidence"].create(
            {
                "record_id": self.record.id,
                "kind_id": self.env.ref(
                    "callback_base.callback_evidence_kind_recording"
                ).id,
                "state": "missing",
                "reason": "No recorder",
            }
        )
        outside = self._add_evidence(
            self.record, "recording", file=False, url="https://x/1", sha256="a" * 64
        )
        self.assertFalse((missing | outside)._verify())
