# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Everybody reaches the own closed results, whether or not he makes callbacks."""

from odoo import SUPERUSER_ID, api
from odoo.fields import Command

RULES = ("callback_assessment_rule_person", "callback_assessment_line_rule_person")


def migrate(cr, version):
    """Give the rules of own results, kept as they were installed, to every user."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    everybody = env.ref("base.group_user")
    assessed = env.ref("callback_assessment.callback_group_assessed")
    everybody.implied_ids = [Command.link(assessed.id)]
    for name in RULES:
        rule = env.ref(f"callback_assessment.{name}", raise_if_not_found=False)
        if rule:
            rule.groups = [Command.set(everybody.ids)]
