"""Proposals of fines from 50 000 missed time limits, and the run after it.

A rule with steps for repetition counts for each person which time it is, so that every
limit is looked at in its order. The second run finds nothing new.
"""

import datetime

from bench_scorecard import spread_people
from callbacks import grow, make_model, make_world
from common import Figure, at_least, at_most, environment, memory, timed

from odoo import fields
from odoo.fields import Command

SIZE = 50_000
PEOPLE = 500
SPEED = 3_000
AGAIN = 0.1


def make_rule(env):
    """Return a rule in force: 50, from the second time on 100."""
    rule = env["callback.penalty.rule"].create(
        {
            "name": "Bench",
            "code": "BENCH",
            "kind": "fixed",
            "amount": 50,
            "is_automatic": True,
            "breach_kind": "deadline",
            "step_ids": [
                Command.create({"number": 1}),
                Command.create({"number": 2, "factor": 2}),
            ],
        }
    )
    rule.action_activate()
    env.cr.commit()
    return rule


def figures(scale):
    """Yield the lines of the table."""
    size = max(500, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        # What the demo data holds late is not the benchmark's.
        env["callback.record"]._sweep_overdue(fields.Datetime.now())
        violations = env["callback.violation"]
        violations.propose_breaches()
        model = make_model(env, customers, units)
        grow(env, model, 1, size + 1, customers, units, late=True)
        spread_people(env, units, max(20, int(PEOPLE * scale)))
        moment = fields.Datetime.now() + datetime.timedelta(seconds=1)
        env["callback.record"]._sweep_overdue(moment)
        env.cr.commit()
        env.cr.execute("ANALYZE callback_breach")
        # One rule is measured: those of the demo data would fine the same again.
        env.cr.execute("UPDATE callback_penalty_rule SET is_automatic = FALSE")
        env.invalidate_all()
        rule = make_rule(env)

        def propose():
            found = violations.propose_breaches()
            env.cr.commit()
            return found

        before = memory()
        first, found = timed(propose)
        again, nothing = timed(propose)
        assert nothing == 0, nothing
        made = violations.search_count([("rule_id", "=", rule.id)])
        assert made == found >= size, (made, found)
        open_ones = violations.search_count(
            [("rule_id", "=", rule.id), ("state", "!=", "confirmed")]
        )
        lines = env["callback.sanction"].search_count([("rule_id", "=", rule.id)])
        assert lines == found - open_ones >= size, (lines, open_ones)
        yield Figure("proposals: more memory", f"{memory() - before:.0f} MB")
        yield at_least(
            f"proposals: {found:,} missed time limits",
            f"{first:.2f} s",
            found / first,
            SPEED,
            f"{SPEED:,} a second",
        )
        yield at_most(
            "proposals: the run after it, nothing new",
            f"{again:.2f} s",
            again / first,
            AGAIN,
            "10 % of the first run",
        )
