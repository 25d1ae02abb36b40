# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackEvidenceKind(models.Model):
    """Kind of proof: recording, customer signature, letter copy … (BASE-10)."""

    _name = "callback.evidence.kind"
    _description = "Callback evidence kind"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Used by integrations, never shown.")
    sequence = fields.Integer(default=10)
    allow_missing = fields.Boolean(
        string="May be missing with a reason",
        help="A recording that failed can be stated as missing, with its reason.",
    )

    _code_unique = models.UniqueIndex(
        "(code)", "An evidence kind code can be used once only."
    )
