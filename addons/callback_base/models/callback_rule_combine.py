# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRule(models.Model):
    """Rules whose callbacks may be combined with those of other rules (U4-15)."""

    _inherit = "callback.rule"

    may_combine = fields.Boolean(
        string="May be combined",
        help="One visit may satisfy a callback of this rule and one of another rule, "
        "for example a periodic and a special check. Both plans show it.",
    )
