# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Callback settings of the company."""

    _inherit = "res.config.settings"

    callback_calendar_id = fields.Many2one(
        related="company_id.callback_calendar_id", readonly=False
    )
