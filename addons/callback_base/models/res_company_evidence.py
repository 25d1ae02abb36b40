# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """How recordings of the call centre find their callback."""

    _inherit = "res.company"

    callback_match_minutes = fields.Integer(
        string="Recording found within (minutes)",
        default=10,
        help="A recording that comes with a telephone number belongs to the attempt "
        "at that number which began at most so long before or after it.",
    )

    _callback_match_positive = models.Constraint(
        "CHECK (callback_match_minutes >= 0)", "Minutes cannot be negative."
    )


class ResConfigSettings(models.TransientModel):
    """The window in the settings."""

    _inherit = "res.config.settings"

    callback_match_minutes = fields.Integer(
        related="company_id.callback_match_minutes", readonly=False
    )
