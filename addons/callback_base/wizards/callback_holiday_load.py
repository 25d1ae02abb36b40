# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..workday.national import covers, is_provisional, national_days


class CallbackHolidayLoad(models.TransientModel):
    """Holidays and make-up days of a year, shown before they reach a calendar."""

    _name = "callback.holiday.load"
    _description = "Holidays of a year"

    calendar_id = fields.Many2one(
        "resource.calendar",
        required=True,
        default=lambda self: self.env.company.callback_calendar_id,
    )
    country_id = fields.Many2one(
        "res.country", required=True, default=lambda self: self.env.ref("base.cn")
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year + 1
    )
    is_provisional = fields.Boolean(
        string="Provisional",
        compute="_compute_is_provisional",
        help="The make-up working days of this year have not been published yet.",
    )
    changes_country = fields.Boolean(compute="_compute_is_provisional")
    line_ids = fields.One2many(
        "callback.holiday.load.line",
        "load_id",
        compute="_compute_line_ids",
        store=True,
        string="Days",
    )

    @api.depends("calendar_id", "country_id", "year")
    def _compute_is_provisional(self):
        for load in self:
            code, present = load.country_id.code, load.calendar_id.holiday_country_id
            load.is_provisional = is_provisional(code, load.year)
            load.changes_country = bool(present and present != load.country_id)

    @api.depends("calendar_id", "country_id", "year")
    def _compute_line_ids(self):
        for load in self:
            lines = load._prepare_lines() if load.calendar_id else []
            create = fields.Command.create
            load.line_ids = [fields.Command.clear(), *map(create, lines)]

    def action_apply(self):
        """Make the days of the year those of the country. RPC.

        Days set by hand stay. Whoever may set working days by hand may do this.
        """
        self.ensure_one()
        self.env["callback.workday"].check_access("write")
        self._check_year()
        self.calendar_id.check_access("read")
        # sudo: the country decides working days, which the user may set; hours, zone
        # and company of the calendar are not touched.
        calendar = self.calendar_id.sudo()
        if calendar.holiday_country_id != self.country_id:
            calendar.holiday_country_id = self.country_id
        if not calendar._workday_refresh(self.year, self.year):
            raise UserError(
                self.env._(
                    "The working days of “%(calendar)s” are being changed by somebody"
                    " else. Try again in a moment.",
                    calendar=calendar.display_name,
                )
            )
        first, last = self._get_span()
        action = self.calendar_id.action_callback_workdays()
        action["context"] = {"default_calendar_id": calendar.id}
        action["domain"] = [
            ("calendar_id", "=", calendar.id),
            ("date", ">=", first),
            ("date", "<=", last),
        ]
        return action

    def _check_year(self):
        if not covers(self.country_id.code, self.year):
            raise UserError(
                self.env._(
                    "There are no holidays of %(country)s for the year %(year)s.",
                    country=self.country_id.display_name,
                    year=str(self.year),
                )
            )
        self.calendar_id._workday_check_years(self.year, self.year)

    def _get_span(self):
        return date(self.year, 1, 1), date(self.year, 12, 31)

    def _prepare_lines(self):
        """Return the holidays, the make-up days and every day that would change."""
        self._check_year()
        span = self._get_span()
        names, make_up = national_days(self.country_id.code, self.year, self.year)
        # Working days are no secret; access to the calendar is the user's own.
        calendar = self.calendar_id.sudo()
        present = calendar._workday_present(*span)
        for day in calendar._workday_days(*span, self.country_id):
            was = present[day.date]
            if day.date in names or day.date in make_up or was != day.is_working:
                yield {
                    "date": day.date,
                    "name": names.get(day.date, ""),
                    "kind": "make_up" if day.date in make_up else "holiday",
                    "was_working": was,
                    "is_working": day.is_working,
                    "is_override": day.source == "override",
                    "reason": day.name or "",
                }
