# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..workday.national import is_known

# Fields of a calendar that decide its working days; hours and time off have own models.
DECIDING_FIELDS = {
    "company_id",
    "duration_based",
    "flexible_hours",
    "holiday_country_id",
    "schedule_type",
    "two_weeks_calendar",
    "tz",
}


class ResourceCalendar(models.Model):
    """Working hours: national holidays and the table of working days."""

    _inherit = "resource.calendar"

    holiday_country_id = fields.Many2one(
        "res.country",
        string="National Holidays",
        help="Country whose public holidays close and whose make-up working days open"
        " this calendar. Empty: only the calendar's own time off counts.",
    )
    callback_revision = fields.Char(
        string="Working Day Revision",
        copy=False,
        readonly=True,
        help="Changes with every change of the working days; empty while the calendar"
        " has none.",
    )

    @api.constrains("holiday_country_id")
    def _check_holiday_country_id(self):
        for country in self.holiday_country_id:
            if not is_known(country.code):
                raise ValidationError(
                    self.env._(
                        "There is no holiday table for %(country)s: leave the country"
                        " of the holidays empty and enter them as time off.",
                        country=country.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create calendars; working days come with the first deadline asked."""
        # New calendars have no working days yet that their lines could rebuild.
        deferred = self.with_context(callback_rebuild_deferred=True)
        calendars = super(ResourceCalendar, deferred).create(vals_list)
        return calendars.with_env(self.env)

    def write(self, vals):
        """Change calendars and rebuild their working days once."""
        lines = {"attendance_ids", "leave_ids", "global_leave_ids"}
        lines |= {"attendance_ids_1st_week", "attendance_ids_2nd_week"}
        if not (DECIDING_FIELDS | lines).intersection(vals):
            return super().write(vals)
        deferred = self.with_context(callback_rebuild_deferred=True)
        result = super(ResourceCalendar, deferred).write(vals)
        self._callback_rebuild()
        return result

    def action_callback_workdays(self):
        """Open the working days of this calendar, the table made if need be."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        self._workday_table_over(today, today)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_workday_action"
        )
        action["domain"] = [("calendar_id", "=", self.id)]
        action["context"] = {
            "default_calendar_id": self.id,
            "search_default_this_year": 1,
        }
        return action
