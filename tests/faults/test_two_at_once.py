# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two servers, or two users, at the same work: real connections, real commits.

Everything is created, committed and removed here, in the database of the test run.
"""

import base64
import contextlib
import threading
from datetime import datetime, timedelta

import pytest
from connections import SOUND, at_once, database, in_transaction, outcomes

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError

ORDERS = 120
EVENT = datetime(2026, 10, 2, 4, 0)


def make_orders(env):
    """Create archived fault repairs that owe callbacks; return their ids."""
    customer = env["res.partner"].create({"name": "Two at once"})
    department = env["hr.department"].create({"name": "Two at once"})
    orders = env["callback.utility.work.order"].create(
        [
            {
                "name": f"TWO-{number:04d}",
                "kind": "fault_repair",
                "partner_id": customer.id,
                "department_id": department.id,
                "date_archived": EVENT + timedelta(minutes=number),
            }
            for number in range(ORDERS)
        ]
    )
    return orders.ids


def records_of(env, ids):
    """Return the callbacks of these work orders."""
    return env["callback.record"].search(
        [("res_model", "=", "callback.utility.work.order"), ("res_id", "in", ids)]
    )


def remove(env, ids):
    """Remove what a test committed, below the guards that keep evidence."""
    cr = env.cr
    orders = env["callback.utility.work.order"].browse(ids)
    partner, department = orders.partner_id, orders.department_id
    records = tuple(records_of(env, ids).ids) or (0,)
    cr.execute("UPDATE callback_record SET archive_id = NULL WHERE id IN %s", [records])
    cr.execute("DELETE FROM callback_archive WHERE record_id IN %s", [records])
    cr.execute(
        """UPDATE callback_archive_chain chain SET (last_number, head) = (
            COALESCE((SELECT max(number) FROM callback_archive
                      WHERE chain_id = chain.id), 0),
            COALESCE((SELECT digest FROM callback_archive
                      WHERE chain_id = chain.id ORDER BY number DESC LIMIT 1), ''))
            WHERE chain.year <> 0"""
    )
    cr.execute("DELETE FROM callback_record WHERE id IN %s", [records])
    env.invalidate_all()
    orders.unlink()
    partner.unlink()
    department.unlink()


@pytest.fixture
def orders():
    """Committed work orders, removed again afterwards."""
    in_transaction(lambda env: env["callback.rule"].sweep())
    ids = in_transaction(make_orders)
    yield ids
    in_transaction(lambda env: remove(env, ids))


def sweep(env):
    """Sweep as the cron would."""
    return env["callback.rule"].sweep()


def test_two_sweeps_at_once_make_each_callback_once(orders):
    created = at_once(sweep, sweep, sweep)
    assert sum(created) == ORDERS, created
    found = in_transaction(lambda env: records_of(env, orders).mapped("res_id"))
    assert sorted(found) == sorted(orders)
    assert in_transaction(sweep) == 0


def test_a_sweep_that_dies_in_the_middle_is_taken_up(orders):
    now = EVENT + timedelta(days=1)
    rule = "callback_utility.rule_u1_repair"
    in_transaction(lambda env: next(env.ref(rule)._sweep(now, limit=50)))
    with database().cursor() as cr:  # dies before its commit
        env = api.Environment(cr, SUPERUSER_ID, {})
        assert next(env.ref(rule)._sweep(now, limit=50)) == 50
        cr.rollback()
    assert in_transaction(sweep) == ORDERS - 50
    found = in_transaction(lambda env: records_of(env, orders).mapped("res_id"))
    assert sorted(found) == sorted(orders)


def make_callers(env, department):
    """Create two callers of a department; return their user ids."""
    group = env.ref("callback_base.callback_group_caller")
    users = env["res.users"].create(
        [
            {"name": login, "login": login, "group_ids": [(4, group.id)]}
            for login in ("two_at_once_1", "two_at_once_2")
        ]
    )
    env["hr.employee"].create(
        [
            {"name": user.name, "user_id": user.id, "department_id": department.id}
            for user in users
        ]
    )
    return users.ids


def remove_callers(env, ids):
    """Remove the callers again, and what links to them."""
    users = env["res.users"].browse(ids)
    env.cr.execute(
        "UPDATE callback_record SET user_id = NULL WHERE user_id IN %s", [tuple(ids)]
    )
    env.invalidate_all()
    users.employee_ids.unlink()
    users.unlink()


def test_two_callers_pressing_next_get_different_callbacks(orders):
    in_transaction(sweep)
    callers = in_transaction(
        lambda env: make_callers(env, records_of(env, orders).department_id)
    )

    def press(uid):
        def work(env):
            record = env(user=uid)["callback.record"]
            return record.action_start_next().get("res_id")

        return work

    try:
        taken = at_once(*[press(uid) for uid in callers])
        assert None not in taken
        assert taken[0] != taken[1]
        owners = in_transaction(
            lambda env: env["callback.record"].browse(taken).mapped("user_id").ids
        )
        assert sorted(owners) == sorted(callers)
    finally:
        in_transaction(lambda env: remove_callers(env, callers))


def test_two_finishing_the_same_callback_finish_it_once(orders):
    """The slower one is told so; nothing is finished, or written down, twice."""
    in_transaction(sweep)

    def prepare(env):
        record = records_of(env, orders)[0]
        record.log_attempt("letter", "answered")
        record.log_attempt("phone", "answered")
        record.write({"content": "x", "problem": "x", "result": "x"})
        return record.id

    number = in_transaction(prepare)

    def finish(env):
        return env["callback.record"].browse(number).action_done()

    found = outcomes(finish, finish)
    assert sorted(result is True for result, _error in found) == [False, True]
    [error] = [error for _result, error in found if error]
    assert isinstance(error, UserError)

    def count(env):
        record = env["callback.record"].browse(number)
        changes = record.message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "state"
        )
        done = changes.filtered(lambda value: value.new_value_char == "Done")
        return record.state, len(record.attempt_ids), len(done)

    assert in_transaction(count) == ("done", 2, 1)


def test_archiving_at_once_keeps_one_whole_chain(orders):
    in_transaction(sweep)

    def finish(env):
        records = records_of(env, orders)[:40]
        for record in records:
            record.log_attempt("phone", "answered")
        records.write({"content": "x", "problem": "x", "result": "x"})
        records.action_done()
        return records.ids

    ids = in_transaction(finish)
    works = [
        lambda env, part=ids[start::4]: bool(
            env["callback.record"].browse(part).action_archive()
        )
        for start in range(4)
    ]
    assert at_once(*works) == [True] * 4
    result = in_transaction(lambda env: env["callback.archive"].verify_chain())
    assert result["broken"] == []
    assert result["checked"] >= len(ids)


def test_evidence_that_comes_while_sealing_is_sealed_or_refused(orders):
    """BASE-22: neither passes by the other; the later one gives way."""
    in_transaction(sweep)
    proof = base64.b64encode(SOUND)

    def finish(env):
        records = records_of(env, orders)[:6]
        for record in records:
            record.log_attempt("phone", "answered")
        records.write({"content": "x", "problem": "x", "result": "x"})
        records.action_done()
        return records.ids

    def at_the_same_time(number, work):
        """Return ``work`` that begins when the other one has looked, once."""

        def run(env):
            record = env["callback.record"].browse(number)
            assert record.state == "done"
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(5)
            meeting.abort()  # the next try does not wait
            return work(record)

        return run

    def add(record):
        kind = record.env.ref("callback_base.callback_evidence_kind_recording")
        values = {"record_id": record.id, "kind_id": kind.id, "name": "late.wav"}
        return record.env["callback.evidence"].create({**values, "file": proof}).ids

    def seal(record):
        return record.action_archive().mapped("name")

    names = []
    for number in in_transaction(finish):
        meeting = threading.Barrier(2)
        found = outcomes(*[at_the_same_time(number, work) for work in (add, seal)])
        (_added, refused), (sealed, error) = found
        assert not error
        assert refused is None or isinstance(refused, UserError)
        names += sealed
    result = in_transaction(lambda env: env["callback.archive"].verify_chain())
    assert [line for line in result["broken"] if line["archive"] in names] == []
