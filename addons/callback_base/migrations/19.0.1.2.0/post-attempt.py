# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Bind visits to the contact hours; times of 0 s were never measured."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    visit = env.ref("callback_base.callback_channel_visit", False)
    if visit:
        visit.is_limited = True
    cr.execute(
        """UPDATE callback_attempt SET ring_seconds = NULLIF(ring_seconds, 0),
            talk_seconds = NULLIF(talk_seconds, 0)
        WHERE ring_seconds = 0 OR talk_seconds = 0"""
    )
