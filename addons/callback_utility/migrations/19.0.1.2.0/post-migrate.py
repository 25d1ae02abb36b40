# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Records that are there already, or that data files cannot write on an upgrade."""

from odoo import SUPERUSER_ID, api

#: Samples of U1 and U2 were of every supply point; gas and water came later.
SAMPLES = {
    "rule_u1_sample": '[("voltage_kv", "<", 35)]',
    "rule_u2_sample": '[("voltage_kv", "<", 10)]',
}
#: The strata of these rules come after the rules, see data/callback_policy_g1.xml.
STRATA = {
    "rule_g1_read": {"strata_method": "share"},
    "rule_g1_repair_check": {"strata_method": "rate", "sample_rate": 0},
}


def migrate(cr, version):
    """Keep the samples to electricity, and switch the strata of G1 on."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, shipped in SAMPLES.items():
        rule = env.ref(f"callback_utility.{name}", raise_if_not_found=False)
        # A company that changed the condition keeps its own.
        if rule and rule.domain == shipped:
            rule.domain = f'{shipped[:-1]}, ("supply_kind", "=", "power")]'
    for name, values in STRATA.items():
        rule = env.ref(f"callback_utility.{name}", raise_if_not_found=False)
        if rule and rule.strata_method == "none":
            rule.write(values)
