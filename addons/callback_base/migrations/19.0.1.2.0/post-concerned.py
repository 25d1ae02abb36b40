# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api

#: Rules that looked for the user among the persons concerned in every search.
SHIPPED = (
    '[("concerned_user_ids", "not in", [user.id])]',
    '[("record_id", "not any", [("concerned_user_ids", "in", [user.id])])]',
)
CONDITION = " if user._is_callback_concerned() else []"


def migrate(cr, version):
    """Only who is concerned in any callback needs the condition."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in ("record", "attempt", "evidence", "extension", "archive"):
        rule = env.ref(f"callback_base.callback_{name}_rule_concerned", False)
        if rule and rule.domain_force in SHIPPED:
            rule.domain_force += CONDITION
