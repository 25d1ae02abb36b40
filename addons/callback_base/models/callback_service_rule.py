# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..schedule.periods import ONE_DAY, period_of
from ..workday.zone import LocalZone
from .period_selections import PERIODS, SHIFTS


class CallbackServiceRule(models.Model):
    """A report on executed services that is owed to outside parties (F4-02, R2-02).

    One report for each customer and period, with a copy for the customer and for each
    further recipient, for example the broker.
    """

    _name = "callback.service.rule"
    _description = "Service report of a policy"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset({"sequence"})

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    period = fields.Selection(PERIODS, default="quarter", required=True)
    due_day = fields.Integer(
        string="Due on day",
        help="Day after the end of the period. 0: the last day of the period itself.",
    )
    due_hour = fields.Float(
        string="Due at", help="Local clock time. 0: the end of that day."
    )
    due_reading = fields.Selection(
        [("exclusive", "Before that day"), ("inclusive", "At the end of that day")],
        string="Day without a time",
        default="inclusive",
        required=True,
        help="“Before the 6th” in a text can end with the 5th or include the 6th "
        "(X-05).",
    )
    due_shift = fields.Selection(
        SHIFTS, string="Due on a day off", default="none", required=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Follows the reports",
        required=True,
        ondelete="restrict",
        help="Unit that writes the report, or sees to it that the supplier does.",
    )
    supplier_id = fields.Many2one(
        "res.partner",
        string="Owed by",
        ondelete="restrict",
        help="Outside party that owes the report, for example the insurer. Empty: we.",
    )
    customer_domain = fields.Char(
        string="Customers",
        default="[]",
        required=True,
        help="Who gets a report of each period.",
    )
    to_customer = fields.Boolean(string="Copy for the customer", default=True)
    recipient_ids = fields.Many2many(
        "res.partner",
        "callback_service_rule_recipient_rel",
        string="Further copies",
        help="For example the broker: one copy of each report.",
    )

    @api.depends("name", "policy_id.code")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = f"{rule.policy_id.code or ''} {rule.name or ''}".strip()

    @api.constrains("due_day", "due_hour")
    def _check_due(self):
        for rule in self:
            if not (0 <= rule.due_day <= 28 and 0 <= rule.due_hour < 24):
                raise ValidationError(
                    self.env._(
                        "Service report “%(report)s”: the due day must be 0 to 28 and "
                        "the time within the day.",
                        report=rule.name,
                    )
                )

    @api.constrains("to_customer", "recipient_ids")
    def _check_recipients(self):
        for rule in self:
            if not rule.to_customer and not rule.recipient_ids:
                raise ValidationError(
                    self.env._(
                        "Service report “%(report)s” goes to nobody.", report=rule.name
                    )
                )

    @api.constrains("customer_domain")
    def _check_customer_domain(self):
        for rule in self:
            rule._get_customer_domain()

    def _get_customer_domain(self):
        """Return the customers that get a report as a ``Domain``."""
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval((self.customer_domain or "[]").strip()))
            # sudo: only whether the fields exist, which does not depend on the reader.
            customers = self.env["res.partner"].sudo()
            domain.validate(customers)
        except (SyntaxError, TypeError, ValueError, LookupError) as error:
            raise ValidationError(
                self.env._(
                    "Service report “%(report)s”, customers: %(error)s",
                    report=self.name,
                    error=error,
                )
            ) from error
        return domain

    def _get_due(self, day, company):
        """Return when the report of the period around a day is due, naive UTC."""
        self.ensure_one()
        calendar = self.policy_id._get_calendar(company)
        _first, last = period_of(day, self.period)
        end = last + ONE_DAY * self.due_day
        if self.due_day and not self.due_hour and self.due_reading == "exclusive":
            end -= ONE_DAY

        def _due(table):
            shift = self.due_shift
            local = end if shift == "none" else table.shifted(end, shift)
            if self.due_hour:
                return table.zone.at_minute(local, round(self.due_hour * 60))
            return table.zone.day_end(local)

        return self.env["callback.workday"]._with_table(calendar, _due)

    # Scheduled --------------------------------------------------------------------

    @api.model
    def _cron_prepare(self):
        """Make the reports of the current period and the one before that are owed."""
        rules = self.search([("policy_id.state", "=", "in_force")])
        for rule in rules:
            policy = rule.policy_id
            company = policy.company_id or rule.department_id.company_id
            company = company or self.env.company
            zone = LocalZone(policy._get_calendar(company).tz or "UTC")
            first, _last = period_of(
                zone.local(fields.Datetime.now()).date(), rule.period
            )
            before = period_of(first - ONE_DAY, rule.period)
            if policy._is_valid_in(*before):
                rule._prepare_reports(before[0], company)
            rule._prepare_reports(first, company)

    def _prepare_reports(self, first, company):
        """Create the missing reports of a period; return them.

        :param first: first date of the period
        """
        self.ensure_one()
        reports = self.env["callback.service.report"]
        known = reports.search(
            [("rule_id", "=", self.id), ("date_from", "=", first)]
        ).partner_id
        customers = self._get_customers(first)
        return reports.create(
            [
                {
                    "rule_id": self.id,
                    "partner_id": customer.id,
                    "company_id": company.id,
                    "date_from": first,
                    "copy_ids": [
                        fields.Command.create({"partner_id": partner.id})
                        for partner in self._get_recipients(customer)
                    ],
                }
                for customer in customers - known
            ]
        )

    def _get_customers(self, first):
        """Return whose report of the period from this date is owed; for overriders."""
        return self.env["res.partner"].search(self._get_customer_domain())

    def _get_recipients(self, customer):
        own = customer if self.to_customer else customer.browse()
        return own | self.recipient_ids
