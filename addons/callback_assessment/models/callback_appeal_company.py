# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """How long employees may appeal, unless a rule says otherwise."""

    _inherit = "res.company"

    callback_appeal_quantity = fields.Integer(
        string="Appeal within",
        default=5,
        help="Counted from the notice. No policy names it: set what your company "
        "grants. 0: no appeal.",
    )
    callback_appeal_unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days")],
        string="Unit of the appeal",
        default="working_day",
    )
