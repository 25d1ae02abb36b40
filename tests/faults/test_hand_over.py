# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Final lines handed to wages by several at the same time: once each (ASMT-15).

Real connections, real commits; everything is created and removed here.
"""

import contextlib
import threading
import time
from datetime import date, datetime

import pytest
from connections import in_transaction, outcomes

from odoo.exceptions import UserError
from odoo.fields import Command

LINES = 60
AMOUNT = 7.07
MONTH = "2026-03-01"
OURS = "employee_id IN (SELECT id FROM hr_employee WHERE name = 'Handed over')"
REMOVED = (
    f"DELETE FROM callback_merit WHERE {OURS}",
    f"DELETE FROM callback_merit_offset WHERE {OURS}",
    f"DELETE FROM callback_sanction_payment WHERE {OURS}",
    f"DELETE FROM hr_payslip WHERE {OURS}",
    f"CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT handover_id AS id"
    f" FROM callback_sanction WHERE {OURS}",
    f"DELETE FROM callback_sanction WHERE {OURS}",
    "DELETE FROM callback_sanction_handover WHERE id IN (SELECT id FROM gone)",
)


def make_world(env):
    """Create an employee with final lines, and what a payslip needs."""
    named = {"name": "Handed over", "code": "HO"}
    category = env["hr.salary.rule.category"].create(named)
    rule = env["hr.salary.rule"].create(
        {
            **named,
            "category_id": category.id,
            "amount_select": "code",
            "amount_python_compute": "result = contract.wage",
        }
    )
    structure = env["hr.payroll.structure"].create(
        {**named, "rule_ids": [Command.set(rule.ids)]}
    )
    employee = env["hr.employee"].create({"name": "Handed over", "wage": 5600})
    employee.version_id.write(
        {
            "date_version": "2025-01-01",
            "contract_date_start": "2025-01-01",
            "struct_id": structure.id,
        }
    )
    now = datetime(2026, 3, 20)
    lines = env["callback.sanction"]._propose(
        [
            {
                "source_key": f"handed:{number}",
                "company_id": env.company.id,
                "employee_id": employee.id,
                "date": MONTH,
                "direction": "deduct",
                "kind": "money",
                "amount": AMOUNT,
                "state": "final",
                "date_confirmed": now,
                "date_notified": now,
                "date_final": now,
            }
            for number in range(LINES)
        ]
    )
    return employee.id, structure.id, rule.id, lines.ids


def remove(env, world):
    """Remove what a test committed, below the guards that keep evidence."""
    for statement in REMOVED:
        env.cr.execute(statement)
    env.invalidate_all()
    employee, structure, rule, _lines = world
    env["hr.employee"].browse(employee).unlink()
    env["hr.payroll.structure"].browse(structure).unlink()
    rule = env["hr.salary.rule"].browse(rule)
    category = rule.category_id
    rule.unlink()
    category.unlink()


@pytest.fixture
def world():
    """Committed final lines of one employee, removed again afterwards."""
    made = in_transaction(make_world)
    yield made
    in_transaction(lambda env: remove(env, made))


def make_slip(env, world):
    """Return the id of a payslip of the month."""
    employee, structure, _rule, _lines = world
    version = env["hr.employee"].browse(employee).version_id
    values = {"name": "Handed over", "employee_id": employee}
    values |= {"struct_id": structure, "contract_id": version.id}
    values |= {"date_from": date(2026, 3, 1), "date_to": date(2026, 3, 31)}
    return env["hr.payslip"].create(values).id


def by_file(env):
    """Hand over as the button does; return how many of the lines went."""
    handover = env["callback.sanction.handover"]._hand_over(
        date(2026, 3, 1), env.company
    )
    return len(handover.sanction_ids.filtered(lambda x: x.amount == AMOUNT))


def by_payslip(number):
    """Return the work that computes a payslip and confirms it."""

    def work(env):
        slip = env["hr.payslip"].browse(number)
        slip.compute_sheet()
        slip.action_payslip_done()
        return len(paid(env, slip))

    return work


def paid(env, slip):
    """Return what a payslip took over and keeps."""
    domain = [("payslip_id", "=", slip.id), ("state", "=", "done")]
    return env["callback.sanction.payment"].search(domain)


def count(env, world):
    """Return (lines on files, lines on payslips, lines on both, their states)."""
    lines = env["callback.sanction"].browse(world[3])
    filed = lines.filtered("handover_id")
    slipped = lines.filtered(
        lambda line: line.payment_ids.filtered(lambda p: p.state == "done")
    )
    return len(filed), len(slipped), len(filed & slipped), set(lines.mapped("state"))


def test_two_files_at_once(world):
    found = outcomes(by_file, by_file, by_file)
    assert [error for _result, error in found] == [None] * 3
    assert sorted(result for result, _error in found) == [0, 0, LINES]
    totals = in_transaction(lambda env: count(env, world))
    assert totals == (LINES, 0, 0, {"handed_over"})
    assert in_transaction(by_file) == 0


def test_two_payslips_at_once(world):
    slips = [in_transaction(lambda env: make_slip(env, world)) for _n in range(2)]
    found = outcomes(*map(by_payslip, slips))
    assert all(error is None or isinstance(error, UserError) for _, error in found)
    taken = [result for result, error in found if error is None]
    assert sum(taken) == LINES, found
    totals = in_transaction(lambda env: count(env, world))
    assert totals == (0, LINES, 0, {"handed_over"})
    # Whoever was too slow comes again, and finds nothing.
    again = in_transaction(lambda env: make_slip(env, world))
    assert in_transaction(by_payslip(again)) == 0


@pytest.mark.parametrize("late", ["file", "payslip"])
def test_file_and_payslip_at_once(world, late):
    """Both have looked before either commits: each line goes one way only."""
    number = in_transaction(lambda env: make_slip(env, world))
    meeting = threading.Barrier(2)

    def start(env, work, is_late):
        env["callback.sanction"].browse(world[3]).mapped("state")  # the snapshot
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(5)
        meeting.abort()  # the next try does not wait
        if is_late:
            time.sleep(1)  # the other one commits in between
        return work(env)

    def file(env):
        return start(env, by_file, late == "file")

    def payslip(env):
        return start(env, by_payslip(number), late == "payslip")

    found = outcomes(file, payslip)
    for _result, error in found:
        assert error is None or isinstance(error, UserError), error
    filed, slipped, both, states = in_transaction(lambda env: count(env, world))
    assert both == 0
    assert filed + slipped == LINES
    assert states == {"handed_over"}


def test_file_beside_a_computed_payslip(world):
    """A payslip being computed while the file is made: its confirmation notices."""
    number = in_transaction(lambda env: make_slip(env, world))
    meeting = threading.Barrier(2)

    def start(env, work):
        env["callback.sanction"].browse(world[3]).mapped("state")  # the snapshot
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(5)
        meeting.abort()
        return work(env)

    def compute(env):
        return bool(env["hr.payslip"].browse(number).compute_sheet())

    outcomes(lambda env: start(env, by_file), lambda env: start(env, compute))
    with contextlib.suppress(UserError):  # says: compute it again
        in_transaction(
            lambda env: env["hr.payslip"].browse(number).action_payslip_done()
        )
    filed, slipped, both, _states = in_transaction(lambda env: count(env, world))
    assert both == 0
    assert filed + slipped <= LINES


def test_two_offsets_of_one_merit(world):
    """G1-81: approved at the same time, one merit is set against one demerit only."""
    employee = world[0]

    def prepare(env):
        company = env.company.id
        values = {"employee_id": employee, "company_id": company, "date": MONTH}
        env["callback.merit"].create(
            [
                {
                    **values,
                    "measure": measure,
                    "quantity": quantity,
                    "kind": "given",
                    "source_key": f"handed:{measure}",
                }
                for measure, quantity in (("minor_merit", 1), ("minor_demerit", 2))
            ]
        )
        wanted = {"merit": "minor_merit", "demerit": "minor_demerit", "reason": "x"}
        wanted["user_id"] = env.ref("base.user_admin").id  # another one decides
        offsets = env["callback.merit.offset"]
        return offsets.create([{"employee_id": employee, **wanted}] * 2).ids

    def approve(number):
        return lambda env: env["callback.merit.offset"].browse(number).action_approve()

    found = outcomes(*map(approve, in_transaction(prepare)))
    assert sorted(result is True for result, _error in found) == [False, True]
    [error] = [error for _result, error in found if error]
    assert isinstance(error, UserError)
    balance = in_transaction(lambda env: env["callback.merit"].get_balance(employee))
    assert (balance["minor_merit"], balance["minor_demerit"]) == (0, 1)
