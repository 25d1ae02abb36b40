# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models


class CallbackCampaignCost(models.Model):
    """A gift for each customer, or another cost of a campaign (C1-05, C1-08, F1-05)."""

    _name = "callback.campaign.cost"
    _description = "Campaign cost"
    _inherit = ["callback.campaign.part.mixin"]
    _order = "campaign_id, kind, sequence, id"
    _free_fields = frozenset({"actual_amount", "given_quantity", "note", "sequence"})

    name = fields.Char(string="Gift or cost", required=True)
    kind = fields.Selection(
        [("gift", "Gift for each customer"), ("fixed", "Other cost")],
        default="gift",
        required=True,
    )
    quantity = fields.Float(
        default=1.0,
        digits=(16, 2),
        required=True,
        help="Of a gift: how many for each customer.",
    )
    currency_id = fields.Many2one(related="campaign_id.currency_id")
    unit_price = fields.Monetary(required=True)
    planned_quantity = fields.Float(
        compute="_compute_amount",
        digits=(16, 2),
        help="Of a gift: for every customer of the segments, each counted once.",
    )
    amount = fields.Monetary(
        string="Planned amount",
        compute="_compute_amount",
        help="Quantity × unit price, rounded half up to the cent at the end.",
    )
    given_quantity = fields.Float(string="Given", digits=(16, 2))
    actual_amount = fields.Monetary(string="Actual amount")
    note = fields.Char()

    _numbers_positive = models.Constraint(
        "CHECK (quantity > 0 AND unit_price >= 0 AND given_quantity >= 0"
        " AND actual_amount >= 0)",
        "Quantities and prices of a campaign cannot be negative.",
    )

    @api.depends("kind", "quantity", "unit_price", "campaign_id.customer_count")
    def _compute_amount(self):
        for cost in self:
            customers = cost.campaign_id.customer_count
            cost.planned_quantity = float(cost._get_quantity(customers))
            cost.amount = float(cost._get_amount(customers))

    def _get_quantity(self, customers):
        """Return the exact quantity for a number of customers."""
        times = customers if self.kind == "gift" else 1
        return Decimal(repr(self.quantity)) * times

    def _get_amount(self, customers):
        """Return the exact amount of this line, half up at the last step (T-12)."""
        self.ensure_one()
        price = Decimal(repr(self.unit_price))
        places = self.currency_id.decimal_places if self.currency_id else 2
        amount = self._get_quantity(customers) * price
        return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
