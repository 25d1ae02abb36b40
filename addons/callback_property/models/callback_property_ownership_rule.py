# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models

CLAIM_CASES = [
    ("registration", "Two registrations of one customer"),
    ("introduced", "Introduced before the visit"),
    ("family", "One family or group"),
    ("unaware", "Received unaware of an earlier reception"),
    ("phone", "Phone customer who did not ask for the agent"),
]
DEAL_CASES = [
    ("own", "Own customer"),
    ("absent", "Agent of a returning customer absent"),
    ("asked", "Customer asked for an absent agent"),
    ("phone_asked", "Phone customer asked for an absent agent"),
    ("other", "Customer of another agent"),
    ("snatched", "Snatched customer"),
    ("unaware_deal", "Closed unaware of an earlier reception"),
    ("company", "Referred by the company"),
    ("group", "Group purchase"),
]


class CallbackPropertyOwnershipRule(models.Model):
    """How a policy decides whose customer it is and who gets which share.

    A line for each case: the days within which the earlier agent keeps the customer,
    the share of whoever closes, and the fine of a breach (S5-11 … S5-25).
    """

    _name = "callback.property.ownership.rule"
    _description = "Ownership of customers"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Rule", required=True, translate=True)
    case = fields.Selection(CLAIM_CASES + DEAL_CASES, required=True)
    days = fields.Integer(
        help="The last day that still counts, as a difference of dates: within 7 days "
        "includes the 7th (T-16). 0: there is no such limit."
    )
    days_registration = fields.Integer(
        string="Days from registration to closing",
        help="Later the earlier registration no longer counts (S5-23).",
    )
    closer_rate = fields.Float(
        string="Share of who closes",
        digits=(16, 8),
        default=1,
        help="0.2 is 20 %; the other agent gets the rest.",
    )
    is_manual = fields.Boolean(
        string="Shares by agreement",
        help="The shares are entered for each deal and approved (S1-07, S5-25).",
    )
    fine_min = fields.Float(string="Fine from", digits=(16, 2))
    fine_max = fields.Float(string="Fine to", digits=(16, 2))
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        "callback_property_ownership_rule_clause_rel",
        "rule_id",
        "clause_id",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _case_unique = models.UniqueIndex(
        '(policy_id, "case")', "A policy decides each case once."
    )
    _rate_is_share = models.Constraint(
        "CHECK (closer_rate >= 0 AND closer_rate <= 1)",
        "The share of who closes lies between 0 and 100 %.",
    )
    _numbers_positive = models.Constraint(
        "CHECK (days >= 0 AND days_registration >= 0 AND fine_min >= 0"
        " AND fine_max >= fine_min)",
        "Days and fines are 0 or more, and a fine ends above its beginning.",
    )

    def _cite(self):
        """Name the clauses of the rule, or its policy."""
        codes = self.clause_ids.mapped("code")
        return ", ".join(codes) or self.policy_id.code or ""

    def _get_closer_rate(self):
        """Return the share of who closes as a Decimal, exactly as entered."""
        self.ensure_one()
        return Decimal(str(self.closer_rate))
