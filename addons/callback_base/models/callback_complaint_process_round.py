# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackComplaintProcessRound(models.Model):
    """By which channels the customer is called back from a round on (P1-13, X-44)."""

    _name = "callback.complaint.process.round"
    _description = "Channels of a complaint's callbacks"
    _inherit = ["callback.policy.part.mixin"]
    _order = "process_id, round_from, id"
    _policy_path = "process_id.policy_id"

    process_id = fields.Many2one(
        "callback.complaint.process", required=True, index=True, ondelete="cascade"
    )
    round_from = fields.Integer(
        string="From round",
        default=1,
        required=True,
        help="The first round is 1. These channels hold until the next line.",
    )
    channel_ids = fields.Many2many(
        "callback.channel", string="Allowed channels", required=True
    )

    _round_unique = models.UniqueIndex(
        "(process_id, round_from)", "A process has one line for each first round."
    )
    _round_positive = models.Constraint(
        "CHECK (round_from > 0)", "The first round is 1."
    )

    @api.depends("round_from")
    def _compute_display_name(self):
        for line in self:
            line.display_name = self.env._(
                "From round %(number)s", number=line.round_from
            )
