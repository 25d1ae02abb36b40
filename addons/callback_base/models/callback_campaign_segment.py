# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..schedule.periods import ONE_DAY
from ..workday.table import calendar_day, last_start
from .period_selections import UNITS

INTERVAL_UNITS = [unit for unit in UNITS if unit[0] in ("day", "week", "month", "year")]


class CallbackCampaignSegment(models.Model):
    """A group of customers of a campaign, by a condition (C1-02, C2-04, C3-01)."""

    _name = "callback.campaign.segment"
    _description = "Campaign segment"
    _inherit = ["callback.campaign.part.mixin", "callback.customer.mixin"]
    _order = "campaign_id, level, sequence, id"

    name = fields.Char(required=True)
    level = fields.Selection(
        [("1", "Level 1"), ("2", "Level 2"), ("3", "Level 3")],
        help="Level 1 comes first.",
    )
    strategy = fields.Text(help="How these customers are spoken to.")
    interval_quantity = fields.Integer(
        string="Called again after",
        help="A customer is left out of a date that comes earlier after the last one. "
        "0: called on each date.",
    )
    interval_unit = fields.Selection(INTERVAL_UNITS)
    is_dormant = fields.Boolean(
        string="No purchase for months",
        help="Customers who have bought before, but not for so many months.",
    )
    dormant_months = fields.Integer(
        string="Months without purchase",
        help="Laid down by you: there is no usual number.",
    )
    purchase_field = fields.Char(
        string="Field of the last purchase",
        help="Date field of the customer. Empty: confirmed sales orders, if the Sales "
        "application is installed.",
    )
    customer_count = fields.Integer(
        string="Customers", compute="_compute_customer_count"
    )

    _interval_has_unit = models.Constraint(
        "CHECK (interval_quantity = 0 OR"
        " (interval_quantity > 0 AND interval_unit IS NOT NULL))",
        "“Called again after” needs a positive number and its unit.",
    )

    @api.depends("domain", "is_dormant", "dormant_months", "purchase_field")
    def _compute_customer_count(self):
        customers = self.env["res.partner"]
        for segment in self:
            ready = not segment.is_dormant or segment._can_tell_dormant()
            segment.customer_count = (
                customers.search_count(segment._get_customer_domain()) if ready else 0
            )

    @api.constrains("is_dormant", "dormant_months", "purchase_field")
    def _check_dormant(self):
        """The months have no default; they are needed where they are used (X-34)."""
        for segment in self.filtered("is_dormant"):
            if segment.dormant_months < 1:
                segment._refuse_dormant("dormant_months")
            if not segment._can_tell_dormant():
                segment._refuse_dormant("purchase_field")

    def _can_tell_dormant(self):
        """Tell whether months and the source of the last purchase are known."""
        self.ensure_one()
        if self.dormant_months < 1:
            return False
        customer_fields = self.env["res.partner"]._fields
        if self.purchase_field:
            field = customer_fields.get(self.purchase_field)
            known = field is not None and field.store
            return known and field.type in ("date", "datetime")
        return "sale_order_ids" in customer_fields

    def _refuse_dormant(self, name):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise ValidationError(
            self.env._(
                "Segment “%(segment)s” asks for customers without purchase: "
                "“%(value)s” is no usable “%(field)s”.",
                segment=self.name,
                field=label,
                value=self[name] or "",
            )
        )

    def _get_customer_domain(self):
        """Return the ``Domain`` of the customers of this segment, as of today.

        :raises ValidationError: when nobody can tell who has not bought
        """
        self.ensure_one()
        self._check_dormant()
        campaign = self.campaign_id
        company = campaign.company_id or self.env.company
        domain = self._get_customer_condition() & self._get_company_customers(company)
        if self.is_dormant:
            domain &= self._get_dormant_domain(
                campaign._get_batch_today()
                if campaign
                else fields.Date.context_today(self)
            )
        return domain

    def _get_dormant_domain(self, today):
        """Return the condition that the months are over by today (T-05, T-11)."""
        after = last_start(today, self.dormant_months, "month") + ONE_DAY
        campaign = self.campaign_id
        # Times of purchases are UTC; the day they are on is local.
        moment = campaign and campaign._get_batch_zone().midnight(after) or after
        if self.purchase_field:
            field = self.env["res.partner"]._fields[self.purchase_field]
            day = after if field.type == "date" else moment
            return Domain(self.purchase_field, "<", day)
        bought = Domain("state", "=", "sale")
        return Domain("sale_order_ids", "any", bought) & Domain(
            "sale_order_ids", "not any", bought & Domain("date_order", ">=", moment)
        )

    def _is_due(self, day, last_day):
        """Tell whether a customer called on ``last_day`` is called again on ``day``."""
        self.ensure_one()
        if not (self.interval_quantity and last_day):
            return True
        return day >= calendar_day(last_day, self.interval_quantity, self.interval_unit)
