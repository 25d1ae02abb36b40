# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Missing files and missed quotas are noted in a database that works already."""

from odoo import SUPERUSER_ID, api, fields


def migrate(cr, version):
    """U1-39 and G1-46 listen to what is noted; nothing of the past is fined."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    policies = env["callback.policy"].search([("code", "=", "U1")])
    policies.write({"archive_monthly": True})
    rule = env.ref("callback_utility.penalty_u1_39", raise_if_not_found=False)
    if rule and not rule.is_automatic:
        today = fields.Date.context_today(rule)
        rule.write(
            {
                "is_automatic": True,
                "breach_kind": "archive",
                "date_from": rule.date_from or today,
            }
        )
    quota = env.ref("callback_utility.quota_g1_repair", raise_if_not_found=False)
    if quota and quota.kind == "share" and quota.direction == "at_least":
        quota.notes_people = True
