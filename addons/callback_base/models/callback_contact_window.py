# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.i18n import format_list

from ..workday.windows import Window

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class CallbackContactWindow(models.Model):
    """Hours in which customers are contacted (BASE-14, F3-58, T1-05).

    Closed at the start and open at the end (T-15), in the local time of the policy's
    calendar. Customers of a category with windows of its own have these only.
    """

    _name = "callback.contact.window"
    _description = "Contact window"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, category_id, hour_from, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(
        "callback.customer.category",
        string="Customer category",
        ondelete="restrict",
        help="Empty: all customers whose category has no windows in this policy.",
    )
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean(default=True)
    working_days_only = fields.Boolean(
        default=True,
        help="Of these weekdays, only the working days of the policy's calendar: not "
        "its holidays, but its make-up days.",
    )
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(
        string="To", required=True, help="This time itself lies outside."
    )

    @api.constrains("hour_from", "hour_to")
    def _check_hours(self):
        for window in self:
            opens, closes = window._get_minutes()
            if not 0 <= opens < closes <= 24 * 60:
                raise ValidationError(
                    self.env._(
                        "%(policy)s, contact window %(window)s: it must end after it "
                        "begins, between 0:00 and 24:00.",
                        policy=window.policy_id.display_name,
                        window=window.display_name,
                    )
                )

    @api.constrains(*WEEKDAYS)
    def _check_weekdays(self):
        for window in self:
            if not window._get_weekdays():
                raise ValidationError(
                    self.env._(
                        "%(policy)s, contact window %(window)s: choose a weekday.",
                        policy=window.policy_id.display_name,
                        window=window.display_name,
                    )
                )

    @api.depends("hour_from", "hour_to", "working_days_only", *WEEKDAYS)
    def _compute_display_name(self):
        for window in self:
            opens, closes = window._get_minutes()
            hours = f"{opens // 60}:{opens % 60:02d}–{closes // 60}:{closes % 60:02d}"
            days = window._describe_days()
            window.display_name = f"{hours} ({days})" if days else hours

    def _describe_days(self):
        days = self._get_weekdays()
        parts = [] if len(days) == 7 else [self._get_weekday_names(days)]
        if self.working_days_only:
            parts.append(self.env._("working days"))
        return ", ".join(parts)

    def _get_weekday_names(self, days):
        labels = [
            self._fields[WEEKDAYS[day]].get_description(self.env, ["string"])["string"]
            for day in sorted(days)
        ]
        return format_list(self.env, labels, "unit")

    def _get_weekdays(self):
        """Return the numbers of the weekdays, Monday 0."""
        return frozenset(number for number, name in enumerate(WEEKDAYS) if self[name])

    def _get_minutes(self):
        return round(self.hour_from * 60), round(self.hour_to * 60)

    def _get_values(self):
        """Return the windows as plain values for ``workday.windows``."""
        return [
            Window(window._get_weekdays(), window.working_days_only, *minutes)
            for window in self
            for minutes in [window._get_minutes()]
        ]
