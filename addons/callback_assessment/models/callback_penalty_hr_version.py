# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrVersion(models.Model):
    """Performance pay of the dated state of an employee (A1-15)."""

    _inherit = "hr.version"

    callback_performance_pay = fields.Monetary(
        string="Performance pay",
        groups="hr.group_hr_manager",
        tracking=True,
        help="Monthly, of which an assessment may take a share.",
    )
