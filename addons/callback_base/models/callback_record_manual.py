# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRecord(models.Model):
    """Why a callback was opened by hand, without a plan (F3-35)."""

    _inherit = "callback.record"
    _guarded_fields = frozenset({"opening_reason"})

    opening_reason = fields.Text(string="Opened because", readonly=True, copy=False)
