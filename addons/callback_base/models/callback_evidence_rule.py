# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackEvidenceRule(models.Model):
    """What a policy asks as evidence on one channel, instead of its default."""

    _name = "callback.evidence.rule"
    _description = "Callback evidence rule"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, channel_id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    channel_id = fields.Many2one("callback.channel", required=True)
    kind_ids = fields.Many2many(
        "callback.evidence.kind",
        string="Required evidence",
        help="Empty: the entry itself is enough on this channel.",
    )
    need_ids = fields.One2many(
        "callback.evidence.need", "rule_id", string="Asked of some customers", copy=True
    )
    accept_missing = fields.Boolean(
        string="Reason instead of a missing recording",
        default=True,
        help="Evidence that is stated as missing with its reason is accepted. "
        "Otherwise the callback stays open without it (F3-01).",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause", domain="[('policy_id', '=', policy_id)]"
    )

    _channel_unique = models.UniqueIndex(
        "(policy_id, channel_id)", "A policy has one evidence rule for a channel."
    )
