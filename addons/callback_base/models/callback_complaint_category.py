# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackComplaintCategory(models.Model):
    """What a complaint is about; complaints of one category are one topic (S3-10)."""

    _name = "callback.complaint.category"
    _inherit = ["callback.data.mixin"]
    _description = "Complaint category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Used by policy packs and integrations.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "A category code can be used once only."
    )
