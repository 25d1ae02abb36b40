# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackCustomerClass(models.Model):
    """Importance of a customer; the first class is called first (BASE-04, B1-04)."""

    _name = "callback.customer.class"
    _description = "Customer class"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(
        string="Priority",
        default=100,
        required=True,
        help="Of callbacks with the same deadline, those of the class with the lower "
        "number come first.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "A class code can be used once only.")

    def write(self, vals):
        """Open callbacks follow when the order of the classes changes (BASE-04)."""
        result = super().write(vals)
        if "sequence" in vals:
            self.env["callback.record"]._follow_customer_class(classes=self)
        return result
