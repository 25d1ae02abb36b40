# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CallbackUtilityFileKind(models.Model):
    """A paper that the file of certain customers holds (U4-07, U5-03, U5-12)."""

    _name = "callback.utility.file.kind"
    _description = "Kind of paper in a customer file"
    _inherit = ["callback.policy.part.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Paper", required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    domain = fields.Char(
        string="Asked of",
        default="[]",
        required=True,
        help="Condition on the supply point.",
    )
    needs_signature = fields.Boolean(string="Signed by the customer")
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        "callback_utility_file_kind_clause_rel",
        "kind_id",
        "clause_id",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    @api.constrains("domain")
    def _check_domain(self):
        for kind in self:
            try:
                domain = Domain(ast.literal_eval(kind.domain))
                # sudo: only whether the fields exist, which no reader decides
                domain.validate(self.env["callback.utility.supply.point"].sudo())
            except (ValueError, SyntaxError, TypeError, LookupError) as error:
                raise ValidationError(
                    self.env._(
                        "%(paper)s, asked of: %(error)s", paper=kind.name, error=error
                    )
                ) from error
