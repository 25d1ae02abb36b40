# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import datetime, timedelta
from xmlrpc.client import Fault

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import RECORDING, CallbackCommon

REFUSED = (403, 404)


@tagged("post_install", "-at_install")
class TestAccessRpc(CallbackCommon, HttpCase):
    """The doors of the server say what the matrix says (BASE-19, BASE-55).

    JSON-RPC of the web client, XML-RPC, JSON-2 with an API key, files and reports;
    for the own case, another unit's, another company's, by portal and public too.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Other company"})
        cls.lines = {
            scope: cls._create_lines(scope, **values)
            for scope, values in {
                "own": {"user_id": cls.caller.id},
                "unit": {"department_id": cls.other_branch.id},
                "company": {"department_id": False, "company_id": company.id},
            }.items()
        }
        new_test_user(cls.env, "cb_portal", groups="base.group_portal")
        new_test_user(cls.env, "cb_plain", groups="base.group_user")

    @classmethod
    def _create_lines(cls, scope, **values):
        record = cls._create_record(
            date_event=datetime(2026, 5, 11), source_name=f"DOC-{scope}", **values
        )
        attempt = record.log_attempt("phone", "busy", note=f"note of {scope}")
        evidence = cls._add_evidence(record, "recording", name=f"{scope}.wav")
        record._sweep_overdue(datetime(2026, 6, 1))
        message = record.message_post(body=f"said in {scope}")
        return record, attempt, evidence, record.breach_ids, message

    # Doors: each tells whether the line was given out ------------------------------

    def _by_web_client(self, login, line):
        self.authenticate(login, login)
        path = f"/web/dataset/call_kw/{line._name}/read"
        params = {
            "model": line._name,
            "method": "read",
            "args": [line.ids, ["display_name"]],
            "kwargs": {},
        }
        answer = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        return "error" not in answer

    def _by_json_2(self, login, line):
        user = self.env["res.users"].search([("login", "=", login)])
        keys = self.env(user=user)["res.users.apikeys"].sudo()
        key = keys._generate(None, "test", datetime.now() + timedelta(days=1))
        answer = self.url_open(
            f"/json/2/{line._name}/read",
            data=json.dumps({"ids": line.ids, "fields": ["display_name"]}),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
        self.assertIn(answer.status_code, (200, *REFUSED))
        return answer.status_code == 200

    def _by_xml_rpc(self, login, line):
        user = self.env["res.users"].search([("login", "=", login)])
        try:
            rows = self.xmlrpc_object.execute_kw(
                *(self.env.cr.dbname, user.id, login, line._name, "read"),
                *([line.ids], {"fields": ["display_name"]}),
            )
        except Fault:
            return False
        return bool(rows)

    DOORS = ("_by_web_client", "_by_json_2", "_by_xml_rpc")

    def _check_doors(self, login, allowed):
        for scope, lines in self.lines.items():
            for line in lines:
                for door in self.DOORS:
                    with self.subTest(user=login, door=door, scope=scope, m=line._name):
                        given = getattr(self, door)(login, line)
                        self.assertEqual(given, scope in allowed)

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_the_caller(self):
        self._check_doors("cb_caller", {"own"})

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_the_auditor(self):
        self._check_doors("cb_auditor", {"own", "unit"})

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_without_a_role(self):
        self._check_doors("cb_plain", set())

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_portal(self):
        self._check_doors("cb_portal", set())

    # Files, reports, writing -------------------------------------------------------

    def _content(self, evidence):
        return self.url_open(f"/web/content/callback.evidence/{evidence.id}/file")

    def test_files(self):
        for login, allowed in (
            ("cb_caller", {"own"}),
            ("cb_supervisor", {"own"}),
            ("cb_manager", {"own", "unit"}),
            ("cb_plain", set()),
            ("cb_portal", set()),
            (None, set()),
        ):
            self.authenticate(login, login)
            for scope, (_record, _attempt, evidence, *_others) in self.lines.items():
                with self.subTest(user=login, scope=scope):
                    answer = self._content(evidence)
                    if scope in allowed:
                        self.assertEqual(answer.content, RECORDING)
                    else:
                        self.assertNotIn(RECORDING, answer.content)

    @mute_logger("odoo.http")
    def test_reports(self):
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-01-01",
            }
        )
        report = self.env.ref("callback_base.callback_statement_report_pdf")
        path = f"/report/html/{report.report_name}/{statement.id}"
        for login, allowed in (
            ("cb_supervisor", True),
            ("cb_auditor", True),
            ("cb_caller", False),
            ("cb_caller2", False),
            ("cb_plain", False),
            ("cb_portal", False),
            (None, False),
        ):
            with self.subTest(user=login):
                self.authenticate(login, login)
                answer = self.url_open(path)
                shown = answer.status_code == 200 and "2026-01" in answer.text
                self.assertEqual(shown, allowed)

    @mute_logger("odoo.http")
    def test_writing_by_the_auditor_and_in_other_units(self):
        for login, scope in (("cb_auditor", "own"), ("cb_caller", "unit")):
            self.authenticate(login, login)
            record = self.lines[scope][0]
            for method, args in (
                ("write", [record.ids, {"content": "forged"}]),
                ("unlink", [record.ids]),
                ("action_start", [record.ids]),
                ("log_attempt", [record.ids, "phone", "busy"]),
                ("message_post", [record.ids]),
            ):
                with self.subTest(user=login, method=method):
                    params = {
                        "model": "callback.record",
                        "method": method,
                        "args": args,
                        "kwargs": {"body": "x"} if method == "message_post" else {},
                    }
                    answer = self.url_open(
                        f"/web/dataset/call_kw/callback.record/{method}",
                        data=json.dumps({"jsonrpc": "2.0", "params": params}),
                        headers={"Content-Type": "application/json"},
                    ).json()
                    self.assertIn("error", answer)
            record.invalidate_recordset()
            self.assertFalse(record.content)
            self.assertEqual(record.attempt_count, 1)
