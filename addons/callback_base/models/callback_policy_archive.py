# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """Whether missing files are looked for at the end of each month (U1-39)."""

    _inherit = "callback.policy"

    archive_monthly = fields.Boolean(
        string="Files looked for every month",
        help="A department whose finished callbacks are not all filed at the end of "
        "the month in which their files were due has missed a time limit, one a month.",
    )
