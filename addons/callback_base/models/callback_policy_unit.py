# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """Whether only the responsible unit does a callback (U1-13)."""

    _inherit = "callback.policy"

    unit_bound = fields.Boolean(
        string="Only by the responsible unit",
        help="Callbacks are begun and finished by members of the unit they belong to. "
        "Whoever answers for the unit can allow an exception with a reason.",
    )
