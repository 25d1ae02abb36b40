# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_schedule_mixin import SCHEDULE_FIELDS

#: What stays open when a campaign has been submitted: its work and its results.
FREE_FIELDS = frozenset(
    {
        "cost_ids",
        "evaluation",
        "problem_count",
        "problem_solved_count",
        "publicity_ids",
        "sales_after",
        "sales_before",
        "sales_note",
        "user_ids",
    }
)
#: Fields from which the dates are worked out.
DATE_FIELDS = frozenset({"date_basis", "date_end", "duration_days", "rule_id"})


class CallbackCampaign(models.Model):
    """A callback campaign: dates, customers, publicity, budget, result (BASE-42).

    Drafted and submitted by one person, approved by others, see
    ``callback_campaign_flow.py``; the callbacks are made on its dates. Dates, budget
    and evaluation are in the files of these names.
    """

    _name = "callback.campaign"
    _description = "Callback campaign"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guard.mixin",
        "callback.schedule.mixin",
        "callback.batch.mixin",
    ]
    _order = "date_first desc, id desc"
    _check_company_auto = True
    _batch_triggers = ("manual", "calendar")
    _batch_link = "campaign_id"
    _guarded_fields = frozenset(
        {
            "approval_ids",
            "budget_submitted",
            "customer_count_submitted",
            "date_approved",
            "date_closed",
            "date_ids",
            "date_submitted",
            "record_ids",
            "requester_id",
            "state",
        }
    )

    name = fields.Char(required=True, tracking=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    leader_id = fields.Many2one(
        "res.users",
        string="Leader in charge",
        ondelete="restrict",
        tracking=True,
        help="Approves after the supervisor; neither author nor the same person.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Responsible",
        help="They share the callbacks in turn. Empty: the queue of the department.",
    )
    purpose = fields.Text(help="What the campaign is to achieve.")
    content = fields.Text(help="What the customers are asked and told.")
    date_basis = fields.Selection(
        [
            ("schedule", "Dates of a pattern"),
            ("next_month", "First week of the month after the approval"),
        ],
        string="Held on",
        default="schedule",
        required=True,
        help="The week lasts seven days; the company's settings say which is the "
        "first.",
    )
    first_week = fields.Selection(
        [
            ("days", "Days 1 to 7"),
            ("full_week", "First full week, Monday to Sunday"),
        ],
        default=lambda self: self.env.company.callback_first_week,
        help="What counts as the first week of a month.",
    )
    duration_days = fields.Integer(
        string="Days each time", default=1, help="How many days each date lasts."
    )
    date_end = fields.Date(
        string="Last date", help="No date after this one. Empty: the number of times."
    )
    lead_days = fields.Integer(
        string="Made days ahead",
        help="So many days before a date its callbacks are made. 0: on the day.",
    )
    schedule_text = fields.Char(string="Dates", compute="_compute_schedule_text")
    date_ids = fields.One2many("callback.campaign.date", "campaign_id", copy=False)
    date_first = fields.Date(
        string="First day", compute="_compute_date_first", store=True
    )
    date_last = fields.Date(
        string="Last day", compute="_compute_date_first", store=True
    )
    date_warning = fields.Text(
        string="Dates on days off", compute="_compute_date_warning"
    )

    segment_ids = fields.One2many("callback.campaign.segment", "campaign_id", copy=True)
    publicity_ids = fields.One2many(
        "callback.campaign.publicity", "campaign_id", copy=True
    )
    cost_ids = fields.One2many("callback.campaign.cost", "campaign_id", copy=True)
    approval_ids = fields.One2many(
        "callback.campaign.approval", "campaign_id", readonly=True, copy=False
    )
    record_ids = fields.One2many(
        "callback.record", "campaign_id", string="Callbacks", readonly=True, copy=False
    )

    requester_id = fields.Many2one(
        "res.users", string="Submitted by", readonly=True, copy=False
    )
    date_submitted = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    date_approved = fields.Datetime(
        string="Approved on", readonly=True, copy=False, tracking=True
    )
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )

    _days_positive = models.Constraint(
        "CHECK (duration_days >= 1 AND lead_days >= 0)",
        "Each date of a campaign lasts a day at least, and callbacks cannot be made "
        "after it.",
    )

    # Computes ---------------------------------------------------------------------

    @api.depends("date_basis", "first_week", "date_end", *SCHEDULE_FIELDS)
    @api.depends_context("lang")
    def _compute_schedule_text(self):
        for campaign in self:
            campaign.schedule_text = campaign._get_dates_text()

    @api.depends("date_ids.date_from", "date_ids.date_to")
    def _compute_date_first(self):
        for campaign in self:
            dates = campaign.date_ids
            campaign.date_first = min(dates.mapped("date_from"), default=False)
            campaign.date_last = max(dates.mapped("date_to"), default=False)

    @api.depends("date_ids.warning")
    def _compute_date_warning(self):
        for campaign in self:
            warnings = campaign.date_ids.filtered("warning").mapped("warning")
            campaign.date_warning = "\n".join(warnings)

    # Constraints ------------------------------------------------------------------

    @api.constrains("date_basis", "first_week", "schedule_start", "date_end")
    def _check_dates(self):
        for campaign in self:
            if campaign.date_basis == "next_month" and not campaign.first_week:
                raise ValidationError(
                    self.env._(
                        "Campaign “%(campaign)s”: say what the first week is.",
                        campaign=campaign.name,
                    )
                )
            start, end = campaign.schedule_start, campaign.date_end
            if start and end and end < start:
                raise ValidationError(
                    self.env._(
                        "Campaign “%(campaign)s”: the last date %(end)s lies before "
                        "the first %(start)s.",
                        campaign=campaign.name,
                        start=str(start),
                        end=str(end),
                    )
                )

    @api.constrains("problem_count", "problem_solved_count")
    def _check_problems(self):
        for campaign in self:
            if not 0 <= campaign.problem_solved_count <= campaign.problem_count:
                raise ValidationError(
                    self.env._(
                        "Campaign “%(campaign)s”: of %(count)s problems %(solved)s "
                        "cannot be solved.",
                        campaign=campaign.name,
                        count=campaign.problem_count,
                        solved=campaign.problem_solved_count,
                    )
                )

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A campaign starts as a draft; its dates come from its pattern."""
        for vals in vals_list:
            self._check_guarded(vals)
        campaigns = super().create(vals_list)
        campaigns._refresh_dates()
        return campaigns

    def write(self, vals):
        """What was submitted stays as it was until it is taken back."""
        self._check_guarded(vals)
        locked = {
            name
            for name in set(vals) - FREE_FIELDS
            if not name.startswith(("message_", "activity_"))
        }
        if locked and not self.env.su:
            self._check_draft()
        result = super().write(vals)
        if (DATE_FIELDS | set(SCHEDULE_FIELDS)) & set(vals):
            self.filtered(lambda c: c.state == "draft")._refresh_dates()
        return result

    def _check_draft(self):
        """Refuse to change what others approve or have approved."""
        for campaign in self:
            if campaign.state != "draft":
                raise UserError(
                    self.env._(
                        "Campaign “%(campaign)s” has been submitted. Take it back to "
                        "draft first; it is approved anew then.",
                        campaign=campaign.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(campaign.state != "draft" or campaign.record_ids for campaign in self):
            raise UserError(
                self.env._("Only a draft campaign without callbacks can be deleted.")
            )
