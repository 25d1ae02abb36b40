"""Fines and bonuses on the payslips of 5 000 people, beside computing these payslips.

The inputs are taken over for all payslips at once; what the payroll addon itself takes
to compute them is measured in the same run.
"""

import datetime

from common import Figure, at_most, environment, memory, timed

from odoo.fields import Command

PEOPLE = 5_000
LINES = 3
SHARE = 0.1
MONTH = (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))


def make_structure(env):
    """Return a structure of pay with the wage and the net amount."""
    rules = []
    for sequence, code, formula in (
        (1, "BENCHBASIC", "result = contract.wage"),
        (200, "BENCHNET", "result = categories.BENCHBASIC + categories.DED"),
    ):
        category = env["hr.salary.rule.category"].create({"name": code, "code": code})
        rules.append(
            {
                "name": code,
                "code": code,
                "sequence": sequence,
                "category_id": category.id,
                "amount_select": "code",
                "amount_python_compute": formula,
            }
        )
    made = env["hr.salary.rule"].create(rules)
    return env["hr.payroll.structure"].create(
        {"name": "Bench", "code": "BENCH", "rule_ids": [Command.set(made.ids)]}
    )


def make_slips(env, count):
    """Return the payslips of people with contracts and three final lines each."""
    structure = make_structure(env)
    people = env["hr.employee"].create([{"name": f"Paid {n}"} for n in range(count)])
    people.version_ids.write(
        {
            "date_version": "2025-01-01",
            "contract_date_start": "2025-01-01",
            "wage": 5000,
            "struct_id": structure.id,
        }
    )
    env["callback.sanction"]._propose(
        [
            {
                "source_key": f"bench:{person.id}:{number}",
                "company_id": env.company.id,
                "employee_id": person.id,
                "date": datetime.date(2026, 3, 2 + number),
                "direction": "award" if number == 1 else "deduct",
                "kind": "money",
                "amount": 10.01 + number,
                "state": "final",
                "is_appealed": False,
            }
            for person in people
            for number in range(LINES)
        ]
    )
    slips = env["hr.payslip"].create(
        [
            {
                "name": "Bench",
                "employee_id": person.id,
                "date_from": MONTH[0],
                "date_to": MONTH[1],
                "contract_id": person.version_id.id,
                "struct_id": structure.id,
            }
            for person in people
        ]
    )
    env.cr.commit()
    return slips


def feed(env, slips):
    """Return the statements that taking the inputs over of payslips takes."""
    env.invalidate_all()
    before = env.cr.sql_log_count
    slips._callback_feed()
    env.flush_all()
    return env.cr.sql_log_count - before


def figures(scale):
    """Yield the lines of the table."""
    count = max(50, int(PEOPLE * scale))
    with environment() as env:
        slips = make_slips(env, count)
        few = feed(env, slips[: count // 10])
        env.cr.rollback()
        before = memory()
        seconds, statements = timed(lambda: feed(env, slips))
        env.cr.commit()
        env.invalidate_all()
        # What the payroll addon does by itself: our two steps are left out.
        kind = type(env["hr.payslip"])
        own = kind._callback_feed, kind._callback_check_fed
        kind._callback_feed = kind._callback_check_fed = lambda self, **kw: None
        try:
            whole, _none = timed(lambda: (slips.compute_sheet(), env.flush_all()))
        finally:
            kind._callback_feed, kind._callback_check_fed = own
        checked, _none = timed(slips._callback_check_fed)
        found = sum(
            slips.line_ids.filtered(
                lambda line: line.code in ("CALLBACK_FINE", "CALLBACK_BONUS")
            ).mapped("total")
        )
        assert round(found, 2) == round(-(10.01 - 11.01 + 12.01) * count, 2), found
        yield Figure(f"payslips: {count:,} computed by payroll", f"{whole:.2f} s")
        yield Figure("payslips: statements for a tenth of them", f"{few}")
        yield at_most(
            f"payslips: statements for the inputs of {count:,}",
            f"{statements}",
            (statements - few) / (count - count // 10),
            0.1,
            "no query for each employee (fewer than 1 for 10 more)",
        )
        yield at_most(
            f"payslips: inputs of {count:,}, and checking them",
            f"{seconds:.2f} s + {checked:.2f} s",
            (seconds + checked) / whole,
            SHARE,
            "10 % of what payroll takes to compute them",
        )
        yield Figure("payslips: more memory", f"{memory() - before:.0f} MB")
