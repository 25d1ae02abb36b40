# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPolicyPreparation(models.Model):
    """What a policy has prepared before the calls of a plan (F1-04, F1-05, F3-37).

    Each new plan of the policy takes the lines over as its own list, in which they
    are ticked off, changed or dropped.
    """

    _name = "callback.policy.preparation"
    _description = "Preparation that a policy asks for"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="To prepare", required=True, translate=True)
    kind = fields.Selection(
        selection=lambda self: self._get_kinds(),
        default="material",
        required=True,
    )
    group_id = fields.Many2one(
        "res.groups",
        string="By the role",
        ondelete="set null",
        help="Whose task it is. Empty: of who files the plan.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    @api.model
    def _get_kinds(self):
        """Return the kinds of the lines of a plan, in the user's words."""
        kind = self.env["callback.plan.task"]._fields["kind"]
        return kind._description_selection(self.env)

    def _prepare_task_values(self):
        """Return the values of a plan's own line."""
        self.ensure_one()
        return {
            "preparation_id": self.id,
            "sequence": self.sequence,
            "name": self.name,
            "kind": self.kind,
            "group_id": self.group_id.id,
        }
