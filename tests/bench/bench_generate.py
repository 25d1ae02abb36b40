"""A plan makes 200 000 callbacks from 1 000 000 supply points.

Stratified sample, deadline in working days, unique key, number, routing by voltage
band, round robin among the callers of four units.
"""

import gc
import resource

from common import (
    Stopwatch,
    environment,
    make_customers,
    make_people,
    make_points,
    timed,
    twin,
)

from odoo.fields import Command


def make_plan(env, rate, **rule):
    """Return an approved plan of a sample rule over all supply points."""
    units = make_people(env)
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
            {"name": unit.name, "code": f"bench{unit.id}", "department_id": unit.id}
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
        "sample_rate": rate,
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
                    env["res.users"].search([("login", "=like", "bench_%")]).ids
                )
            ],
            "company_id": company.id,
        }
    )
    plan.action_submit()
    return units, plan


def memory():
    """Return the megabytes this process has in use at its peak."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(population=1_000_000, rate=0.2):
    """Return the figures of the benchmark as a dict."""
    with environment() as env:
        customers = make_customers(env, max(population // 10, 1))
        units, plan = make_plan(env, rate)
        make_points(env, population, customers, units)
        env.cr.commit()
        gc.collect()
        before = memory()
        with Stopwatch("INSERT INTO callback_record (") as creating:
            whole, made = timed(plan.action_generate)
        grown = memory() - before
        again, nothing = timed(plan.action_generate)
        assert nothing == 0, nothing
        bare = twin(env.cr, "callback_record", "res_id", f"plan_id = {plan.id}")
    return {
        "population": population,
        "callbacks": made,
        "bare insert": bare,
        "creating statements": creating.seconds,
        "everything": whole,
        "again": again,
        "memory grown": grown,
        "speed of the statement": bare / creating.seconds,
        "everything : bare": whole / bare,
        "first : again": whole / again,
    }


if __name__ == "__main__":
    import sys

    for name, value in run(*map(float, sys.argv[1:])).items():
        print(f"{name:24} {value:14,.3f}")
