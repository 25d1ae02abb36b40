# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveAccess(ArchiveCommon):
    """Who reads a file: levels, requests, lendings, regulators (BASE-19, BASE-20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archivist = cls._new_user("cb_archivist", "archivist")
        cls.reader = cls._new_user("cb_reader", "archive_reader", cls.other_branch)
        cls.file = cls._make_file("2026-10-03 01:00:00", user_id=cls.caller.id)
        cls.another = cls._make_file("2026-10-03 02:00:00", user_id=cls.caller.id)

    def _make_secret(self, level="secret"):
        self.category.level = "internal"  # who may not see it could not work on it
        archive = self._make_file(
            "2026-10-03 03:00:00", level=level, user_id=self.caller.id
        )
        self.assertEqual(archive.level, level)
        return archive

    def _may_read(self, user, archive):
        self.env.invalidate_all()
        found = self.env["callback.archive"].with_user(user).search([])
        seen = archive.with_user(user).has_access("read")
        self.assertEqual(seen, archive.id in found.ids)
        return seen

    def _request(self, user=None, **values):
        return (
            self.env["callback.archive.access"]
            .with_user(user or self.reader)
            .create(
                {
                    "reason": "Claim",
                    "file_names": self.file.name,
                    "date_from": "2026-11-01 00:00:00",
                    "date_to": "2026-11-08 00:00:00",
                    **values,
                }
            )
        )

    def test_f3_60_no_approval_no_file(self):
        for user in (self.reader, self.other_caller):
            self.assertFalse(self._may_read(user, self.file))
        request = self._request()
        request.action_request()
        with freeze_time("2026-11-02"):
            self.assertFalse(self._may_read(self.reader, self.file))

    def test_f3_60_approved_for_these_files_and_this_time_only(self):
        request = self._request()
        request.action_request()
        with self.assertRaises(AccessError):
            request.action_approve()
        request.with_user(self.archivist).action_approve()
        for moment, seen in (
            ("2026-10-31 23:59:00", False),
            ("2026-11-02 00:00:00", True),
            ("2026-11-08 00:01:00", False),
        ):
            with freeze_time(moment), self.subTest(moment):
                self.assertEqual(self._may_read(self.reader, self.file), seen)
                self.assertFalse(self._may_read(self.reader, self.another))
                self.assertFalse(self._may_read(self.other_caller, self.file))
        with freeze_time("2026-11-02"):
            request.with_user(self.archivist).action_close()
            self.assertFalse(self._may_read(self.reader, self.file))

    def test_nobody_approves_the_own_request(self):
        request = self._request(self.archivist)
        request.action_request()
        with self.assertRaisesRegex(UserError, "second person"):
            request.action_approve()

    def test_the_reader_cannot_widen_a_request(self):
        request = self._request()
        request.action_request()
        request.with_user(self.archivist).action_approve()
        for values in (
            {"archive_ids": self.another.ids},
            {"date_to": "2030-01-01"},
            {"partner_id": self.customer.id},
        ):
            with self.assertRaises(UserError):
                request.write(values)
        for values in ({"state": "draft"}, {"user_id": self.other_caller.id}):
            with self.assertRaises(AccessError):
                request.write(values)

    def test_a_customer_means_the_files_of_the_day_of_approval(self):
        request = self._request(file_names=False, partner_id=self.customer.id)
        request.action_request()
        request.with_user(self.archivist).action_approve()
        self.assertEqual(request.sudo().archive_ids, self.file | self.another)
        later = self._make_file("2026-10-04 02:00:00")
        with freeze_time("2026-11-02"):
            self.assertTrue(self._may_read(self.reader, self.another))
            self.assertFalse(self._may_read(self.reader, later))

    def test_an_unknown_number_is_named(self):
        request = self._request(file_names="TST-2026-999999")
        request.action_request()
        with self.assertRaisesRegex(UserError, "TST-2026-999999"):
            request.with_user(self.archivist).action_approve()

    def test_ex_100_a_regulator_needs_a_filing_number(self):
        """F3-61."""
        with self.assertRaisesRegex(ValidationError, "filing number"):
            self._request(kind="regulator", authority="CBIRC")
        request = self._request(
            kind="regulator", authority="CBIRC", filing_number="2026-17"
        )
        request.action_request()
        request.with_user(self.archivist).action_approve()
        self.assertEqual(request.state, "approved")

    def test_s6_04_lending_with_the_director_s_signature(self):
        self.category.lending_signature = True
        request = self._request(kind="loan")
        request.action_request()
        with self.assertRaisesRegex(UserError, "signature"):
            request.with_user(self.archivist).action_approve()
        request.with_user(self.archivist).write(
            {"signature": b"aGVsbG8=", "signed_by": "Director"}
        )
        request.with_user(self.archivist).action_approve()
        with freeze_time("2026-11-02"):
            request.with_user(self.archivist).action_hand_out()
            self.assertFalse(request.is_late)
        with freeze_time("2026-11-09"):
            request.invalidate_recordset()
            self.assertTrue(request.is_late)
            late = self.env["callback.archive.access"].search([("is_late", "=", True)])
            self.assertEqual(late, request.sudo())
            with self.assertRaises(UserError):
                request.with_user(self.archivist).action_close()
            request.with_user(self.archivist).action_return()
        self.assertEqual(request.date_returned, datetime(2026, 11, 9))
        self.assertEqual(request.receiver_id, self.archivist)
        self.assertEqual(request.state, "closed")

    def test_the_register_is_never_deleted(self):
        with self.assertRaisesRegex(UserError, "register"):
            self._request().sudo().unlink()

    def test_ex_100_levels_hide_files_from_outsiders(self):
        """R2-22, R2-23: also from the caller whose work it was, and a manager."""
        secret = self._make_secret()
        top = self._make_secret("top_secret")
        self.assertTrue(self._may_read(self.caller, self.file))
        for user in (self.caller, self.manager, self.archivist):
            self.assertFalse(self._may_read(user, secret), user.name)
            self.assertFalse(self._may_read(user, top), user.name)
        self.assertTrue(self._may_read(self.auditor, top))
        self.manager.write({"group_ids": [(4, self._group("secret"))]})
        self.assertTrue(self._may_read(self.manager, secret))
        self.assertFalse(self._may_read(self.manager, top))
        self.manager.write({"group_ids": [(4, self._group("top_secret"))]})
        self.assertTrue(self._may_read(self.manager, top))
        self.assertFalse(self._may_read(self.other_caller, secret))
        with self.assertRaises(AccessError):
            secret.with_user(self.caller).read(["content"])

    def _group(self, name):
        return self.env.ref(f"callback_base.callback_group_{name}").id

    def test_who_may_not_read_a_level_cannot_approve_it(self):
        secret = self._make_secret()
        request = self._request(file_names=secret.name)
        request.action_request()
        with self.assertRaises(UserError):
            request.with_user(self.archivist).action_approve()
        self.archivist.write({"group_ids": [(4, self._group("secret"))]})
        request.with_user(self.archivist).action_approve()
        with freeze_time("2026-11-02"):
            self.assertTrue(self._may_read(self.reader, secret))

    def test_reading_a_secret_file_is_logged(self):
        """BASE-19: whoever reads it, in the form or as the original."""
        secret = self._make_secret()
        lines = self.env["callback.access.log"].search([])
        self.file.with_user(self.auditor).read(["name"])
        self.file.with_user(self.auditor).action_show_original()
        self.assertEqual(self.env["callback.access.log"].search([]), lines)
        (self.file | secret).with_user(self.auditor).read(["content"])
        secret.with_user(self.auditor).action_show_original()
        found = self.env["callback.access.log"].search([]) - lines
        self.assertEqual(set(found.mapped("user_id")), {self.auditor})
        self.assertEqual(set(found.mapped("model")), {"callback.archive"})
        self.assertEqual(set(found.mapped("record_numbers")), {str(secret.id)})
        self.assertEqual(found.mapped("operation"), ["read", "read"])
        self.assertEqual(found[0].note, "Original shown")
        with self.assertRaises(AccessError):
            secret.with_user(self.manager).read(["content"])
        self.assertEqual(self.env["callback.access.log"].search([]) - lines, found)
        self.assertEqual(secret.with_user(self.auditor).access_log_ids, found)
        self.assertFalse(self.file.with_user(self.auditor).access_log_ids)
        with self.assertRaises(AccessError):
            self.file.with_user(self.caller).read(["access_log_ids"])

    def test_an_export_of_the_archive_is_logged(self):
        self._export()
        line = self.env["callback.access.log"].search([], limit=1)
        self.assertEqual(line.operation, "export")
        self.assertEqual(line.user_id, self.auditor)
        self.assertEqual(line.note, "Archive exported")

    def test_living_callbacks_are_as_secret_as_their_files(self):
        """BASE-19, R2-22: hidden with all that belongs to them, from the caller too."""
        record = self._make_secret().record_id
        parts = (record, record.attempt_ids, record.evidence_ids, record.extension_ids)
        self.assertEqual(self.type.archive_level, "secret")
        for user in (self.caller, self.supervisor, self.manager):
            self.env.invalidate_all()
            for part in parts:
                self.assertFalse(
                    part.with_user(user).search([("id", "in", part.ids)]), user.login
                )
        for part in parts:
            found = part.with_user(self.auditor).search([("id", "in", part.ids)])
            self.assertEqual(len(found), len(part))
        with self.assertRaisesRegex(UserError, "level “Secret”"):
            self._create_record(user_id=self.caller.id)
        self.manager.write({"group_ids": [(4, self._group("secret"))]})
        self.env.invalidate_all()
        self.assertTrue(record.with_user(self.manager).content)
        self.category.level = "internal"
        self.env.invalidate_all()
        self.assertTrue(record.with_user(self.caller).content)

    def test_an_archivist_changes_no_content(self):
        for model in ("callback.record", "callback.archive", "callback.evidence"):
            records = self.env[model].with_user(self.archivist)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(records.has_access(operation), (model, operation))
