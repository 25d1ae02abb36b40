# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


def keep_clauses(clauses):
    """Give clauses a kind of the base when this addon goes.

    A clause of a policy in force stays, as callbacks and breaches cite it, and so does
    its lock: the column is changed below it. Penalties are the nearest kind.
    """
    clauses.env.cr.execute(
        SQL(
            "UPDATE callback_policy_clause SET kind = 'penalty' WHERE id = ANY(%s)",
            clauses.ids,
        )
    )
    clauses.invalidate_recordset(["kind"], flush=False)


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
            "score": keep_clauses,
            "grade": keep_clauses,
            "bonus": keep_clauses,
        },
    )
