# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Making the work of a plan by several at once, and killed in the middle (BASE-02).

Real connections, real commits; everything is created and removed here.
"""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from datetime import datetime, timedelta

import psycopg2
import pytest
from connections import at_once, database, in_transaction, outcomes

from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.callback_base.models.callback_plan_generate import LOCK

CUSTOMERS = 200
#: Enough batches that something can happen between the first and the last.
MANY = 1500
BATCH = 10
PATIENCE = 120
DAY = datetime(2026, 10, 2, 4, 0)
PARTNERS = "res.partner"
ORDERS = "callback.utility.work.order"


def make_world(env, model=PARTNERS, **rule):
    """Create a plan in approval by filing, its callers; return its id."""
    department = env["hr.department"].create({"name": "Generate"})
    group = env.ref("callback_base.callback_group_caller")
    users = env["res.users"].create(
        [
            {"name": login, "login": login, "group_ids": [Command.link(group.id)]}
            for login in ("generate_1", "generate_2", "generate_3")
        ]
    )
    env["hr.employee"].create(
        [
            {"name": user.name, "user_id": user.id, "department_id": department.id}
            for user in users
        ]
    )
    phone = env.ref("callback_base.callback_channel_phone")
    policy = env["callback.policy"].create(
        {
            "name": "Generate",
            "code": "GENERATE",
            "calendar_id": env.ref("callback_base.calendar_standard").id,
            "plan_approval": "file",
            "clause_ids": [
                Command.create({"code": "G-1", "name": "All", "kind": "schedule"})
            ],
        }
    )
    env["callback.rule"].create(
        {
            "name": "Generate",
            "policy_id": policy.id,
            "type_id": env["callback.type"].search([], limit=1).id,
            "channel_id": phone.id,
            "model_id": env["ir.model"]._get_id(model),
            "trigger": "coverage",
            "period": "year",
            "assign_method": "round_robin",
            "domain": "[('ref', '=like', 'GENERATE-%')]",
            "clause_ids": [Command.set(policy.clause_ids.ids)],
            "step_ids": [
                Command.create({"name": "Call", "quantity": 3, "unit": "working_day"})
            ],
            **rule,
        }
    )
    policy.action_activate()
    plan = env["callback.plan"].create(
        {
            "name": "Generate",
            "policy_id": policy.id,
            "department_id": department.id,
            "rule_ids": [Command.set(policy.rule_ids.ids)],
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "frequency": "once",
            "content": "asked",
            "channel_ids": [Command.set(phone.ids)],
            "user_ids": [Command.set(users.ids)],
        }
    )
    plan.action_submit()
    return plan.id


def make_customers(env, count):
    """Create the customers of the plan."""
    env["res.partner"].create(
        [
            {
                "name": f"Generate {number}",
                "ref": f"GENERATE-{number:05d}",
                "city": ("East", "West")[number % 2],
            }
            for number in range(count)
        ]
    )


def make_orders(env, count):
    """Create archived changes that owe callbacks."""
    customer = env["res.partner"].create({"name": "Generate", "ref": "GENERATE-ORDER"})
    department = env["hr.department"].search([("name", "=", "Generate")], limit=1)
    env["callback.utility.work.order"].create(
        [
            {
                "name": f"GENERATE-{number:05d}",
                "kind": "change",
                "partner_id": customer.id,
                "department_id": department.id,
                "date_archived": DAY + timedelta(minutes=number),
            }
            for number in range(count)
        ]
    )


#: What a test committed, in an order that no foreign key minds; below the guards
#: that keep what was owed and drawn.
REMOVED = (
    "UPDATE callback_plan_line SET sample_id = NULL WHERE plan_id IN (SELECT id"
    " FROM callback_plan WHERE name = 'Generate')",
    "DELETE FROM callback_record WHERE policy_id IN (SELECT id FROM callback_policy"
    " WHERE code = 'GENERATE') OR source_name LIKE 'GENERATE-%'",
    "DELETE FROM callback_sample WHERE name = 'Generate' OR rule_id IN (SELECT id"
    " FROM callback_rule WHERE policy_id IN (SELECT id FROM callback_policy"
    " WHERE code = 'GENERATE'))",
    "DELETE FROM callback_plan WHERE name = 'Generate'",
    "DELETE FROM callback_policy WHERE code = 'GENERATE'",
    "DELETE FROM callback_utility_work_order WHERE name LIKE 'GENERATE-%'",
)


def remove_world(env):
    """Remove what the tests committed."""
    for statement in REMOVED:
        env.cr.execute(statement)
    env.invalidate_all()
    users = env["res.users"].search([("login", "=like", "generate_%")])
    users.employee_ids.unlink()
    users.unlink()
    env["res.partner"].search([("ref", "=like", "GENERATE-%")]).unlink()
    env["hr.department"].search([("name", "=", "Generate")]).unlink()


@pytest.fixture(autouse=True)
def clean():
    """Begin and end without anything of these tests."""
    in_transaction(remove_world)
    yield
    in_transaction(remove_world)


def generate(plan, batch=None):
    """Return the work of having a plan carried out."""

    def work(env):
        context = {"callback_batch": batch} if batch else {}
        return (
            env["callback.plan"].browse(plan).with_context(**context).action_generate()
        )

    return work


def read(statement, *values):
    """Return the rows of a statement in a transaction of its own."""

    def work(env):
        env.cr.execute(statement, values)
        return env.cr.fetchall()

    return in_transaction(work)


def made(plan):
    """Return how many callbacks a plan has, as other connections see it."""
    return read("SELECT count(*) FROM callback_record WHERE plan_id = %s", plan)[0][0]


def check_whole(plan, count):
    """Each customer has one callback, and the callers have as many each."""
    rows = read(
        "SELECT res_id, user_id FROM callback_record WHERE plan_id = %s",
        plan,
    )
    assert len(rows) == count
    assert len({document for document, _user in rows}) == count
    shares = Counter(user for _document, user in rows)
    assert None not in shares
    assert len(shares) == 3
    assert max(shares.values()) - min(shares.values()) <= 1, shares


def is_free(plan):
    """Tell whether nobody holds the lock of a plan."""
    [[held]] = read(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
        " AND objid = %s AND database = (SELECT oid FROM pg_database"
        " WHERE datname = current_database())",
        LOCK,
        plan,
    )
    return not held


def wait_for(condition, what):
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} after {PATIENCE} seconds"
        time.sleep(0.02)


@pytest.mark.parametrize("connections", [2, 3])
@pytest.mark.parametrize("batch", [None, 15])
def test_one_plan_at_once_makes_each_callback_once(connections, batch):
    in_transaction(lambda env: make_customers(env, CUSTOMERS))
    plan = in_transaction(make_world)
    totals = at_once(*[generate(plan, batch)] * connections)
    assert sum(totals) == CUSTOMERS, totals
    check_whole(plan, CUSTOMERS)
    assert is_free(plan)
    assert in_transaction(generate(plan)) == 0


def test_a_connection_cut_in_the_middle_is_taken_up():
    in_transaction(lambda env: make_customers(env, MANY))
    plan = in_transaction(make_world)
    errors = []

    def run():
        try:
            in_transaction(generate(plan, BATCH))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    wait_for(lambda: made(plan), "nothing is committed")
    cut = read(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        " AND classid = %s AND objid = %s AND granted",
        LOCK,
        plan,
    )
    thread.join()
    assert cut == [(True,)]
    assert errors, "the cut connection cannot have finished"
    check_taken_up(plan)


def check_taken_up(plan):
    """What was committed stays, the lock is free, the next call makes the rest."""
    wait_for(lambda: is_free(plan), "the lock is still held")
    before = made(plan)
    assert 0 < before < MANY
    assert before % BATCH == 0, "a batch is committed as a whole"
    assert in_transaction(generate(plan)) == MANY - before
    check_whole(plan, MANY)


def test_a_killed_server_is_taken_up():
    in_transaction(lambda env: make_customers(env, MANY))
    plan = in_transaction(make_world)
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
            f"plan = env['callback.plan'].browse({plan})\n"
            f"plan.with_context(callback_batch={BATCH}).action_generate()\n"
        )
        process.stdin.close()
        wait_for(lambda: made(plan), "nothing is committed")
    finally:
        process.kill()
        process.wait()
    check_taken_up(plan)


@pytest.mark.skipif(
    "CALLBACK_OWN_SERVER" not in os.environ,
    reason="PGHOST names a server of the user's own, which is not to be crashed",
)
def test_a_database_server_that_crashes_under_load_is_taken_up():
    """One killed backend makes PostgreSQL end every connection and recover."""
    # PostgreSQL writes down numbers of a sequence that a database got from its
    # template only after a checkpoint; without one a crash gives them out again.
    in_transaction(lambda env: env.cr.execute("CHECKPOINT"))
    in_transaction(lambda env: make_customers(env, MANY))
    plan = in_transaction(make_world)
    errors = []

    def run():
        try:
            in_transaction(generate(plan, BATCH))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    wait_for(lambda: made(plan), "nothing is committed")
    # The test server answers before a commit is on the disk; a crash is about what is.
    [[committed]] = read("SELECT pg_current_wal_insert_lsn()::text")
    flushed = "SELECT pg_current_wal_flush_lsn() >= %s::pg_lsn"
    wait_for(lambda: read(flushed, committed) == [(True,)], "nothing is on the disk")
    [[backend]] = read(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
        " AND objid = %s AND granted",
        LOCK,
        plan,
    )
    os.kill(backend, signal.SIGKILL)
    for thread in threads:
        thread.join()
    assert len(errors) == len(threads), "a crash is reported to every connection"
    wait_for(answers, "the database server does not answer")
    check_taken_up(plan)


def answers():
    """Tell whether the database server takes work again."""
    try:
        return read("SELECT 1") == [(1,)]
    except psycopg2.Error:
        return False


def test_plan_and_sweep_of_one_policy_at_once():
    plan = in_transaction(
        lambda env: make_world(
            env,
            ORDERS,
            trigger="event",
            period=False,
            event_field="date_archived",
            department_field="department_id",
            domain="[('name', '=like', 'GENERATE-%')]",
        )
    )
    in_transaction(lambda env: make_orders(env, CUSTOMERS))
    rule = in_transaction(lambda env: env["callback.plan"].browse(plan).rule_ids.id)

    def sweep(env):
        return env["callback.rule"].browse(rule).sweep()

    totals = at_once(generate(plan), sweep, generate(plan))
    totals.append(in_transaction(sweep))
    rows = read("SELECT res_id FROM callback_record WHERE rule_id = %s", rule)
    assert len(rows) == len(set(rows)) == CUSTOMERS
    assert sum(totals) == CUSTOMERS, totals


def test_one_sample_at_once_is_drawn_once():
    in_transaction(lambda env: make_customers(env, CUSTOMERS))

    def make_sample(env):
        return (
            env["callback.sample"]
            .create(
                {
                    "name": "Generate",
                    "model_id": env["ir.model"]._get_id(PARTNERS),
                    "domain": "[('ref', '=like', 'GENERATE-%')]",
                    "rate": 0.1,
                    "strata_method": "rate",
                    "stratum_field": "city",
                }
            )
            .id
        )

    sample = in_transaction(make_sample)

    def draw(env):
        return env["callback.sample"].browse(sample).action_draw()

    found = outcomes(draw, draw)
    errors = [error for _result, error in found if error]
    assert len(errors) <= 1, errors
    for error in errors:
        assert isinstance(error, UserError), repr(error)

    def check(env):
        drawn = env["callback.sample"].browse(sample)
        assert drawn.state == "drawn"
        assert len(drawn.draw_ids) == 1
        assert drawn.verify()
        return sum(drawn.stratum_ids.mapped("picked_count"))

    assert in_transaction(check) == CUSTOMERS // 10
