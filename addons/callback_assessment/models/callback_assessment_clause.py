# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicyClause(models.Model):
    """Kinds of demands that assessment rules bring."""

    _inherit = "callback.policy.clause"

    kind = fields.Selection(
        selection_add=[
            ("score", "Score"),
            ("grade", "Grade"),
            ("bonus", "Bonus"),
        ],
        ondelete={
            "score": "cascade",
            "grade": "cascade",
            "bonus": "cascade",
        },
    )
