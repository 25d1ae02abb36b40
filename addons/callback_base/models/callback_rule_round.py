# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRule(models.Model):
    """Rounds of one document that have to be separate calls (M1-07)."""

    _inherit = "callback.rule"

    one_round_a_day = fields.Boolean(
        string="One round a day",
        help="The callbacks of one document are separate: two of them are not done on "
        "the same day, unless a supervisor allows it with a reason.",
    )

    def _cite(self, kind):
        """Name the clauses of a kind that this rule carries out, or else the policy's.

        :param kind: kind of ``callback.policy.clause``
        """
        self.ensure_one()
        # sudo: a refusal names its clause to everybody.
        rule = self.sudo()
        clauses = rule._get_clauses() | rule._get_routes().clause_ids
        codes = clauses.filtered(lambda clause: clause.kind == kind).mapped("code")
        return ", ".join(codes) or rule.policy_id._cite(kind)
