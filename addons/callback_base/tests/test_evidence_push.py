# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import json
import os
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import GROUP, PICTURE, RECORDING, CallbackCommon

PHONE = "13800138000"
START = datetime(2026, 3, 3, 2, 5)


class PushCommon(CallbackCommon):
    """A telephone system, and the customer with the number that it knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.robot = new_test_user(cls.env, "cb_robot", groups=GROUP + "technical")
        cls.customer.phone = "+86 138 0013 8000"
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.digest = hashlib.sha256(RECORDING).hexdigest()
        cls.content = base64.b64encode(RECORDING).decode()

    def _values(self, **values):
        return {
            "external_ref": "CC-1",
            "kind": "recording",
            "filename": "call.wav",
            "sha256": self.digest,
            "content": self.content,
            "record": self.record.name,
            **values,
        }

    def _push(self, user=None, **values):
        model = self.env["callback.evidence"].with_user(user or self.robot)
        return model.push(**self._values(**values)).sudo()


@tagged("post_install", "-at_install")
class TestEvidencePush(PushCommon):
    """What the call centre sends is taken in once (BASE-39)."""

    def test_pushed_by_number_of_the_callback(self):
        evidence = self._push(
            started_at="2026-03-03T10:05:00+08:00",
            ended_at="2026-03-03T02:06:30Z",
            ring_seconds=12,
            talk_seconds=78,
            line="service",
            agent="8021",
            tag="new customers",
        )
        self.assertRecordValues(
            evidence,
            [
                {
                    "record_id": self.record.id,
                    "external_ref": "CC-1",
                    "sha256": self.digest,
                    "mimetype": "audio/x-wav",
                    "date_start": START,
                    "date_end": datetime(2026, 3, 3, 2, 6, 30),
                    "ring_seconds": 12,
                    "talk_seconds": 78,
                    "agent": "8021",
                    "tag": "new customers",
                    "user_id": self.robot.id,
                    "state": "present",
                }
            ],
        )
        self.assertEqual(evidence.with_user(self.caller).name, "call.wav")

    def test_the_same_again_changes_nothing(self):
        first = self._push()
        self.env.flush_all()
        self.env.invalidate_all()
        before = first.read()
        self.assertEqual(self._push(), first)
        self.assertEqual(self._push(agent="other", filename="other.wav"), first)
        self.env.invalidate_all()
        self.assertEqual(first.read(), before)
        self.assertEqual(len(self.record.evidence_ids), 1)

    def test_same_reference_with_another_content_is_refused(self):
        self._push()
        other = RECORDING + b"\0"
        with self.assertRaisesRegex(UserError, "CC-1.*another content"):
            self._push(
                content=base64.b64encode(other).decode(),
                sha256=hashlib.sha256(other).hexdigest(),
            )

    def test_references_are_of_a_company(self):
        first = self._push()
        company = self.env["res.company"].create({"name": "Other"})
        robot = new_test_user(
            self.env,
            "cb_robot2",
            groups=GROUP + "technical",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        with self.assertRaisesRegex(UserError, "no callback"):
            self._push(robot)
        other = self._push(robot, record=None, phone=PHONE)
        self.assertNotEqual(other, first)
        self.assertEqual(other.company_id, company)
        self.assertFalse(other.record_id)

    def test_bad_input_is_refused_by_name(self):
        for values, message in (
            ({"sha256": "0" * 64}, "does not fit"),
            ({"sha256": "xyz"}, "no SHA-256"),
            ({"content": "%%%"}, "not base64"),
            ({"content": None}, "either content or url"),
            ({"url": "https://x/1"}, "either content or url"),
            ({"external_ref": " "}, "external_ref"),
            ({"kind": "film"}, "film.*recording"),
            ({"record": "HF-0"}, "no callback HF-0"),
            ({"record": 17}, "no callback 17"),
            ({"content": None, "url": "javascript:x"}, "begins with one of"),
            ({"started_at": "yesterday"}, "started_at.*yesterday"),
            ({"talk_seconds": -1}, "talk_seconds"),
            ({"line": "mars"}, "mars.*service"),
            ({"state": "missing"}, "unknown values.*state"),
            ({"record_id": 1}, "unknown values"),
            ({"filename": "call.mp3"}, "MP3 audio.*WAV audio"),
        ):
            refused = self.assertRaisesRegex(UserError, message)
            with self.subTest(values), refused, self.cr.savepoint():
                self._push(**values)
        self.assertFalse(self.record.evidence_ids)
        picture = base64.b64encode(PICTURE).decode()
        with self.assertRaisesRegex(UserError, "not what its name says"):
            self._push(content=picture, sha256=hashlib.sha256(PICTURE).hexdigest())

    def test_a_recording_kept_elsewhere(self):
        evidence = self._push(content=None, url="https://cc.example/1", sha256="A" * 64)
        self.assertEqual(evidence.sha256, "a" * 64)
        self.assertEqual(evidence.url, "https://cc.example/1")

    def test_another_line_needs_its_reason(self):
        refused = self.assertRaisesRegex(UserError, "not the usual line")
        with refused, self.cr.savepoint():
            self._push(line="other", is_searchable=True)
        self._push(line="other", line_reason="Fault of the 400", is_searchable=True)

    # By telephone number -----------------------------------------------------------

    def test_phone_and_time_find_the_attempt(self):
        mine = self.record.with_user(self.caller)
        far = mine.log_attempt("phone", "no_answer", START - timedelta(minutes=9))
        near = mine.log_attempt("phone", "answered", START + timedelta(seconds=4))
        self._create_record()  # another open callback of the same customer
        self.assertFalse(self._push(external_ref=7, record=None, phone=1).record_id)
        evidence = self._push(
            record=None, phone="0138-0013-8000", started_at="2026-03-03 02:05:00"
        )
        self.assertEqual(evidence.record_id, self.record)
        self.assertEqual(evidence.attempt_id, near)
        self.assertNotEqual(evidence.attempt_id, far)

    def test_the_window_is_a_setting(self):
        self.env.company.callback_match_minutes = 3
        mine = self.record.with_user(self.caller)
        mine.log_attempt("phone", "busy", START - timedelta(minutes=3))
        self._create_record().with_user(self.supervisor).action_start()
        values = {"record": None, "phone": PHONE}
        late = START + timedelta(seconds=1)
        with self.assertRaisesRegex(UserError, "several callbacks"):
            self._push(**values, started_at=late.isoformat())
        evidence = self._push(**values, started_at=START.isoformat())
        self.assertEqual(evidence.record_id, self.record)

    def test_several_callbacks_are_named(self):
        other = self._create_record()
        with self.assertRaisesRegex(UserError, f"{self.record.name}.*{other.name}"):
            self._push(record=None, phone=PHONE)
        other.with_user(self.supervisor).action_start()
        evidence = self._push(record=None, phone=PHONE)
        self.assertEqual(evidence.record_id, other)

    def test_what_fits_nothing_waits_for_a_supervisor(self):
        evidence = self._push(record=None, phone="13900139000", started_at=str(START))
        self.assertFalse(evidence.record_id)
        self.assertEqual(evidence.phone, "13900139000")
        for user in (self.caller, self.robot):
            with self.assertRaises(AccessError):
                evidence.with_user(user).read(["name"])
        mine = evidence.with_user(self.supervisor)
        mine.record_id = self.record
        self.assertEqual(self.record.evidence_ids, evidence)
        with self.assertRaisesRegex(AccessError, "telephone system"):
            mine.name = "other.wav"
        with self.assertRaisesRegex(AccessError, "telephone system"):
            evidence.with_user(self.caller).unlink()

    def test_archived_callbacks_take_nothing_in(self):
        self._finish(self.record.with_user(self.caller))
        self.record.action_archive()
        with self.assertRaisesRegex(UserError, "archived"):
            self._push()
        waiting = self._push(record=None, phone=PHONE, started_at=str(datetime.now()))
        self.assertFalse(waiting.record_id)

    # Who -----------------------------------------------------------------------------

    def test_the_technical_user_pushes_and_sees_nothing(self):
        evidence = self._push()
        env = self.env(user=self.robot)
        for name in (
            "res.partner",
            "callback.record",
            "callback.evidence",
            "callback.attempt",
            "callback.document",
            "callback.line",
            "callback.policy",
            "hr.employee",
            "ir.attachment",
        ):
            self.assertFalse(env[name].has_access("read"), name)
        with self.assertRaises(AccessError):
            evidence.with_user(self.robot).read(["sha256"])

    def test_who_may_push(self):
        self._push(self.manager)
        for user in (self.caller, self.supervisor, self.auditor):
            with self.assertRaisesRegex(AccessError, "technical user"):
                self._push(user, external_ref="CC-2")


@tagged("post_install", "-at_install")
class TestEvidencePushHttp(PushCommon, HttpCase):
    """The same through the JSON-2 API with an API key, and as a form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.headers = cls._bearer(cls.robot)

    @classmethod
    def _bearer(cls, user):
        keys = cls.env(user=user)["res.users.apikeys"].sudo()
        key = keys._generate(None, "telephone", datetime.now() + timedelta(days=100))
        return {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "X-Odoo-Database": cls.env.cr.dbname,
        }

    def _call(self, values, method="push", model="callback.evidence", headers=None):
        with mute_logger("odoo.http"):
            return self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(values),
                headers=headers or self.headers,
            )

    def test_push_three_times_is_one_evidence(self):
        answers = [self._call(self._values()) for _turn in range(3)]
        self.assertEqual([answer.status_code for answer in answers], [200] * 3)
        ids = [answer.json() for answer in answers]
        self.env.invalidate_all()
        self.assertEqual(ids, [self.record.evidence_ids.ids] * 3)
        self.assertEqual(len(self.record.evidence_ids), 1)
        self.assertEqual(self.record.evidence_ids.sha256, self.digest)

    def test_errors_are_told(self):
        self._call(self._values())
        answer = self._call(self._values(sha256="0" * 64))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("does not fit its sha256", answer.json()["message"])
        bad = {**self.headers, "Authorization": "Bearer wrong"}
        self.assertEqual(self._call(self._values(), headers=bad).status_code, 401)
        caller = self._bearer(self.caller)
        self.assertEqual(self._call(self._values(), headers=caller).status_code, 403)

    def test_the_key_opens_nothing_else(self):
        self._call(self._values())
        for model, method, values in (
            ("res.partner", "search_read", {"domain": []}),
            ("callback.record", "search_read", {"domain": []}),
            ("callback.evidence", "search_read", {"domain": []}),
            ("callback.evidence", "create", {"vals_list": [{}]}),
            ("callback.evidence", "action_verify", {"ids": [1]}),
            ("ir.attachment", "search_read", {"domain": []}),
            ("callback.record", "action_start", {"ids": self.record.ids}),
            ("res.users", "search_read", {"domain": [], "fields": ["login"]}),
        ):
            answer = self._call(values, method, model)
            seen = answer.status_code == 200 and answer.json()
            self.assertFalse(seen, (model, method, seen))

    def _send_form(self, headers=None, **values):
        values = {**self._values(), **values}
        content = base64.b64decode(values.pop("content"))
        headers = dict(headers or self.headers)
        del headers["Content-Type"]
        return self.url_open(
            "/callback/evidence/push",
            data=values,
            files={"content": (values["filename"], content, "audio/wav")},
            headers=headers,
        )

    def test_long_recordings_come_as_a_form(self):
        answer = self._send_form(talk_seconds="61", started_at="2026-03-03T02:05:00Z")
        self.assertEqual(answer.status_code, 200, answer.text)
        again = self._call(self._values())
        self.env.invalidate_all()
        evidence = self.record.evidence_ids
        self.assertEqual(answer.json(), {"id": evidence.id})
        self.assertEqual(again.json(), evidence.ids)
        self.assertEqual(base64.b64decode(evidence.file), RECORDING)
        self.assertEqual(evidence.sha256, self.digest)
        self.assertEqual(evidence.talk_seconds, 61)
        self.assertEqual(evidence.date_start, START)
        self.assertEqual(evidence._verify(), {evidence: "intact"})

    def test_a_refused_form_leaves_nothing(self):
        answer = self._send_form(filename="call.mp3")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("not what its name says", answer.json()["message"])
        answer = self._send_form(headers=self._bearer(self.caller))
        self.assertEqual(answer.status_code, 403)
        self.env.invalidate_all()
        self.assertFalse(self.record.evidence_ids)


