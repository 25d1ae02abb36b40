"""How fast the best-known help desk of Odoo takes in work: OCA's helpdesk_mgmt."""

import os

from common import timed

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

TICKETS = 100


def _install():
    """Install it in the benchmark's database, which is dropped afterwards."""
    with Registry(os.environ["CALLBACK_BENCH_DB"]).cursor() as cr:
        modules = api.Environment(cr, SUPERUSER_ID, {})["ir.module.module"]
        modules.update_list()
        modules.search([("name", "=", "helpdesk_mgmt_sla")]).button_immediate_install()


def tickets_a_second():
    """Return how many tickets a second it creates with one SLA, as it comes.

    One by one, as tickets arrive: assigned, with followers and tracking.
    """
    _install()
    with Registry(os.environ["CALLBACK_BENCH_DB"]).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        user = env.ref("base.user_admin")
        team = env["helpdesk.ticket.team"].create(
            {"name": "Bench", "user_ids": [Command.set(user.ids)], "use_sla": True}
        )
        env["helpdesk.sla"].create(
            {"name": "Bench", "team_ids": [Command.set(team.ids)], "days": 7}
        )
        values = {
            "name": "Bench",
            "description": "Bench",
            "partner_id": user.partner_id.id,
            "team_id": team.id,
            "user_id": user.id,
        }

        def work(count=TICKETS):
            for _number in range(count):
                env["helpdesk.ticket"].create(values)
                env.flush_all()

        work(1)  # what the first one loads is not counted
        seconds, _none = timed(work)
        made = env["helpdesk.ticket"].search([("team_id", "=", team.id)])
        if len(made.ticket_sla_ids) != TICKETS + 1:
            raise ValueError("helpdesk_mgmt_sla set no SLA: the comparison is unfair")
        cr.rollback()
    return TICKETS / seconds
