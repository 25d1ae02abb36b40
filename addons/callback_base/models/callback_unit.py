# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackUnit(models.Model):
    """A function that a policy names, for example the service centre.

    A policy is written for many companies; each says which of its departments has
    the function.
    """

    _name = "callback.unit"
    _inherit = ["callback.data.mixin"]
    _description = "Responsible unit"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Used by policy packs.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    department_id = fields.Many2one(
        "hr.department",
        company_dependent=True,
        help="Department of this company that has the function.",
    )

    _code_unique = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "A unit code can be used once only."
    )
