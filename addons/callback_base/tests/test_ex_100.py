# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon
from .common import GROUP

ROWS = 50


@tagged("post_install", "-at_install")
class TestEx100(ArchiveCommon):
    """EX-100, secret levels and exports: R2-22, R2-23, F3-05, F3-60, F3-61, BASE-19."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.caller
        cls.archivist = cls._new_user("cb_archivist", "archivist")
        cls.reader = cls._new_user("cb_reader", "archive_reader", cls.other_branch)
        cls.recording = cls._make_file("2026-10-03 01:00:00", user_id=cls.agent.id)
        secret = cls._make_category("FRA", 9, level="top_secret")
        franchise = cls.type.copy(
            {
                "name": "Franchise contract",
                "code": "franchise",
                "archive_category_id": secret.id,
            }
        )
        cls.step_franchise = cls.rule.copy({"type_id": franchise.id}).step_ids
        # Odoo's own right to export, which everybody has, is not enough.
        cls.agent.group_ids = [Command.link(cls.env.ref("base.group_allow_export").id)]
        cls.supervisor.group_ids = [Command.link(cls.env.ref(f"{GROUP}export").id)]

    def _top_secret(self, user):
        user.group_ids = [Command.link(self.env.ref(f"{GROUP}top_secret").id)]
        self.env.invalidate_all()

    def test_ex_100_whole(self):
        self._check_contract()
        self._check_exports()
        self._check_recording()
        self._check_regulator()

    def _check_contract(self):
        """The agent does not open it, not even in the own queue."""
        contract = self._create_record(step_id=self.step_franchise.id)
        contract.sudo().write({"content": "Fee 500 000"})
        mine = contract.with_user(self.agent)
        for read in (
            lambda: mine.read(["content"]),
            lambda: mine.display_name,
            lambda: mine.web_read({"content": {}}),
            lambda: mine.export_data(["content"]),
            lambda: mine.action_start(),
            lambda: mine.log_attempt("phone", "answered"),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.env.invalidate_all()
                read()
        number = [("id", "=", contract.id)]
        self.assertFalse(mine.search(number))
        self.assertFalse(mine.name_search(contract.name))
        self.assertFalse(mine.formatted_read_group(number, ["partner_id"], ["__count"]))
        self.assertFalse(mine.search([("content", "ilike", "500 000")]))
        chat = contract.message_post(body="Fee 500 000")
        self.assertFalse(chat.with_user(self.agent).search([("id", "=", chat.id)]))
        self._top_secret(self.agent)
        self.assertEqual(mine.content, "Fee 500 000")

    def _check_exports(self):
        """Refused to the agent, done for the supervisor and logged."""
        records = self.env["callback.record"].union(
            *(self._create_record(user_id=self.agent.id) for _n in range(ROWS))
        )
        logs = self.env["callback.access.log"]
        before = logs.search([])
        with self.assertRaisesRegex(AccessError, "confidential"):
            records.with_user(self.agent).export_data(["name", "content"])
        self.assertEqual(logs.search([]), before)
        moment = fields.Datetime.now()
        done = records.with_user(self.supervisor).export_data(["name", "content"])
        self.assertEqual(len(done["datas"]), ROWS)
        line = logs.search([]) - before
        self.assertRecordValues(
            line,
            [
                {
                    "user_id": self.supervisor.id,
                    "operation": "export",
                    "model": "callback.record",
                    "row_count": ROWS,
                    "note": "name, content",
                }
            ],
        )
        self.assertLess(abs(line.date - moment), timedelta(minutes=1))

    def _ask(self, **values):
        access = self.env["callback.archive.access"].with_user(self.reader)
        return access.create(
            {
                "reason": "A claim",
                "file_names": self.recording.name,
                "date_from": "2026-11-01 00:00:00",
                "date_to": "2026-11-08 00:00:00",
                **values,
            }
        )

    def _check_recording(self):
        """F3-60: another department gets nothing without the approval."""
        request = self._ask()
        request.action_request()
        file = self.recording.with_user(self.reader)
        evidence = self.recording.record_id.evidence_ids[0]
        stored = evidence._get_attachments()[evidence]
        with freeze_time("2026-11-02 01:00:00"):
            for line in (file, evidence, stored, self.recording.record_id):
                self.env.invalidate_all()
                self.assertFalse(line.with_user(self.reader).has_access("read"))
            with self.assertRaises(AccessError):
                request.action_approve()
            request.with_user(self.archivist).action_approve()
            self.env.invalidate_all()
            self.assertIn("proof0.wav", file.content)
        with freeze_time("2026-11-08 00:00:01"):
            self.env.invalidate_all()
            self.assertFalse(file.has_access("read"))

    def _check_regulator(self):
        """F3-61: neither without the number nor with an empty one."""
        for number in (False, "", "  "):
            values = {"authority": "Bureau", "filing_number": number}
            with (
                self.subTest(number=number),
                self.assertRaisesRegex(ValidationError, "filing number"),
                self.cr.savepoint(),
            ):
                self._ask(kind="regulator", **values)
        given = self._ask(kind="regulator", authority="Bureau", filing_number="2026-8")
        with self.assertRaisesRegex(ValidationError, "filing number"):
            given.filing_number = " "
