# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who calls by P1: a policy that is in force stays as it was approved."""

from odoo import SUPERUSER_ID, api
from odoo.fields import Command

REPAIR = ("repair_supervisor", "housing_officer")
OFFICE = ("office_assistant", *REPAIR)
RULES = {
    "rule_p1_survey": OFFICE,
    "rule_p1_complaint": OFFICE,
    "rule_p1_suggestion": OFFICE,
    "rule_p1_repair": REPAIR,
}


def migrate(cr, version):
    """P1-07, P1-08: the positions of the rules, in drafts only.

    Elsewhere nobody could call until the staff had their positions: a new version
    of the policy names them.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, codes in RULES.items():
        rule = env.ref(f"callback_property.{name}", raise_if_not_found=False)
        if not rule or rule.job_ids or rule.policy_id.state != "draft":
            continue
        jobs = [env.ref(f"callback_property.job_{code}").id for code in codes]
        rule.job_ids = [Command.set(jobs)]