@tagged("post_install", "-at_install")
class TestEvidenceDownload(PushCommon, HttpCase):
    """Who may fetch the file of an evidence by its address."""

    def _fetch(self, login, address):
        self.authenticate(login, login)
        return self.url_open(address)

    def test_files_follow_the_evidence(self):
        evidence = self._push()
        attachment = evidence._get_attachments()[evidence]
        for address in (
            f"/web/content/callback.evidence/{evidence.id}/file",
            f"/web/content/{attachment.id}",
        ):
            for login in ("cb_caller", "cb_supervisor", "cb_manager", "cb_auditor"):
                answer = self._fetch(login, address)
                self.assertEqual(answer.status_code, 200, (login, address))
                self.assertEqual(answer.content, RECORDING)
            for login in ("cb_caller2", "cb_robot"):
                answer = self._fetch(login, address)
                self.assertIn(answer.status_code, (403, 404), (login, address))

    def test_a_lost_file_is_not_found(self):
        content = RECORDING + os.urandom(32)
        evidence = self._push(
            content=base64.b64encode(content).decode(),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        attachment = evidence._get_attachments()[evidence]
        os.unlink(attachment._full_path(attachment.store_fname))
        answer = self._fetch(
            "cb_caller", f"/web/content/callback.evidence/{evidence.id}/file"
        )
        self.assertEqual(answer.status_code, 404)
