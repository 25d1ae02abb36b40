# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackUtilityInspectionItem(models.Model):
    """One line that the sheet of an inspection asks."""

    _name = "callback.utility.inspection.item"
    _inherit = ["callback.data.mixin"]
    _description = "Item of an inspection sheet"
    _order = "kind_id, sequence, id"

    kind_id = fields.Many2one(
        "callback.utility.inspection.kind",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Checked", required=True, translate=True)
    clause = fields.Char(help="Catalogue number, for example U4-16.")
