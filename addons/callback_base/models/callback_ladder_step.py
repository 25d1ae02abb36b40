# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .period_selections import UNITS


class CallbackLadderStep(models.Model):
    """A channel that is tried after others failed, and what must be tried on it.

    When the attempts on one channel are exhausted, the callback moves to the next
    step; only after the last one may it be closed as unreachable. The first channel
    of a callback need not be a step: the policy's own numbers hold for it then.
    """

    _name = "callback.ladder.step"
    _description = "Step of the channel ladder"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    channel_id = fields.Many2one("callback.channel", required=True, ondelete="restrict")
    attempt_min = fields.Integer(
        string="Valid attempts",
        default=1,
        required=True,
        help="Valid attempts at different times on this channel before the next step.",
    )
    ring_seconds = fields.Integer(
        string="Ringing seconds",
        help="How long an attempt on this channel must ring to count. "
        "0: as long as the policy says.",
    )
    quantity = fields.Integer(
        string="Wait",
        help="After the last valid attempt on this channel, an answer is waited for "
        "so long before the next step.",
    )
    unit = fields.Selection(UNITS, string="Unit of the wait", default="day")
    evidence_kind_ids = fields.Many2many(
        "callback.evidence.kind",
        string="Evidence of the attempt",
        help="The callback must hold one of each before it leaves this channel, also "
        "when nobody answered: the message that was sent, the copy of the letter.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _channel_unique = models.UniqueIndex(
        "(policy_id, channel_id)", "A channel is one step of a ladder only."
    )
    _numbers_positive = models.Constraint(
        "CHECK (attempt_min > 0 AND ring_seconds >= 0 AND quantity >= 0)",
        "A step of the ladder needs an attempt; seconds and waits are not negative.",
    )

    @api.depends("channel_id")
    def _compute_display_name(self):
        for step in self:
            step.display_name = step.channel_id.name or ""
