# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..schedule.periods import ONE_DAY
from .callback_record import CLOSED_STATES


class CallbackCampaign(models.Model):
    """Did the campaign reach its aim? Indicators against what was before (C1-09, C2-06)

    Shares are fractions of one; each is empty (0) when nothing can be counted yet.
    """

    _inherit = "callback.campaign"

    callback_count = fields.Integer(
        string="Number of callbacks", compute="_compute_figures"
    )
    called_count = fields.Integer(
        string="Called",
        compute="_compute_figures",
        help="Callbacks that were tried or have ended.",
    )
    reached_count = fields.Integer(
        string="Reached",
        compute="_compute_figures",
        help="Callbacks in which the customer answered.",
    )
    participation_rate = fields.Float(
        string="Participation", compute="_compute_figures", help="Reached ÷ called."
    )
    satisfaction_after = fields.Float(
        string="Satisfaction",
        compute="_compute_satisfaction",
        help="Share of the finished callbacks of this campaign whose customer is not "
        "dissatisfied.",
    )
    satisfaction_before = fields.Float(
        string="Satisfaction before",
        compute="_compute_satisfaction",
        help="The same share of earlier callbacks of the same customers.",
    )
    satisfaction_change = fields.Float(
        string="Change of satisfaction", compute="_compute_satisfaction"
    )
    gift_planned = fields.Float(
        string="Gifts planned", compute="_compute_gifts", digits=(16, 2)
    )
    gift_given = fields.Float(
        string="Gifts given", compute="_compute_gifts", digits=(16, 2)
    )
    problem_count = fields.Integer(
        string="Problems reported", help="Counted from the callbacks by you."
    )
    problem_solved_count = fields.Integer(string="Problems solved")
    problem_rate = fields.Float(
        string="Problems solved (share)", compute="_compute_problem_rate"
    )
    sales_before = fields.Monetary(
        help="Sales to these customers in as many days before the campaign."
    )
    sales_after = fields.Monetary(
        string="Sales during", help="Sales to these customers during the campaign."
    )
    sales_change = fields.Float(
        string="Change of sales", compute="_compute_sales_change"
    )
    sales_note = fields.Char(
        string="Source of the sales", help="Where typed sales figures come from."
    )
    has_sales = fields.Boolean(compute="_compute_has_sales")
    evaluation = fields.Text(help="What was achieved and what follows from it.")

    @api.depends("record_ids.state", "record_ids.attempt_count")
    def _compute_figures(self):
        """Count in three queries for all campaigns; the figures show no customer."""
        # sudo: the result of a campaign counts the callbacks of every department.
        records = self.env["callback.record"].sudo()
        names = ("callback_count", "called_count", "reached_count")
        own = Domain("campaign_id", "in", self.ids)
        called = Domain("attempt_count", ">", 0) | Domain("state", "in", CLOSED_STATES)
        domains = (
            own & Domain("state", "!=", "cancelled"),
            own & called,
            own & Domain("date_contact", "!=", False),
        )
        for name, domain in zip(names, domains, strict=True):
            groups = records._read_group(domain, ["campaign_id"], ["__count"])
            counts = {campaign.id: count for campaign, count in groups}
            for campaign in self:
                campaign[name] = counts.get(campaign._origin.id, 0)
        for campaign in self:
            campaign.participation_rate = self._share(
                campaign.reached_count, campaign.called_count
            )

    @api.depends("record_ids.state", "record_ids.satisfaction", "date_first")
    def _compute_satisfaction(self):
        """Before and after differ in customers and dates from campaign to campaign."""
        for campaign in self:
            before = campaign._get_satisfaction(campaign._get_earlier_domain())
            after = campaign._get_satisfaction(
                Domain("campaign_id", "=", campaign._origin.id)
            )
            campaign.satisfaction_before = before or 0
            campaign.satisfaction_after = after or 0
            both = before is not None and after is not None
            campaign.satisfaction_change = after - before if both else 0

    def _get_earlier_domain(self):
        """Return the callbacks of the same customers before the campaign."""
        self.ensure_one()
        # sudo: as in _compute_figures.
        partners = self.sudo().record_ids.partner_id
        if not partners or not self.date_first:
            return Domain.FALSE
        start = self._get_batch_zone().midnight(self.date_first)
        return (
            Domain("partner_id", "in", partners.ids)
            & Domain("campaign_id", "!=", self.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_done", "<", start)
        )

    def _get_satisfaction(self, domain):
        """Return the share of not dissatisfied customers; None without an answer."""
        domain &= Domain("state", "=", "done") & Domain("satisfaction", "!=", False)
        # sudo: as in _compute_figures.
        records = self.env["callback.record"].sudo()
        groups = dict(records._read_group(domain, ["satisfaction"], ["__count"]))
        total = sum(groups.values())
        return (total - groups.get("dissatisfied", 0)) / total if total else None

    @api.model
    def _share(self, part, whole):
        return part / whole if whole else 0

    @api.depends(
        "cost_ids.kind", "cost_ids.planned_quantity", "cost_ids.given_quantity"
    )
    def _compute_gifts(self):
        for campaign in self:
            gifts = campaign.cost_ids.filtered(lambda cost: cost.kind == "gift")
            campaign.gift_planned = sum(gifts.mapped("planned_quantity"))
            campaign.gift_given = sum(gifts.mapped("given_quantity"))

    @api.depends("problem_count", "problem_solved_count")
    def _compute_problem_rate(self):
        for campaign in self:
            campaign.problem_rate = self._share(
                campaign.problem_solved_count, campaign.problem_count
            )

    @api.depends("sales_before", "sales_after")
    def _compute_sales_change(self):
        for campaign in self:
            before, after = campaign.sales_before, campaign.sales_after
            campaign.sales_change = (after - before) / before if before else 0

    def _compute_has_sales(self):
        self.has_sales = "sale.order" in self.env

    def action_compute_sales(self):
        """Count the confirmed sales orders of the customers called. RPC.

        Needs the Sales application; without it the two figures are typed, with a
        note of their source.

        :raises UserError: without the application, or without dates
        """
        self._check_writer()
        if "sale.order" not in self.env:
            raise UserError(
                self.env._(
                    "The Sales application is not installed: type the two figures "
                    "and where they come from."
                )
            )
        for campaign in self:
            if not campaign.date_first:
                raise UserError(
                    self.env._(
                        "Campaign “%(campaign)s” has no dates yet.",
                        campaign=campaign.name,
                    )
                )
            days = (campaign.date_last - campaign.date_first).days + 1
            before = campaign.date_first - ONE_DAY * days
            campaign.write(
                {
                    "sales_before": campaign._get_sales(before, days),
                    "sales_after": campaign._get_sales(campaign.date_first, days),
                    "sales_note": self.env._("Confirmed sales orders, without tax"),
                }
            )
        return True

    def _get_sales(self, first, days):
        """Return the sales to the customers called in so many days from ``first``."""
        zone = self._get_batch_zone()
        # sudo: only the sum leaves this method, not who bought what.
        campaign = self.sudo()
        partners = campaign.record_ids.partner_id.commercial_partner_id
        orders = campaign.env["sale.order"]
        [[total]] = orders._read_group(
            [
                ("partner_id.commercial_partner_id", "in", partners.ids),
                ("company_id", "=", campaign.company_id.id),
                ("currency_id", "=", campaign.currency_id.id),
                ("state", "=", "sale"),
                ("date_order", ">=", zone.midnight(first)),
                ("date_order", "<", zone.midnight(first + ONE_DAY * days)),
            ],
            [],
            ["amount_untaxed:sum"],
        )
        return total or 0

    def action_view_records(self):
        """Open the callbacks of the campaign. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {
            **action,
            "domain": [("campaign_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }

    def action_view_customers(self):
        """Open the customers of all segments, as of today. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customers: %(campaign)s", campaign=self.name),
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": list(self._get_customer_domain(only_ready=True)),
        }
