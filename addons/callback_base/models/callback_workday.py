# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_logger = logging.getLogger(__name__)

# What a person decides about a day; everything else is derived from the calendar.
HAND_FIELDS = {"is_working", "hour_from", "hour_to", "override_reason", "is_override"}


class CallbackWorkday(models.Model):
    """One local date of a calendar: open or closed, until when, and why.

    The rows are built by ``resource.calendar``; a manager overrides single dates with
    a reason. For joins: the n-th working day after a row is the row with ``is_working``
    and ``ordinal`` = its ordinal + n; ``date_end`` ends it in UTC.
    """

    _name = "callback.workday"
    _description = "Working Day"
    _order = "calendar_id, date"

    calendar_id = fields.Many2one(
        "resource.calendar",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company.callback_calendar_id,
    )
    company_id = fields.Many2one(
        related="calendar_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True)
    is_working = fields.Boolean(string="Working Day", default=True)
    hour_from = fields.Float(
        string="Opens",
        aggregator=None,
        help="First opening in local time. Empty on a day set by hand: usual hours.",
    )
    hour_to = fields.Float(
        string="Closes",
        aggregator=None,
        help="Last closing in local time; working-day deadlines end here.",
    )
    date_midnight = fields.Datetime(
        string="Begins (UTC)", readonly=True, help="First moment of the local date."
    )
    date_start = fields.Datetime(
        string="Opening", readonly=True, help="Empty on closed days."
    )
    date_end = fields.Datetime(
        string="Closing", readonly=True, help="Empty on closed days."
    )
    ordinal = fields.Integer(
        string="Number",
        readonly=True,
        aggregator=None,
        help="Working days from the beginning of the calendar's table up to and"
        " including this date.",
    )
    source = fields.Selection(
        [
            ("calendar", "Weekly hours"),
            ("leave", "Public time off"),
            ("holiday", "National holiday"),
            ("make_up", "Make-up working day"),
            ("override", "Set by hand"),
        ],
        readonly=True,
    )
    name = fields.Char(string="Reason", readonly=True)
    is_override = fields.Boolean(string="Set by Hand", readonly=True)
    is_provisional = fields.Boolean(
        string="Provisional",
        compute="_compute_is_provisional",
        help="The make-up working days of this year have not been published yet.",
    )
    override_reason = fields.Char(
        help="Why this date differs from the calendar; needed on a day set by hand."
    )

    _calendar_date = models.UniqueIndex(
        "(calendar_id, date)", "A calendar has every date only once."
    )
    _calendar_ordinal = models.Index("(calendar_id, ordinal) WHERE is_working")

    @api.depends("date", "name")
    def _compute_display_name(self):
        for day in self:
            day.display_name = " ".join(filter(None, [str(day.date or ""), day.name]))

    @api.depends("date", "is_override", "calendar_id.holiday_country_id")
    def _compute_is_provisional(self):
        for calendar, days in self.grouped("calendar_id").items():
            years = {day.date.year for day in days if day.date}
            awaited = calendar._workday_provisional(years)
            for day in days:
                by_hand = day.is_override or not day.date
                day.is_provisional = not by_hand and day.date.year in awaited

    @api.constrains("is_override", "override_reason")
    def _check_override_reason(self):
        for day in self:
            if day.is_override and not (day.override_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why %(date)s is set by hand: fill in the override reason.",
                        date=str(day.date),
                    )
                )

    @api.constrains("is_override", "is_working", "hour_from", "hour_to")
    def _check_hours(self):
        for day in self.filtered(lambda day: day.is_override and day.is_working):
            if not 0 <= day.hour_from < day.hour_to <= 24:
                raise ValidationError(
                    self.env._(
                        "%(date)s is open: it must close after it opens, between 0:00"
                        " and 24:00.",
                        date=str(day.date),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Set dates by hand.

        Every date of a calendar has its row, made when it is first needed: "creating"
        one overrides it. Returns the rows in the order of the values.
        """
        self.check_access("create")
        days = self.browse()
        for vals in vals_list:
            vals = self._add_missing_default_values(vals)
            calendar = self.env["resource.calendar"].browse(vals.get("calendar_id"))
            calendar.check_access("read")
            day = fields.Date.to_date(vals.get("date"))
            if not (calendar and day):
                raise UserError(self.env._("A day needs a calendar and a date."))
            row = self._of_date(calendar, day)
            values = {name: vals[name] for name in HAND_FIELDS & vals.keys()}
            row.write({**values, "is_override": True})
            days |= row
        return days

    @api.model
    def _of_date(self, calendar, day):
        """Return the stored row of a date, its year added to the table if need be."""
        domain = [("calendar_id", "=", calendar.id), ("date", "=", day)]
        row = self.search(domain)
        if not row:
            calendar._workday_table_over(day, day)
            row = self.search(domain)
        if not row:
            raise UserError(
                self.env._(
                    "The working days of “%(calendar)s” are being changed by somebody"
                    " else. Try again in a moment.",
                    calendar=calendar.display_name,
                )
            )
        return row

    def write(self, vals):
        """Set days by hand, or give them back with ``is_override`` false.

        All other fields are derived. The working days after these
        are numbered anew, so that the next deadline counts with the change.
        """
        if vals.keys() - HAND_FIELDS:
            raise UserError(
                self.env._(
                    "Only opening, hours and reason of a day can be set by hand."
                )
            )
        if not vals:
            return True
        if vals.get("is_override", True):
            self._write_by_hand(vals)
        else:
            super().write({"is_override": False, "override_reason": False})
        self._store_calendars(self.calendar_id)
        return True

    def _write_by_hand(self, vals):
        # pylint: disable=missing-return,super-method-mismatch
        for day in self:
            values = {**vals, "is_override": True, "source": "override"}
            is_working = vals.get("is_working", day.is_working)
            if not is_working:
                values.update(hour_from=0, hour_to=0)
            elif not vals.get("hour_to", day.hour_to):
                values.update(day._usual_hours())
            values["name"] = vals.get("override_reason", day.override_reason)
            super(CallbackWorkday, day).write(values)

    def _usual_hours(self):
        # Opening hours are no secret; the day itself is access-checked by write().
        usual = self.calendar_id.sudo()._workday_schedule().usual
        if not usual:
            return {}
        closing = max(end for _start, end in usual)
        return {"hour_from": usual[0][0] / 60, "hour_to": closing / 60}

    def unlink(self):
        """Give days back to their calendar: the table has every date."""
        calendars = self.calendar_id
        spans = {calendar: calendar._workday_span() for calendar in calendars}
        result = super().unlink()
        self._store_calendars(calendars, spans)
        return result

    @api.model
    def _store_calendars(self, calendars, spans=None):
        self.env.flush_all()
        # The access to the days was checked; their neighbours' numbers follow.
        for calendar in calendars.sudo().sorted("id"):
            calendar._workday_lock()
            span = spans[calendar] if spans else calendar._workday_span()
            calendar._workday_store(*span, changed_by_hand=True)

    def action_remove_override(self):
        """Give days set by hand back to the calendar."""
        self.filtered("is_override").write({"is_override": False})
        return True

    @api.model
    def _cron_extend(self):
        """Keep every calendar in use two years ahead, with the newest holiday table."""
        companies = self.env["res.company"].search(
            [("callback_calendar_id", "!=", False)]
        )
        calendars = companies.callback_calendar_id
        calendars |= calendars.with_context(active_test=False).search(
            [("callback_revision", "!=", False)]
        )
        year = fields.Date.today().year
        for calendar in calendars:
            try:
                with self.env.cr.savepoint():
                    if not calendar._workday_refresh(year, year + 2):
                        _logger.info("Working days of %s are busy", calendar.id)
            except UserError as error:
                _logger.warning("Working days of %s: %s", calendar.id, error)
