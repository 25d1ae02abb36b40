# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sealing killed in the middle, by two at once, and a file lost from the disk.

Real connections, real commits; everything is created and removed here.
"""

import base64
import os
import subprocess
import time

import pytest
from connections import SOUND, at_once, database, in_transaction

RECORDS = 1500
BATCH = 10
PATIENCE = 120
NAME = "Sealing fault"


def make_finished(env, count=RECORDS):
    """Create finished callbacks; return their ids."""
    customer = env["res.partner"].create({"name": NAME})
    department = env["hr.department"].create({"name": NAME})
    step = env.ref("callback_utility.rule_u1_repair").step_ids[0]
    records = env["callback.record"].create(
        [
            {
                "step_id": step.id,
                "partner_id": customer.id,
                "department_id": department.id,
            }
            for _number in range(count)
        ]
    )
    kind = env.ref("callback_base.callback_evidence_kind_recording")
    env["callback.evidence"].create(
        {
            "record_id": records[0].id,
            "kind_id": kind.id,
            "name": "call.wav",
            "file": base64.b64encode(SOUND),
        }
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE callback_record SET state = 'done', date_done = date_event"
        " WHERE id = ANY(%s)",
        [records.ids],
    )
    return records.ids


def remove(env):
    """Remove what a test committed, below the guards that keep evidence."""
    cr = env.cr
    partner = env["res.partner"].search([("name", "=", NAME)])
    department = env["hr.department"].search([("name", "=", NAME)])
    cr.execute(
        "SELECT id FROM callback_record WHERE partner_id = ANY(%s)", [partner.ids]
    )
    records = [row[0] for row in cr.fetchall()]
    cr.execute(
        "UPDATE callback_record SET archive_id = NULL WHERE id = ANY(%s)", [records]
    )
    cr.execute("DELETE FROM callback_archive WHERE record_id = ANY(%s)", [records])
    cr.execute(
        """UPDATE callback_archive_chain chain SET (last_number, head) = (
            COALESCE((SELECT max(number) FROM callback_archive
                      WHERE chain_id = chain.id), 0),
            COALESCE((SELECT digest FROM callback_archive
                      WHERE chain_id = chain.id ORDER BY number DESC LIMIT 1), ''))
            WHERE chain.year <> 0"""
    )
    cr.execute("DELETE FROM callback_evidence WHERE record_id = ANY(%s)", [records])
    cr.execute("DELETE FROM callback_record WHERE id = ANY(%s)", [records])
    env.invalidate_all()
    partner.unlink()
    department.unlink()


@pytest.fixture
def records():
    """Committed finished callbacks, removed again afterwards."""
    # What other tests left is archived first, so that it does not count here.
    in_transaction(archive_all)
    in_transaction(remove)
    yield in_transaction(make_finished)
    in_transaction(remove)


def archive_all(env):
    """Archive everything finished in small batches; return how many."""
    return env["callback.record"].with_context(callback_batch=BATCH)._archive_all()


def sealed():
    """Return how many of the callbacks have a file."""
    with database().cursor() as cr:
        cr.execute(
            """SELECT count(*) FROM callback_archive a
            JOIN res_partner p ON p.id = a.partner_id WHERE p.name = %s""",
            [NAME],
        )
        return cr.fetchone()[0]


def check_whole(ids):
    """Each callback has one file, the chain has no gap and verifies."""
    with database().cursor() as cr:
        cr.execute(
            """SELECT count(*), count(DISTINCT r.archive_id), count(DISTINCT a.number)
            FROM callback_record r JOIN callback_archive a ON a.id = r.archive_id
                AND a.record_id = r.id
            WHERE r.id = ANY(%s) AND r.date_archived = a.date_archived""",
            [ids],
        )
        assert cr.fetchone() == (len(ids),) * 3
    result = in_transaction(lambda env: env["callback.archive"].verify_chain())
    assert not result["broken"], result["broken"][:5]


def test_a_killed_server_is_taken_up(records):
    command = os.environ["CALLBACK_ODOO_COMMAND"].split()
    name = database().db_name
    process = subprocess.Popen(
        [*command, "shell", "-c", os.environ["ODOO_RC"], "-d", name, "--no-http"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        process.stdin.write(
            "model = env['callback.record'].with_context("
            f"callback_batch={BATCH})\nmodel._archive_all()\n"
        )
        process.stdin.close()
        end = time.monotonic() + PATIENCE
        while not sealed():
            assert time.monotonic() < end, "nothing is committed"
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()
    done = sealed()
    assert 0 < done < RECORDS, done
    assert in_transaction(archive_all) == RECORDS - done
    check_whole(records)


def test_two_at_once_seal_each_callback_once(records):
    at_once(archive_all, archive_all, archive_all)
    check_whole(records)
    assert in_transaction(archive_all) == 0


def test_a_file_lost_from_the_disk_is_named(records):
    in_transaction(archive_all)

    def path(env):
        attachment = env["ir.attachment"].search(
            [
                ("res_model", "=", "callback.evidence"),
                ("res_field", "=", "file"),
                (
                    "res_id",
                    "in",
                    env["callback.record"].browse(records).evidence_ids.ids,
                ),
            ]
        )
        return attachment._full_path(attachment.store_fname)

    lost = in_transaction(path)
    with open(lost, "rb") as stream:
        content = stream.read()
    os.remove(lost)
    try:
        result = in_transaction(lambda env: env["callback.archive"].verify_chain())
        texts = [line["what"] for line in result["broken"]]
        assert len(texts) == 1 and "call.wav" in texts[0], texts
    finally:
        with open(lost, "wb") as stream:
            stream.write(content)
    check_whole(records)
