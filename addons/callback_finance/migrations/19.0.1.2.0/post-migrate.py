# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What new triggers and ids mean for a database that works already."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """F3-15 says itself which complaints it is about."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    rule = env.ref("callback_finance.penalty_f3_15", raise_if_not_found=False)
    if rule and not rule.is_for_complaints:
        rule.write(
            {
                "is_for_complaints": True,
                "complaint_domain": '[("record_id", "!=", False),'
                ' ("kind", "!=", "misconduct")]',
            }
        )
