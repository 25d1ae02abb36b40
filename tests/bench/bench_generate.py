"""A plan makes 200 000 callbacks from 1 000 000 supply points.

Stratified sample, deadline in working days, unique key, number, routing by voltage
band, round robin among the callers of four units. The same again with a coverage rule,
which asks every fifth point: what the frame and the draw of a sample add.
"""

from common import (
    Stopwatch,
    at_least,
    at_most,
    environment,
    make_customers,
    make_people,
    make_points,
    timed,
    twin,
)
from helpdesk import tickets_a_second

from odoo.fields import Command

COVERED = "['|', ('name', '=like', 'BP%0'), ('name', '=like', 'BP%5')]"


def make_plan(env, units, **rule):
    """Return an approved plan of one rule on supply points.

    :param units: departments whose people call, see ``make_people``
    :param rule: values of the rule beside those of a stratified sample
    """
    company = env.company
    policy = env["callback.policy"].create(
        {
            "name": "Bench policy",
            "code": f"BENCH{env['callback.policy'].search_count([])}",
            "calendar_id": env.ref("callback_base.calendar_standard").id,
            "plan_approval": "file",
            "clause_ids": [
                Command.create({"code": "B-1", "name": "Bench", "kind": "sampling"})
            ],
        }
    )
    callback_units = env["callback.unit"].create(
        [
            {
                "name": unit.name,
                "code": f"bench{policy.id}-{unit.id}",
                "department_id": unit.id,
            }
            for unit in units[:3]
        ]
    )
    bands = ((0, 0.4), (0.4, 10), (10, 0))
    env["callback.route"].create(
        [
            {
                "name": unit.name,
                "policy_id": policy.id,
                "band_field": "voltage_kv",
                "band_from": low,
                "band_to": high,
                "unit_id": unit.id,
            }
            for unit, (low, high) in zip(callback_units, bands, strict=True)
        ]
    )
    model = env["ir.model"]._get("callback.utility.supply.point")
    values = {
        "name": "Bench rule",
        "policy_id": policy.id,
        "type_id": env["callback.type"].search([], limit=1).id,
        "channel_id": env.ref("callback_base.callback_channel_phone").id,
        "trigger": "sample",
        "model_id": model.id,
        "domain": "[('name', '=like', 'BP%')]",
        "strata_method": "rate",
        "stratum_field": "use_type",
        "sample_rate": 0.2,
        "routing": "table",
        "assign_method": "round_robin",
        "clause_ids": [Command.set(policy.clause_ids.ids)],
        "step_ids": [
            Command.create({"name": "Call", "quantity": 7, "unit": "working_day"})
        ],
    }
    env["callback.rule"].create({**values, **rule})
    policy.action_activate()
    plan = env["callback.plan"].create(
        {
            "name": "Bench plan",
            "policy_id": policy.id,
            "department_id": units[0].id,
            "rule_ids": [Command.set(policy.rule_ids.ids)],
            "date_from": "2026-11-01",
            "date_to": "2026-11-30",
            "frequency": "monthly",
            "content": "asked",
            "channel_ids": [Command.set(policy.rule_ids.channel_id.ids)],
            "user_ids": [
                Command.set(
                    env["hr.employee"]
                    .search([("department_id", "in", units.ids)])
                    .user_id.ids
                )
            ],
            "company_id": company.id,
        }
    )
    plan.action_submit()
    return plan


def generate(env, plan):
    """Have a plan carried out, then again, then its rows inserted barely.

    :returns: dict of seconds ``statement``, ``everything``, ``again``, ``bare`` and
        the number of ``callbacks``
    """
    env.cr.commit()
    with Stopwatch("INSERT INTO callback_record (") as creating:
        whole, made = timed(plan.action_generate)
    again, nothing = timed(plan.action_generate)
    bare = twin(env, "callback_record", "res_id", f"plan_id = {plan.id}")
    return {
        "callbacks": made,
        "made again": nothing,
        "statement": creating.seconds,
        "everything": whole,
        "again": again,
        "bare": bare,
    }


def run(population=1_000_000):
    """Return the measurements of a sample and of a coverage rule as two dicts."""
    with environment() as env:
        units = make_people(env)
        plan = make_plan(env, units)
        coverage = make_plan(
            env,
            units,
            trigger="coverage",
            period="month",
            domain=COVERED,
            strata_method="none",
            stratum_field=False,
            sample_rate=0,
        )
        customers = make_customers(env, max(population // 10, 1))
        make_points(env, population, customers, units)
        found = generate(env, plan), generate(env, coverage)
    tickets = tickets_a_second()
    return [{**figures, "tickets": tickets} for figures in found]


def figures(scale):
    """Yield the lines of the table."""
    for rule, found in zip(
        ("sample", "coverage"), run(int(1_000_000 * scale)), strict=True
    ):
        made, bare = found["callbacks"], found["bare"]
        yield at_least(
            f"{rule} rule: statement that creates {made:,}",
            f"{found['statement']:.2f} s",
            bare / found["statement"],
            0.75,
            f"0.75 × the speed of the bare insert, {bare:.2f} s",
        )
        yield at_most(
            f"{rule} rule: everything",
            f"{found['everything']:.2f} s",
            found["everything"] / bare,
            1.6,
            "1.6 × the time of the bare insert",
        )
        yield at_least(
            f"{rule} rule: callbacks a second",
            f"{made / found['everything']:,.0f}/s",
            made / found["everything"] / found["tickets"],
            150,
            f"150 × helpdesk_mgmt with an SLA, {found['tickets']:.0f}/s",
        )
        yield at_least(
            f"{rule} rule: the same again",
            f"{found['again']:.2f} s",
            found["everything"] / found["again"],
            10,
            "10 × faster than the first time",
        )
        yield at_most(
            f"{rule} rule: made by the same again",
            f"{found['made again']}",
            found["made again"],
            0,
            "nothing new",
        )
