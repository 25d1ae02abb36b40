# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models


class CallbackReviewChecklist(models.Model):
    """What is looked at in a spot check, item by item (G1-37, G1-40, F3-09).

    Part of a policy: it stays as it was approved, so that a sheet of last year can
    still be read against the list it was filled by.
    """

    _name = "callback.review.checklist"
    _description = "Checklist of spot checks"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    item_ids = fields.One2many(
        "callback.review.checklist.item", "checklist_id", string="Items", copy=True
    )
    item_count = fields.Integer(string="Number of items", compute="_compute_total")
    total = fields.Float(
        string="Total points", compute="_compute_total", digits=(16, 2)
    )

    @api.depends("item_ids.points")
    def _compute_total(self):
        for checklist in self:
            points = checklist.item_ids.mapped("points")
            checklist.item_count = len(points)
            checklist.total = float(sum(Decimal(str(point)) for point in points))
