# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..schedule.periods import period_of
from ..workday.zone import LocalZone

ONE_DAY = datetime.timedelta(days=1)


class CallbackStatement(models.Model):
    """The period of a statement: a month, a week, a quarter, half a year or a year."""

    _inherit = "callback.statement"

    @api.model
    def _get_previous_month(self):
        today = fields.Date.context_today(self)
        return period_of(today.replace(day=1) - ONE_DAY, "month")[0]

    @api.model
    def _get_previous(self, policy):
        """Return the first date of the period of a policy that was over last."""
        today = fields.Date.context_today(self)
        first, _last = period_of(today, policy.statement_period)
        return period_of(first - ONE_DAY, policy.statement_period)[0]

    def _get_period(self):
        """Return the first and the last date of the period the first date lies in."""
        self.ensure_one()
        kind = self.policy_id.statement_period or "month"
        return period_of(self.date_from, kind)

    @api.depends("date_from", "policy_id.statement_period")
    def _compute_month(self):
        for statement in self:
            statement.month = statement.date_from and statement._get_period_name()

    def _get_period_name(self):
        day, kind = self.date_from, self.policy_id.statement_period
        if kind == "week":
            year, week, _weekday = day.isocalendar()
            return f"{year}-W{week:02}"
        if kind == "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        if kind == "half_year":
            return f"{day.year}-H{(day.month + 5) // 6}"
        return f"{day:%Y}" if kind == "year" else f"{day:%Y-%m}"

    @api.depends("date_from", "policy_id.statement_period")
    def _compute_date_to(self):
        for statement in self:
            statement.date_to = statement.date_from and statement._get_period()[1]

    @api.constrains("date_from", "policy_id")
    def _check_date_from(self):
        for statement in self:
            first, _last = statement._get_period()
            if statement.date_from != first:
                raise ValidationError(
                    self.env._(
                        "The period of a statement is given by its first day, "
                        "%(first)s, not by %(day)s.",
                        first=first,
                        day=statement.date_from,
                    )
                )

    def _get_month_bounds(self):
        """Return the first moment of the period and of the next one, naive UTC.

        The period is local to the policy's calendar (T-01, T-14).
        """
        self.ensure_one()
        calendar = self.policy_id._get_calendar(self.company_id)
        zone = LocalZone(calendar.tz or "UTC")
        first, last = self._get_period()
        return zone.midnight(first), zone.midnight(last + ONE_DAY)
