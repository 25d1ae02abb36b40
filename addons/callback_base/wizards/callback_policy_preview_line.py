# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicyPreviewLine(models.TransientModel):
    """What happens to one rule when a version is put in force."""

    _name = "callback.policy.preview.line"
    _description = "Rule in the preview of a policy version"
    _order = "id"

    preview_id = fields.Many2one(
        "callback.policy.preview", required=True, index=True, ondelete="cascade"
    )
    change = fields.Selection(
        [("changed", "Goes on"), ("new", "New"), ("gone", "Ends")], string="Rule"
    )
    name = fields.Char()
    kept_count = fields.Integer(
        string="Stay open",
        help="Open callbacks of the version before; they keep it whatever their event "
        "(T-13).",
    )
    overlap_count = fields.Integer(
        string="Overlap",
        help="Documents with an event on or after the first day that have an open "
        "callback under the version before.",
    )
    owed_count = fields.Integer(
        string="Owed",
        help="Documents that meet the rule with an event inside the new validity.",
    )
