# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanElement(models.Model):
    """Something that a plan must state, when its policy says so (B1-03, F1-03)."""

    _name = "callback.plan.element"
    _description = "Element of a plan"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    field_name = fields.Char(required=True, help="Field of the plan that states it.")
    sequence = fields.Integer(default=10)
    is_default = fields.Boolean(string="Of every new policy")

    _field_unique = models.UniqueIndex("(field_name)")
