# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Recordings over real HTTP: sent again and at once, 200 MB, lost on disk (BASE-39).

A server of its own answers; everything is created, committed and removed here.
"""

import base64
import hashlib
import http.client
import json
import os
import socket
import subprocess
import threading
import time
from datetime import datetime, timedelta

import pytest
from connections import SOUND, database, in_transaction

from odoo.fields import Command

PATIENCE = 180
MEGABYTE = 1024 * 1024
LONG = 200 * MEGABYTE
#: A server may need that much more for a recording than for none; it is read and
#: stored in pieces, so this does not grow with the recording.
ALLOWANCE = 64 * MEGABYTE
BOUNDARY = "callback-fault-test"


def make_world(env):
    """Create a technical user with a key and a callback."""
    env["callback.evidence.kind"].search([("code", "=", "recording")]).size_limit = 500
    group = env.ref("callback_base.callback_group_technical")
    robot = env["res.users"].create(
        {
            "name": "Push",
            "login": "push_robot",
            "group_ids": [Command.set(group.ids)],
        }
    )
    keys = env(user=robot.id)["res.users.apikeys"].sudo()
    key = keys._generate(None, "push", datetime.now() + timedelta(days=1))
    department = env["hr.department"].create({"name": "Push"})
    customer = env["res.partner"].create({"name": "Push", "ref": "PUSH"})
    step = env["callback.rule.step"].search(
        [("rule_id.policy_id.state", "=", "in_force")], limit=1
    )
    record = env["callback.record"].create(
        {
            "step_id": step.id,
            "partner_id": customer.id,
            "department_id": department.id,
        }
    )
    return key, record.id, record.name


def remove_world(env):
    """Remove what the tests committed, below the guards that keep evidence."""
    robot = env["res.users"].search([("login", "=", "push_robot")])
    evidence = env["callback.evidence"].search([("external_ref", "=like", "PUSH-%")])
    attachments = evidence._get_attachments().values()
    env["ir.attachment"].union(*attachments).sudo().unlink()
    env.cr.execute("DELETE FROM callback_evidence WHERE external_ref LIKE 'PUSH-%'")
    env.cr.execute(
        "DELETE FROM callback_record WHERE partner_id IN"
        " (SELECT id FROM res_partner WHERE ref = 'PUSH')"
    )
    env.invalidate_all()
    env["res.partner"].search([("ref", "=", "PUSH")]).unlink()
    env["hr.department"].search([("name", "=", "Push")]).unlink()
    robot.unlink()


class Server:
    """An Odoo server on a free port, with threads that answer at the same time."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = os.environ["CALLBACK_ODOO_COMMAND"].split()
        options = ["-c", os.environ["ODOO_RC"], "-d", database().db_name]
        options += [f"--http-port={self.port}", "--http-interface=127.0.0.1"]
        options += ["--workers=0", "--max-cron-threads=0"]
        self.process = subprocess.Popen(
            [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the server ended"
            assert time.monotonic() < end, f"no answer in {PATIENCE} seconds"
            time.sleep(0.2)

    def _answers(self):
        try:
            return self.send("GET", "/web/health")[0] == 200
        except OSError:
            return False

    def send(self, method, path, body=None, headers=None):
        """Send a request; return status and text of the answer."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE
        )
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def peak(self):
        """Return the largest memory the server ever had, in bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")

    def close(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def server():
    """A server for all tests of this file."""
    running = Server()
    yield running
    running.close()


@pytest.fixture
def world():
    """A key and a callback: (key, id, number)."""
    in_transaction(remove_world)
    yield in_transaction(make_world)
    in_transaction(remove_world)


def headers(key, content_type="application/json"):
    """Return the headers of a request with an API key."""
    return {
        "Authorization": f"Bearer {key}",
        "Content-Type": content_type,
        "X-Odoo-Database": database().db_name,
    }


def values_of(content, number, ref="PUSH-1"):
    """Return the values of a push."""
    return {
        "external_ref": ref,
        "kind": "recording",
        "filename": "call.wav",
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
        "record": number,
    }


def push(server, key, values):
    """Push through JSON-2; return status and answer."""
    status, text = server.send(
        "POST",
        "/json/2/callback.evidence/push",
        json.dumps(values),
        headers(key),
    )
    return status, json.loads(text)


def together(*works):
    """Run works in threads that start together; return their results."""
    barrier, found = threading.Barrier(len(works)), [None] * len(works)

    def run(index, work):
        barrier.wait()
        found[index] = work()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def evidence_of(record):
    """Return (id, reference, digest) of the evidence of a callback."""

    def work(env):
        lines = env["callback.evidence"].search([("record_id", "=", record)])
        return [(line.id, line.external_ref, line.sha256) for line in lines]

    return in_transaction(work)


def test_the_same_push_six_times_at_once_is_one_evidence(server, world):
    key, record, number = world
    values = values_of(SOUND + os.urandom(50_000), number)
    answers = together(*[lambda: push(server, key, values)] * 6)
    assert [status for status, _ids in answers] == [200] * 6, answers
    [(found, ref, digest)] = evidence_of(record)
    assert {tuple(ids) for _status, ids in answers} == {(found,)}
    assert (ref, digest) == ("PUSH-1", values["sha256"])
    for _turn in range(3):
        assert push(server, key, values) == (200, [found])
    assert len(evidence_of(record)) == 1


def test_two_contents_under_one_reference_at_once(server, world):
    key, record, number = world
    first, second = (values_of(SOUND + os.urandom(999), number) for _ in range(2))
    answers = together(
        lambda: push(server, key, first), lambda: push(server, key, second)
    )
    assert sorted(status for status, _answer in answers) == [200, 422], answers
    refused = next(answer for status, answer in answers if status == 422)
    assert "PUSH-1" in refused["message"]
    [(_id, _ref, digest)] = evidence_of(record)
    assert digest in (first["sha256"], second["sha256"])


def test_different_references_at_once_are_all_kept(server, world):
    key, record, number = world
    calls = [
        values_of(SOUND + os.urandom(999), number, f"PUSH-{turn}") for turn in range(5)
    ]
    answers = together(
        *[lambda values=values: push(server, key, values) for values in calls]
    )
    assert [status for status, _ids in answers] == [200] * 5, answers
    kept = {(ref, digest) for _id, ref, digest in evidence_of(record)}
    assert kept == {(v["external_ref"], v["sha256"]) for v in calls}


def blocks(size):
    """Yield a recording of a size, piece by piece."""
    yield SOUND
    left, block = size - len(SOUND), bytes(range(256)) * 4096
    while left:
        piece = block[:left]
        yield piece
        left -= len(piece)


def send_form(server, key, number, size):
    """Send a recording as a form without having it in memory here either."""
    digest = hashlib.sha256()
    for piece in blocks(size):
        digest.update(piece)
    values = {
        "external_ref": "PUSH-LONG",
        "kind": "recording",
        "sha256": digest.hexdigest(),
        "record": number,
        "talk_seconds": "5400",
    }
    head = "".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
        f'name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    )
    head += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="content"; '
        'filename="long.wav"\r\nContent-Type: audio/wav\r\n\r\n'
    )
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()

    def body():
        yield head.encode()
        yield from blocks(size)
        yield tail

    length = len(head) + size + len(tail)
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    status, text = server.send(
        "POST",
        "/callback/evidence/push",
        body(),
        {**headers(key, kind), "Content-Length": str(length)},
    )
    return status, text, digest.hexdigest()


def test_a_recording_of_200_mb_needs_no_memory(server, world):
    key, record, number = world
    # What any request needs is loaded before.
    assert send_form(server, key, number, 2 * MEGABYTE)[0] == 200
    in_transaction(remove_long)
    before = server.peak()
    status, text, digest = send_form(server, key, number, LONG)
    assert status == 200, text
    grown = server.peak() - before
    print(f"200 MB taken in: the server grew by {grown / MEGABYTE:.1f} MB")
    assert grown < ALLOWANCE
    [(found, _ref, kept)] = evidence_of(record)
    assert json.loads(text) == {"id": found}
    assert kept == digest


def remove_long(env):
    """Remove the recording sent as a form."""
    evidence = env["callback.evidence"].search([("external_ref", "=", "PUSH-LONG")])
    env["ir.attachment"].union(*evidence._get_attachments().values()).unlink()
    evidence.unlink()


def test_checking_200_mb_needs_no_memory(server, world):
    key, record, number = world
    assert send_form(server, key, number, LONG)[0] == 200
    peak = "\n".join(
        [
            "import resource",
            f"lines = env['callback.evidence'].search([('record_id', '=', {record})])",
            "lines.read(['name', 'kind_id'])",
            "usage = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
            "before = usage()",
            "found = lines._verify()",
            "print('GREW', usage() - before, list(found.values()))",
        ]
    )
    command = os.environ["CALLBACK_ODOO_COMMAND"].split()
    options = ["-c", os.environ["ODOO_RC"], "-d", database().db_name, "--no-http"]
    done = subprocess.run(
        [*command, "shell", *options],
        input=peak,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    [line] = [line for line in done.stdout.splitlines() if "GREW" in line]
    grown, states = line.partition("GREW ")[2].split(" ", 1)
    print(f"200 MB checked: the process grew by {int(grown) / 1024:.1f} MB")
    assert states == "['intact']"
    assert int(grown) * 1024 < ALLOWANCE


def test_a_file_deleted_from_the_filestore_is_reported(server, world):
    key, record, number = world
    values = values_of(SOUND + os.urandom(999), number)
    status, [evidence] = push(server, key, values)
    assert status == 200

    def lose(env):
        line = env["callback.evidence"].browse(evidence)
        attachment = line._get_attachments()[line]
        os.unlink(attachment._full_path(attachment.store_fname))

    def check(env):
        line = env["callback.evidence"].browse(evidence)
        line.action_verify()
        assert line.record_id.with_context(bin_size=True).evidence_ids.read()
        return line.check_state, line.record_id.activity_ids.mapped("summary")

    in_transaction(lose)
    state, reports = in_transaction(check)
    assert state == "lost"
    assert reports
    # The same push again finds its evidence; the lost file is not hidden by it.
    assert push(server, key, values) == (200, [evidence])
    assert in_transaction(check)[0] == "lost"
    assert len(evidence_of(record)) == 1
