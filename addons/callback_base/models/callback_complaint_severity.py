# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackComplaintSeverity(models.Model):
    """How serious a complaint is, for example a third-class complaint (X-44, H2-05).

    What a class means is data: the texts name classes without defining them.
    """

    _name = "callback.complaint.severity"
    _description = "Complaint severity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Used by policy packs and integrations.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="When a complaint is of this class.")

    _code_unique = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "A severity code can be used once only."
    )
