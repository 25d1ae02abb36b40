"""Scorecards of 5 000 people for a month over 1 000 000 callbacks.

Beside one statement that a person who knows the tables would write over the same
facts; both must give the same figures.
"""

import datetime

from callbacks import grow, make_model, make_world
from common import Figure, at_most, environment, memory, timed

from odoo import fields
from odoo.fields import Command

SIZE = 1_000_000
PEOPLE = 5_000
SOURCES = {"on_time": 40, "completion": 30, "file": 20, "satisfaction": 10}

BY_HAND = """
    SELECT r.user_id,
        count(*) FILTER (WHERE r.is_complete AND r.on_time),
        count(*) FILTER (WHERE r.is_complete OR r.deadline_breached IS NOT NULL
            OR r.deadline < %(now)s),
        count(*) FILTER (WHERE r.state NOT IN ('planned', 'ongoing')), count(*),
        count(*) FILTER (WHERE r.state = 'done' AND r.archive_id IS NOT NULL),
        count(*) FILTER (WHERE r.state = 'done'),
        count(*) FILTER (WHERE r.state = 'done' AND r.satisfaction <> 'dissatisfied'),
        count(*) FILTER (WHERE r.state = 'done' AND r.satisfaction IS NOT NULL)
    FROM callback_record r
    WHERE r.company_id = %(company)s AND r.state <> 'cancelled'
        AND r.deadline >= %(start)s AND r.deadline < %(stop)s
        AND r.user_id = ANY(%(users)s)
        AND NOT EXISTS (SELECT FROM callback_breach b WHERE b.record_id = r.id
            AND b.kind = 'deadline' AND b.state = 'excused')
    GROUP BY r.user_id
"""


def spread_people(env, units, count):
    """Give the callbacks to so many callers of one unit; return these users."""
    group = env.ref("callback_base.callback_group_caller")
    users = env["res.users"].create(
        [
            {
                "name": f"Scored {n}",
                "login": f"scored_{n}",
                "group_ids": [Command.set(group.ids)],
            }
            for n in range(count)
        ]
    )
    env["hr.employee"].create(
        [{"name": u.name, "user_id": u.id, "department_id": units[0].id} for u in users]
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE callback_record SET user_id = (%s::int[])[1 + id %% %s]",
        [users.ids, count],
    )
    env.cr.commit()
    env.cr.execute("ANALYZE callback_record")
    env.invalidate_all()
    return users


def make_card(env, units):
    """Return a scorecard in force over four facts."""
    card = env["callback.scorecard"].create(
        {
            "name": "Bench",
            "code": "BENCH",
            "scale_id": env.ref("callback_assessment.grade_scale_a1").id,
            "department_ids": [Command.set(units.ids)],
            "criterion_ids": [
                Command.create({"name": source, "source": source, "weight": weight})
                for source, weight in SOURCES.items()
            ],
        }
    )
    card.action_activate()
    env.cr.commit()
    return card


def by_hand(env, users, start, stop):
    """Return {user: figures} of the statement by hand."""
    env.cr.execute(
        BY_HAND,
        {
            "company": env.company.id,
            "users": users.ids,
            "start": start,
            "stop": stop,
            "now": fields.Datetime.now(),
        },
    )
    return {row[0]: row[1:] for row in env.cr.fetchall()}


def figures(scale):
    """Yield the lines of the table."""
    size = max(5_000, int(SIZE * scale))
    people = max(50, int(PEOPLE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        model = make_model(env, customers, units)
        grow(env, model, 1, size, customers, units)
        users = spread_people(env, units, people)
        card = make_card(env, units[0])
        last = fields.Date.context_today(card).replace(day=1) - datetime.timedelta(1)
        before = memory()
        first_run, action = timed(lambda: card.action_assess(last))
        made = env["callback.assessment"].search(action["domain"])
        made = made.filtered(lambda one: one.user_id in users)
        assert len(made) == people, len(made)
        env.cr.commit()
        start, stop = made[0]._get_moments()
        hand, wanted = min(
            (timed(lambda: by_hand(env, users, start, stop)) for _n in range(3)),
            key=lambda pair: pair[0],
        )
        computed = min(timed(made._compute_facts)[0] for _n in range(3))
        for one in made:
            found = tuple(
                int(value)
                for line in one.line_ids
                for value in (line.numerator, line.denominator)
            )
            assert found == tuple(wanted.get(one.user_id.id, (0,) * 8)), found
        yield Figure("scorecards: one SQL by hand", f"{hand:.2f} s")
        yield Figure(f"scorecards: {people} people, first time", f"{first_run:.2f} s")
        yield at_most(
            f"scorecards: facts, scores and grades of {people} people, one month",
            f"{computed:.2f} s",
            computed / hand,
            3,
            "3 × one SQL by hand over the same facts",
        )
        yield Figure("scorecards: more memory", f"{memory() - before:.0f} MB")
