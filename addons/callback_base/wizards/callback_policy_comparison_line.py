# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicyComparisonLine(models.TransientModel):
    """One difference; the columns are those of ``get_difference``."""

    _name = "callback.policy.comparison.line"
    _description = "Difference of policy versions"
    _order = "id"

    comparison_id = fields.Many2one(
        "callback.policy.comparison", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("added", "Added"), ("removed", "Removed"), ("changed", "Changed")],
        string="Change",
    )
    type = fields.Char(string="Part of the policy")
    part = fields.Char(string="Name")
    label = fields.Char(string="Field")
    old = fields.Text(string="Old value")
    new = fields.Text(string="New value")
