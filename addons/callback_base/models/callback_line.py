# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackLine(models.Model):
    """A telephone line: the service number, or another one (BASE-39, F3-20)."""

    _name = "callback.line"
    _description = "Telephone line"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Used by integrations.")
    number = fields.Char(string="Telephone number")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    needs_reason = fields.Boolean(
        string="Needs a reason",
        help="Used only when the usual line fails or the customer does not answer it.",
    )
    needs_search = fields.Boolean(
        string="Recordings must be searchable",
        help="Not of the call centre: its recordings are accepted when they can be "
        "searched and replayed (F2-09).",
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "A line code can be used once only."
    )
