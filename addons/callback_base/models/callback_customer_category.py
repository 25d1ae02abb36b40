# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackCustomerCategory(models.Model):
    """Kind of customer that is contacted at hours of its own (BASE-14, T1-05)."""

    _name = "callback.customer.category"
    _description = "Customer category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(code)", "A category code can be used once only."
    )
