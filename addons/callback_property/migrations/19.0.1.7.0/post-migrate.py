# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Complaint categories of this sector are offered to its users only."""

from odoo import SUPERUSER_ID, api

from odoo.addons.callback_base.upgrade import give_categories_their_sector


def migrate(cr, version):
    """Mark the categories that the addon brought."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        give_categories_their_sector(env, "callback_property")
