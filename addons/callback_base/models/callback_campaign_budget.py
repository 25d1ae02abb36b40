# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain


class CallbackCampaign(models.Model):
    """Who is called and what it costs (C1-08, EX-088; limit T1-23, EX-085)."""

    _inherit = "callback.campaign"

    customer_count = fields.Integer(
        string="Customers",
        compute="_compute_customer_count",
        help="Customers of all segments, each counted once.",
    )
    gift_amount = fields.Monetary(string="Gifts", compute="_compute_budget")
    other_amount = fields.Monetary(string="Other costs", compute="_compute_budget")
    budget = fields.Monetary(
        compute="_compute_budget", help="Customers × gifts + other costs."
    )
    expense_limit = fields.Monetary(
        compute="_compute_budget",
        help="Of the policy, or else of the company. 0: no limit is laid down.",
    )
    is_above_limit = fields.Boolean(
        string="Above the limit",
        compute="_compute_budget",
        help="A third person approves as well.",
    )
    budget_submitted = fields.Monetary(
        string="Submitted budget",
        readonly=True,
        copy=False,
        tracking=True,
        help="The amount that is approved; the campaign cannot cost more.",
    )
    customer_count_submitted = fields.Integer(
        string="Submitted customers", readonly=True, copy=False
    )

    @api.depends(
        "company_id",
        "segment_ids.domain",
        "segment_ids.is_dormant",
        "segment_ids.dormant_months",
        "segment_ids.purchase_field",
    )
    def _compute_customer_count(self):
        customers = self.env["res.partner"]
        for campaign in self:
            domain = campaign._get_customer_domain(only_ready=True)
            campaign.customer_count = customers.search_count(domain)

    @api.depends(
        "customer_count",
        "budget_submitted",
        "state",
        "rule_id",
        "company_id",
        "cost_ids.kind",
        "cost_ids.quantity",
        "cost_ids.unit_price",
    )
    def _compute_budget(self):
        for campaign in self:
            gifts, others = campaign._get_budget(campaign.customer_count)
            limit = campaign._get_expense_limit()
            campaign.gift_amount = float(gifts)
            campaign.other_amount = float(others)
            campaign.budget = float(gifts + others)
            campaign.expense_limit = limit
            binding = campaign.budget
            if campaign.state != "draft":
                binding = campaign.budget_submitted
            currency = campaign.currency_id or self.env.company.currency_id
            campaign.is_above_limit = bool(
                limit and currency.compare_amounts(binding, limit) > 0
            )

    def _get_customer_domain(self, only_ready=False):
        """Return the ``Domain`` of the customers of all segments.

        :param only_ready: leave out segments that a user is still typing
        """
        self.ensure_one()
        segments = self.segment_ids
        if only_ready:
            segments = segments.filtered(
                lambda s: not s.is_dormant or s._can_tell_dormant()
            )
        return Domain.OR(segment._get_customer_domain() for segment in segments)

    def _get_budget(self, customers):
        """Return gifts and other costs for a number of customers, exactly."""
        self.ensure_one()
        sums = {"gift": Decimal(0), "fixed": Decimal(0)}
        for cost in self.cost_ids:
            sums[cost.kind or "gift"] += cost._get_amount(customers)
        return sums["gift"], sums["fixed"]

    def _get_expense_limit(self):
        """Return the limit above which a third person approves; 0 for none."""
        self.ensure_one()
        # sudo: the limit of the company is meant for all who plan its campaigns.
        company = self.sudo().company_id
        return self.policy_id.expense_limit or company.callback_expense_limit
