# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the new fines and checks change in a database that works already."""

from odoo import SUPERUSER_ID, api, fields
from odoo.fields import Command

#: Fines that are proposed by themselves: not for what was missed before the upgrade.
AUTOMATIC = ("penalty_u1_40", "penalty_u1_41", "penalty_u1_41_person")


def migrate(cr, version):
    """Fine nothing of the past; ask the questions about repairers in a draft of G1."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in AUTOMATIC:
        rule = env.ref(f"callback_utility.{name}", raise_if_not_found=False)
        if rule and not rule.date_from:
            rule.date_from = fields.Date.context_today(rule)
    rule = env.ref("callback_utility.rule_g1_repair_check", raise_if_not_found=False)
    sample = env.ref("callback_utility.type_gas_sample", raise_if_not_found=False)
    # A policy in force stays as it was approved.
    if rule and rule.policy_id.state == "draft" and rule.type_id == sample:
        ledger = env.ref("callback_utility.channel_check_ledger")
        rule.write(
            {
                "type_id": env.ref("callback_utility.type_g1_repair").id,
                "channel_ids": [Command.link(ledger.id)],
                "clause_ids": [
                    Command.link(env.ref("callback_utility.clause_g1_37").id)
                ],
            }
        )
    for number in range(82, 87):
        reward = env.ref(
            f"callback_assessment.penalty_rule_g1_{number}", raise_if_not_found=False
        )
        if reward:
            clause = env.ref(f"callback_utility.clause_g1_{number}")
            reward.clause_ids = [Command.link(clause.id)]
