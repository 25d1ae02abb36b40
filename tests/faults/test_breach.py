# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sweep for missed limits killed, twice at once, with a clock moved back.

Real connections, real commits; everything is created and removed here.
"""

import os
import subprocess
import time
from datetime import datetime, timedelta

import pytest
from connections import at_once, database, in_transaction

from odoo.fields import Command

MANY = 600
BATCH = 5
PATIENCE = 120
EVENT = datetime(2026, 3, 2, 1)
NOW = EVENT + timedelta(days=3)
OURS = "policy_id IN (SELECT id FROM callback_policy WHERE code = 'BREACH')"
REMOVED = (
    f"DELETE FROM callback_breach WHERE {OURS}",
    f"DELETE FROM callback_record WHERE {OURS}",
    "DELETE FROM callback_policy WHERE code = 'BREACH'",
    "DELETE FROM res_partner WHERE ref = 'BREACH'",
)


def make_world(env):
    """Create callbacks whose deadline has passed."""
    partner = env["res.partner"].create({"name": "Breach", "ref": "BREACH"})
    policy = env["callback.policy"].create(
        {
            "name": "Breach",
            "code": "BREACH",
            "calendar_id": env.ref("callback_base.calendar_standard").id,
            "clause_ids": [
                Command.create({"code": "B-1", "name": "In time", "kind": "deadline"})
            ],
        }
    )
    rule = env["callback.rule"].create(
        {
            "name": "Breach",
            "policy_id": policy.id,
            "type_id": env["callback.type"].search([], limit=1).id,
            "channel_id": env.ref("callback_base.callback_channel_phone").id,
            "model_id": env["ir.model"]._get_id("res.partner"),
            "trigger": "manual",
            "clause_ids": [Command.set(policy.clause_ids.ids)],
            "step_ids": [
                Command.create({"name": "Call", "quantity": 1, "unit": "day"})
            ],
        }
    )
    policy.action_activate()
    env["callback.record"].with_context(tracking_disable=True).create(
        [
            {
                "step_id": rule.step_ids.id,
                "partner_id": partner.id,
                "date_event": EVENT,
            }
            for _number in range(MANY)
        ]
    )


@pytest.fixture(autouse=True)
def world():
    """Give each test the late callbacks, and remove them."""

    def remove(env):
        for statement in REMOVED:
            env.cr.execute(statement)
        env.invalidate_all()

    in_transaction(make_world)
    yield
    in_transaction(remove)


def noted():
    """Return how many breaches there are, and of how many callbacks."""

    def work(env):
        env.cr.execute(
            f"SELECT count(*), count(DISTINCT record_id) FROM callback_breach"
            f" WHERE {OURS}"
        )
        return env.cr.fetchone()

    return in_transaction(work)


def sweep(now=NOW):
    """Return the work of one sweep."""
    return lambda env: env["callback.breach"].sweep(now)


def test_killed_in_the_middle_the_next_run_goes_on():
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
            "from datetime import datetime\n"
            "breaches = env['callback.breach']\n"
            f"for found in breaches._sweep(datetime({NOW:%Y, %-m, %-d}, 1), {BATCH}):\n"
            "    env.cr.commit()\n\n"
        )
        process.stdin.close()
        end = time.monotonic() + PATIENCE
        while not noted()[0]:
            assert time.monotonic() < end, "nothing is committed"
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    before, _records = noted()
    assert 0 < before < MANY
    assert before % BATCH == 0, "a batch is committed as a whole"
    in_transaction(sweep())
    assert noted() == (MANY, MANY)


def test_two_sweeps_at_once_note_each_breach_once():
    at_once(sweep(), sweep(), sweep())
    assert noted() == (MANY, MANY)


def test_a_clock_moved_back_undoes_and_doubles_nothing():
    in_transaction(sweep())
    for now in (EVENT, NOW - timedelta(days=1), NOW, NOW + timedelta(days=30)):
        in_transaction(sweep(now))
        assert noted() == (MANY, MANY)
