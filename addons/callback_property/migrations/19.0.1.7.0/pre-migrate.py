# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Record rules are a table now, and one rule serves manager and auditor."""

from odoo.addons.callback_base.upgrade import release_record_rules


def migrate(cr, version):
    """Let the table take over the rules that nobody has changed."""
    if version:
        release_record_rules(cr, "callback_property")
