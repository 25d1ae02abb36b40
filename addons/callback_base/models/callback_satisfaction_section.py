# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSatisfactionSection(models.Model):
    """One section of the plan paper of a round (P3-06)."""

    _name = "callback.satisfaction.section"
    _description = "Section of a survey plan"
    _inherit = ["callback.satisfaction.part.mixin"]
    _order = "round_id, sequence, id"

    sequence = fields.Integer(default=100)
    name = fields.Char(string="Section", required=True)
    text = fields.Text(string="What it says")
