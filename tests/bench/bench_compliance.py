"""Compliance by clause and the month's statements of 200 units, over 1 000 000.

Beside one grouped statement over the same month each, which must give the same rows.
"""

import datetime

from callbacks import RULE, grow, make_model, make_world
from common import Figure, at_most, environment, memory, timed

from odoo import fields

SIZE = 1_000_000
UNITS = 200
TIMES = 3

#: What a person who knows the tables would write for one policy and month.
BY_HAND = """
    SELECT l.clause_id, r.department_id,
        count(*) FILTER (WHERE r.state <> 'cancelled' AND r.is_complete AND r.on_time),
        count(*) FILTER (WHERE r.state <> 'cancelled' AND r.is_complete
            AND r.on_time IS NOT TRUE),
        count(*) FILTER (WHERE r.state <> 'cancelled' AND r.is_complete IS NOT TRUE
            AND r.deadline < %(now)s),
        count(*) FILTER (WHERE r.state = 'cancelled'),
        count(*) FILTER (WHERE r.state <> 'cancelled' AND r.is_complete IS NOT TRUE
            AND r.deadline >= %(now)s)
    FROM callback_record r
    JOIN (
        SELECT callback_policy_clause_id AS clause_id, s.id AS step_id
        FROM callback_policy_clause_callback_rule_rel k
        JOIN callback_rule_step s ON s.rule_id = k.callback_rule_id
        UNION
        SELECT callback_policy_clause_id, callback_rule_step_id
        FROM callback_policy_clause_callback_rule_step_rel) l USING (step_id)
    JOIN callback_policy_clause c ON c.id = l.clause_id AND c.policy_id = %(policy)s
    WHERE r.deadline >= %(start)s AND r.deadline < %(end)s
        AND NOT EXISTS (SELECT FROM callback_breach b
            WHERE b.record_id = r.id AND b.kind = 'deadline' AND b.state = 'excused')
    GROUP BY 1, 2
"""
STATEMENT = """
    SELECT department_id, type_id, state, on_time, satisfaction, count(*)
    FROM callback_record
    WHERE policy_id = %(policy)s AND company_id = %(company)s
        AND department_id = ANY(%(units)s)
        AND state IN ('done', 'unreachable', 'declined')
        AND date_archived >= %(start)s AND date_archived < %(end)s
    GROUP BY 1, 2, 3, 4, 5
"""


def spread_units(env, units):
    """Give the callbacks to 200 departments below the head office; return these."""
    head = units[0].parent_id
    made = env["hr.department"].create(
        [{"name": f"Bench {n}", "parent_id": head.id} for n in range(UNITS)]
    )
    env.cr.execute(
        "UPDATE callback_record SET department_id = (%s::int[])[1 + id %% %s]"
        " WHERE department_id = ANY(%s)",
        [made.ids, UNITS, units.ids],
    )
    env.cr.commit()
    env.cr.execute("ANALYZE callback_record")
    env.invalidate_all()
    return made


def best(work):
    """Return (seconds, result) of the fastest of a few calls."""
    return min((timed(work) for _number in range(TIMES)), key=lambda pair: pair[0])


def compliance(env, policy, first, last):
    """Return the lines of the report: all clauses and departments of a month."""
    clauses = policy.clause_ids
    [zone] = clauses._group_by_zone()
    start, end = clauses._get_moments(first, last, zone)
    figures = ["met", "late", "missed", "excused", "open"]

    def by_report():
        groups = env["callback.compliance"]._read_group(
            [
                ("clause_id", "in", clauses.ids),
                ("res_model", "=", "callback.record"),
                ("date", ">=", start),
                ("date", "<", end),
            ],
            ["clause_id", "department_id"],
            [f"{name}_count:sum" for name in figures],
        )
        return sorted((g[0].id, g[1].id, *g[2:]) for g in groups)

    def by_hand():
        env.cr.execute(
            BY_HAND,
            {
                "policy": policy.id,
                "start": start,
                "end": end,
                "now": fields.Datetime.now(),
            },
        )
        return sorted(env.cr.fetchall())

    hand, wanted = best(by_hand)
    report, found = best(by_report)
    assert found == wanted, "the report differs from the table"
    assert sum(sum(row[2:]) for row in found) > 0
    yield Figure("compliance: one SQL by hand", f"{hand:.2f} s")
    yield at_most(
        f"compliance: {len(clauses)} clauses, {UNITS} units, one month",
        f"{report:.2f} s",
        report / hand,
        1.5,
        "1.5 × the same figures in one SQL by hand",
    )


def statements(env, policy, units, month):
    """Return the lines of the statements of all units."""
    company = env.company
    policy.statement_day = 5
    made = env["callback.statement"].create(
        [
            {
                "policy_id": policy.id,
                "department_id": unit.id,
                "company_id": company.id,
                "date_from": month,
            }
            for unit in units | units[0].parent_id
        ]
    )
    env.cr.commit()
    start, end = made[0]._get_month_bounds()

    def by_hand():
        env.cr.execute(
            STATEMENT,
            {
                "policy": policy.id,
                "company": company.id,
                "units": units.ids,
                "start": start,
                "end": end,
            },
        )
        return sum(row[-1] for row in env.cr.fetchall())

    hand, wanted = best(by_hand)
    before = memory()
    computed, _none = best(made.action_compute)
    env.flush_all()
    whole = made.filtered(lambda s: s.department_id == units[0].parent_id)
    assert whole.record_count == wanted, (whole.record_count, wanted)
    yield Figure("statements: one grouped SQL over the month", f"{hand:.2f} s")
    yield at_most(
        f"statements: {len(made)} units, one month of {wanted:,}",
        f"{computed:.2f} s",
        computed / hand,
        3,
        "3 × one grouped SQL over the same month",
    )
    yield Figure("statements: more memory", f"{memory() - before:.0f} MB")


def figures(scale):
    """Yield the lines of the table."""
    size = max(5_000, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        model = make_model(env, customers, units)
        grow(env, model, 1, size, customers, units)
        made = spread_units(env, units)
        policy = env.ref(RULE).policy_id
        today = fields.Date.context_today(policy)
        last = today.replace(day=1) - datetime.timedelta(days=1)
        yield from compliance(env, policy, last.replace(day=1), last)
        yield from statements(env, policy, made, last.replace(day=1))
