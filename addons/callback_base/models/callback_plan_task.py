# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanTask(models.Model):
    """Something to prepare before the calls: data, material, rehearsal (BASE-38)."""

    _name = "callback.plan.task"
    _description = "Preparation of a plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "callback.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="To prepare", required=True)
    kind = fields.Selection(
        [
            ("data", "Customer data"),
            ("knowledge", "Knowledge"),
            ("material", "Material"),
            ("rehearsal", "Rehearsal"),
        ],
        default="material",
        required=True,
    )
    preparation_id = fields.Many2one(
        "callback.policy.preparation",
        string="Asked for by the policy",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    group_id = fields.Many2one("res.groups", string="By the role", ondelete="set null")
    user_id = fields.Many2one("res.users", string="By")
    is_done = fields.Boolean(string="Ready")
    date_done = fields.Datetime(string="Ready since", readonly=True)

    def write(self, vals):
        """Keep since when it is ready."""
        if "is_done" in vals:
            vals = {**vals, "date_done": vals["is_done"] and fields.Datetime.now()}
        return super().write(vals)
