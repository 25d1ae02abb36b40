# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """How soon after the talk the form is filled in (F3-44)."""

    _inherit = "callback.policy"

    form_hours = fields.Integer(
        string="Form after the contact within (hours)",
        help="A callback whose customer was reached and whose form is not finished "
        "within these hours is flagged. 0: no limit.",
    )

    _form_hours_positive = models.Constraint(
        "CHECK (form_hours >= 0)", "The hours for the form cannot be negative."
    )
