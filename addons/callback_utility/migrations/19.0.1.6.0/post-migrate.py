# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who answers letters, who is checked by which way: in drafts of U1, U2 and G1."""

from odoo import SUPERUSER_ID, api
from odoo.fields import Command

#: Rules of U1 whose callbacks are the marketing department's (U1-13).
MARKETING = ("rule_u1_letter_complaint", "rule_u1_letter_report", "rule_u1_key")
#: Rules of U2 that the table deals out (U2-08), and those that are new (U2-02).
ROUTED = ("rule_u2_repair", "rule_u2_letter_complaint", "rule_u2_letter_report")
ADDED = ("rule_u2_key", "rule_u2_phone_complaint")
#: Rules of G1 → ways of the check (G1-14, G1-21, G1-48), on site with a signature.
WAYS = {
    "rule_g1_read": ("check_ledger", "check_site"),
    "rule_g1_recheck": ("check_ledger", "check_site"),
    "rule_g1_repair_check": ("check_site",),
    "rule_g1_safety": ("check_site",),
    "rule_g1_inspectors": ("check_ledger", "check_site"),
}
QUOTA = '[("type_id.code", "in", ["business_acceptance", "emergency_repair"])]'
QUOTA_NOW = (
    '[("type_id.code", "in", ["business_acceptance", "emergency_repair", '
    '"reply_letter", "phone_complaint"])]'
)


def migrate(cr, version):
    """Change drafts only: a policy in force stays as it was approved."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in MARKETING:
        rule = _draft(env, name)
        if rule and rule.routing == "acceptor":
            unit = env.ref("callback_utility.unit_marketing")
            rule.write({"routing": "unit", "unit_id": unit.id})
    for name in ROUTED:
        rule = _draft(env, name)
        if rule and rule.routing == "acceptor":
            rule.routing = "table"
    for name in ADDED:
        rule = env.ref(f"callback_utility.{name}", raise_if_not_found=False)
        if rule and rule.policy_id.state != "draft":
            rule.active = False
    quota = _draft(env, "quota_u2_key")
    if quota and quota.denominator_domain == QUOTA:
        quota.denominator_domain = QUOTA_NOW
    _check_by_all_ways(env)


def _draft(env, name):
    """Return a shipped part if its policy is a draft still, or nothing."""
    part = env.ref(f"callback_utility.{name}", raise_if_not_found=False)
    return part if part and part.policy_id.state == "draft" else None


def _check_by_all_ways(env):
    visit = env.ref("callback_base.callback_channel_visit")
    site = env.ref("callback_utility.channel_check_site")
    ledger = env.ref("callback_utility.channel_check_ledger")
    sample = env.ref("callback_utility.type_gas_sample", raise_if_not_found=False)
    if sample:
        sample.channel_ids = [Command.link(site.id), Command.link(ledger.id)]
    repair = env.ref("callback_utility.type_g1_repair", raise_if_not_found=False)
    if repair:
        repair.channel_ids = [Command.link(site.id)]
    for name, ways in WAYS.items():
        rule = _draft(env, name)
        if not rule or visit not in rule.channel_ids:
            continue
        links = [
            Command.link(env.ref(f"callback_utility.channel_{way}").id) for way in ways
        ]
        rule.channel_ids = [*links, Command.unlink(visit.id)]
        if rule.channel_id == visit:
            rule.channel_id = site
    rule = _draft(env, "rule_g1_safety")
    if rule:
        rule.split_ids.filtered(lambda part: part.channel_id == visit).channel_id = site
        if rule.type_id == sample:
            rule.type_id = env.ref("callback_utility.type_g1_safety")
