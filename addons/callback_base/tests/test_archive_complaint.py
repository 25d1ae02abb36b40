# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .archive_common import ArchiveCommon
from .complaint_common import ComplaintCommon

GROUP = "callback_base.callback_group_"


@tagged("post_install", "-at_install")
class TestArchiveComplaint(ComplaintCommon, ArchiveCommon):
    """Files of complaints (U1-21, S3-03), hidden as cases are (BASE-18, BASE-31)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {
                "gate": "informed",
                "stages": [("informed", 5, "working_day", "receipt")],
            },
            {"kind": "misconduct", "is_confidential": True, "gate": "informed"},
        )
        cls.hq = new_test_user(cls.env, login="cb_hq", groups=f"{GROUP}misconduct")
        cls.head = cls._new_user("cb_head", "caller", cls.branch)

    def _close(self, **values):
        with self._at("2026-04-29 10:00:00"):
            case = self._file(description="No water since Monday", **values)
            attachment = self.env["ir.attachment"].create(
                {
                    "name": "photo.txt",
                    "datas": base64.b64encode(b"wet floor"),
                    "res_model": case._name,
                    "res_id": case.id,
                }
            )
            case.sudo().source_ids.attachment_ids = attachment
            case.action_resolve("Repaired")
            case.action_inform("letter")
            case.action_close()
        return case.sudo()

    def _archive(self, case, user=None):
        with self._at("2026-04-30 10:00:00"):
            return case.with_user(user or self.supervisor).action_archive().sudo()

    def test_u1_21_a_closed_complaint_is_archived(self):
        case = self._close()
        archive = self._archive(case)
        self.assertEqual(case.archive_id, archive)
        self.assertEqual(case.date_archived, archive.date_archived)
        self.assertEqual(archive.res_model, "callback.complaint")
        self.assertEqual(archive.partner_id, self.customer)
        self.assertEqual(archive.complaint_ids, case)
        self.assertEqual(archive.category_id, self.category)
        content = self._load(archive)
        self.assertEqual(content["complaint"]["resolution"], "Repaired")
        self.assertEqual(content["files"][0]["name"], "photo.txt")
        self.assertEqual(self._verify(), [])
        with self.assertRaisesRegex(UserError, "archived once"):
            self._archive(case)

    def test_only_when_closed(self):
        case = self._file()
        with self.assertRaisesRegex(UserError, "when it is closed"):
            self._archive(case)

    def test_anonymous_complaints_too(self):
        case = self._close(partner_id=False)
        archive = self._archive(case)
        self.assertFalse(archive.partner_id)
        self.assertEqual(self._verify(), [])

    def test_many_at_once(self):
        cases = self._close() | self._close(partner_id=False) | self._close()
        archives = self._archive(cases)
        self.assertEqual(archives.mapped("res_id"), cases.ids)
        self.assertEqual(cases.archive_id, archives)

    def test_the_original_is_shown(self):
        archive = self._archive(self._close())
        text = str(archive.original)
        for fact in (
            "No water since Monday",
            "Repaired",
            "photo.txt",
            self.customer.name,
            "Customer informed",
        ):
            self.assertIn(fact, text)

    def test_tampering_is_found(self):
        case = self._close()
        archive = self._archive(case)
        file = case.source_ids.attachment_ids
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"dry floor"})
        cases = {
            "Matter": ("callback_complaint", case.id, {"description": "All well"}),
            "Result": (
                "callback_complaint_round",
                case.round_ids.id,
                {"resolution": "No"},
            ),
            "Clocks, line 1: Deadline": (
                "callback_complaint_clock",
                case.clock_ids[0].id,
                {"deadline": "2027-01-01 00:00:00"},
            ),
            "Sources, line 1": (
                "callback_complaint_source",
                case.source_ids.id,
                {"text": "Well"},
            ),
            "Files, line 1": (
                "ir_attachment",
                file.id,
                {"store_fname": other.store_fname},
            ),
            "Files, line 1: ": ("ir_attachment", file.id, {"store_fname": "00/none"}),
            "do not name each other": (
                "callback_complaint",
                case.id,
                {"archive_id": None},
            ),
        }
        for words, (table, row_id, values) in cases.items():
            with self.subTest(words), self.env.cr.savepoint() as savepoint:
                self._set(table, row_id, **values)
                found = self._verify()
                savepoint.rollback()
                self.env.invalidate_all()
                self.assertEqual({b["archive"] for b in found}, {archive.name})
                self.assertTrue(any(words in b["what"] for b in found), found)
        self.assertEqual(self._verify(), [])

    def _readers(self, archive):
        self.env.invalidate_all()
        users = {
            "caller": self.caller,
            "other": self.other_caller,
            "supervisor": self.supervisor,
            "manager": self.manager,
            "auditor": self.auditor,
            "head": self.head,
            "hq": self.hq,
        }
        found = set()
        for name, user in users.items():
            seen = archive.with_user(user).has_access("read")
            model = self.env["callback.archive"].with_user(user)
            self.assertEqual(seen, bool(model.search([("id", "=", archive.id)])), name)
            case = self.env["callback.complaint"].with_user(user)
            self.assertEqual(
                seen, bool(case.search([("id", "=", archive.res_id)])), name
            )
            if seen:
                found.add(name)
        return found

    def test_base_18_files_are_seen_as_their_cases(self):
        case = self._close()
        archive = self._archive(case)
        self.assertEqual(
            self._readers(archive), {"caller", "supervisor", "manager", "auditor"}
        )
        case.concerned_user_ids = self.supervisor
        self.assertEqual(self._readers(archive), {"caller", "manager", "auditor"})
        with self.assertRaises(AccessError):
            archive.with_user(self.supervisor).action_show_original()
        case.write({"concerned_user_ids": False, "is_confidential": True})
        self.assertEqual(self._readers(archive), {"hq"})
        case.superior_id = self.head
        self.assertEqual(self._readers(archive), {"head", "hq"})

    def test_base_31_head_office_archives_a_confidential_case(self):
        case = self._close()
        case.write({"is_confidential": True, "superior_id": self.head.id})
        for user in (self.supervisor, self.manager, self.auditor):
            with self.assertRaises(AccessError):
                case.with_user(user).action_archive()
        archive = self._archive(case, self.hq)
        self.assertEqual(self._readers(archive), {"head", "hq"})
        self.assertEqual(self._verify(), [])
