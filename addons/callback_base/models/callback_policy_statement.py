# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .period_selections import PERIODS


class CallbackPolicy(models.Model):
    """How often a policy wants statements, and to whom they go (BASE-32, BASE-34)."""

    _inherit = "callback.policy"

    statement_period = fields.Selection(
        PERIODS, string="Statement each", default="month", required=True
    )
    statement_waits = fields.Boolean(
        string="Wait for the units below",
        default=True,
        help="A unit submits only when every unit below it has submitted, or is marked "
        "missing (U1-31).",
    )
    statement_recipient_ids = fields.One2many(
        "callback.statement.recipient",
        "policy_id",
        string="Recipients of statements",
        copy=True,
    )
