# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import GROUP, CallbackCommon


class ExportCase(CallbackCommon):
    """Fifty callbacks, an agent, and a supervisor with the right to export."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = cls.env["callback.record"].create(
            [
                {
                    "step_id": cls.step.id,
                    "partner_id": cls.customer.id,
                    "department_id": cls.branch.id,
                    "user_id": cls.caller.id,
                }
                for _number in range(50)
            ]
        )
        cls.supervisor.group_ids = [Command.link(cls.env.ref(f"{GROUP}export").id)]
        # Odoo's own right to export is not enough.
        cls.caller.group_ids = [Command.link(cls.env.ref("base.group_allow_export").id)]
        cls.log = cls.env["callback.access.log"]

    def _lines(self, user):
        self.env.invalidate_all()
        return self.log.search([("user_id", "=", user.id)])


@tagged("post_install", "-at_install")
class TestAccessLog(ExportCase):
    """Exports and prints need a right and leave a line (BASE-19, F3-05, EX-100)."""

    def test_export_is_refused_without_the_right_and_logged_with_it(self):
        columns = ["name", "partner_id/name"]
        with self.assertRaisesRegex(AccessError, "confidential"):
            self.records.with_user(self.caller).export_data(columns)
        self.assertFalse(self._lines(self.caller))
        rows = self.records.with_user(self.supervisor).export_data(columns)["datas"]
        self.assertEqual(len(rows), 50)
        line = self._lines(self.supervisor)
        self.assertEqual(line.operation, "export")
        self.assertEqual(line.model, "callback.record")
        self.assertEqual(line.row_count, 50)
        self.assertIn(str(self.records[7].id), line.record_numbers.split(", "))
        self.assertEqual(line.note, "name, partner_id/name")

    def test_no_way_round_by_another_model(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        with self.assertRaisesRegex(AccessError, "confidential"):
            contact.with_user(self.caller).export_data(
                ["name", "callback_refused_channel_ids/name"]
            )

    def test_customers_are_restricted_other_contacts_are_not(self):
        other = self.env["res.partner"].create({"name": "Supplier"})
        self.assertEqual(
            other.with_user(self.caller).export_data(["name"])["datas"], [["Supplier"]]
        )
        with self.assertRaises(AccessError):
            self.customer.with_user(self.caller).export_data(["name", "phone"])

    def test_very_many_are_logged_by_their_digest(self):
        many = self.env["res.partner"].create([{"name": "x"}] * 201)
        line = self.log.with_user(self.caller)._log("export", many)
        self.assertEqual(line.row_count, 201)
        self.assertRegex(line.record_numbers, "^sha256:[0-9a-f]{64}$")

    def test_printing_needs_the_right_and_is_logged(self):
        report = self.env["ir.actions.report"].create(
            {
                "name": "Test print",
                "model": "callback.record",
                "report_type": "qweb-html",
                "report_name": "callback_base.test_print",
            }
        )
        self.env["ir.ui.view"]._load_records(
            [
                {
                    "xml_id": "callback_base.test_print",
                    "values": {
                        "name": "test_print",
                        "type": "qweb",
                        "key": "callback_base.test_print",
                        "arch": "<t><p t-foreach='docs' t-as='d' t-out='d.name'/></t>",
                    },
                }
            ]
        )
        ids = self.records[:3].ids
        model = self.env["ir.actions.report"]
        with self.assertRaisesRegex(AccessError, "confidential"):
            model.with_user(self.caller)._render(report.report_name, ids)
        html, _kind = model.with_user(self.supervisor)._render(report.report_name, ids)
        self.assertIn(self.records[0].name, str(html))
        line = self._lines(self.supervisor)
        self.assertEqual((line.operation, line.row_count), ("print", 3))
        foreign = self._create_record(department_id=self.other_branch.id)
        with self.assertRaises(AccessError):
            model.with_user(self.supervisor)._render(report.report_name, foreign.ids)

    def test_statements_are_printed_by_those_who_read_them(self):
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-01-01",
            }
        )
        self.supervisor.group_ids -= self.env.ref(f"{GROUP}export")
        report = self.env.ref("callback_base.callback_statement_report_pdf")
        self.env["ir.actions.report"].with_user(self.supervisor)._render_qweb_html(
            report.report_name, statement.ids
        )
        self.assertEqual(self._lines(self.supervisor).operation, "print")

    def test_nobody_writes_changes_or_deletes_lines(self):
        line = self.log._log("read", self.records[:1], "Recording heard")
        for user in (self.caller, self.supervisor, self.manager, self.auditor):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(line.with_user(user).has_access(operation))
        for user in (self.manager, self.auditor):
            self.assertEqual(line.with_user(user).note, "Recording heard")
        for user in (self.caller, self.supervisor):
            with self.assertRaises(AccessError):
                line.with_user(user).read(["note"])
        with self.assertRaises(UserError):
            line.note = "Nothing"
        with self.assertRaises(UserError):
            line.unlink()


@tagged("post_install", "-at_install")
class TestExportHttp(ExportCase, HttpCase):
    """The same at the doors: the web client's export, JSON-2 with an API key."""

    def _export(self, login):
        self.authenticate(login, login)
        data = {
            "model": "callback.record",
            "fields": [{"name": "name", "label": "Number", "type": "char"}],
            "ids": self.records.ids,
            "domain": [],
            "import_compat": False,
            "context": {},
        }
        return self.url_open(
            "/web/export/csv",
            data={
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_the_web_clients_export(self):
        answer = self._export("cb_caller")
        self.assertNotEqual(answer.status_code, 200)
        self.assertNotIn(self.records[0].name, answer.text)
        self.assertFalse(self._lines(self.caller))
        answer = self._export("cb_supervisor")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(answer.text.strip().splitlines()), 51)
        self.assertEqual(self._lines(self.supervisor).row_count, 50)

    def test_json_2(self):
        key = self.env(user=self.caller)["res.users.apikeys"].sudo()
        key = key._generate(None, "test", self._tomorrow())
        answer = self.url_open(
            "/json/2/callback.record/export_data",
            data=json.dumps({"ids": self.records.ids, "fields_to_export": ["name"]}),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn(self.records[0].name, answer.text)

    def _tomorrow(self):
        from datetime import datetime, timedelta

        return datetime.now() + timedelta(days=1)
