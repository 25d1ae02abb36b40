# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime
from decimal import Decimal, InvalidOperation

from odoo import api, models
from odoo.exceptions import UserError

from ..workday.derivation import derive, pack, provisional_steps, unpack
from ..workday.table import CUTOFFS, SHIFTS, UNITS, BeyondTable, clock_minute


class CallbackWorkday(models.Model):
    """Deadlines and their derivation."""

    _inherit = "callback.workday"

    @api.model
    def deadline(
        self, start, quantity, unit, calendar=None, shift="none", cutoff="default"
    ):
        """Return when a period that starts at ``start`` ends. RPC.

        :param start: naive UTC datetime, or its ISO text
        :param quantity: whole number, 0 or more
        :param unit: minute, hour, day, working_day, week, month or year
        :param calendar: resource.calendar (or its id) that gives the time zone and
            the working days; None: the callback calendar of the company
        :param shift: none, next or previous working day, for ends on a closed day
        :param cutoff: what ends the last day (T-03): default, day_end (23:59:59),
            closing (working hours of that day) or a local clock time such as "16:00"
        :return: naive UTC datetime
        :raises UserError: a value outside these, a calendar without open day

        The start day is not counted (T-02). Working days end with the working hours,
        other days at local 23:59:59 (T-03), clock units run through (T-04), months
        and years are clamped to the end of a short month (T-05), see T-07 for shifts.
        """
        return self._deadlines([start], quantity, unit, calendar, shift, cutoff)[0]

    @api.model
    def _deadlines(
        self,
        starts,
        quantity,
        unit,
        calendar=None,
        shift="none",
        cutoff="default",
        before=False,
    ):
        """Return the deadlines of many starts; see ``deadline``.

        :param before: count days, weeks, months or years back from the starts
        """
        quantity = self._check_period(quantity, unit, shift, cutoff)
        quantity = -quantity if before else quantity
        # The usual start is seen to be right here: a call would cost as much again.
        starts = [
            start
            if type(start) is datetime and not (start.tzinfo or start.microsecond)
            else self._check_start(start)
            for start in starts
        ]
        calendar = self._calendar(calendar)
        return self._with_table(
            calendar,
            lambda table: table.deadlines(starts, quantity, unit, shift, cutoff),
        )

    @api.model
    def explain(
        self, start, quantity, unit, calendar=None, shift="none", cutoff="default"
    ):
        """Return the derivation of ``deadline`` in steps. RPC.

        Each step is a dict: ``date`` (ISO, local to the calendar), ``kind`` (start,
        counted, skipped, shifted, note, deadline), ``number`` (running count),
        ``reason`` (code), ``name`` (of the holiday, or the reason of a day set by
        hand) and ``text``, a sentence in the user's language. The first and the last
        step also have ``time``.
        """
        basis = self._basis(start, quantity, unit, calendar, shift, cutoff)
        return [
            step | {"text": self._step_text(step, basis)}
            for step in unpack(basis["steps"])
        ]

    @api.model
    def _basis(
        self,
        start,
        quantity,
        unit,
        calendar=None,
        shift="none",
        cutoff="default",
        before=False,
    ):
        """Return the derivation without words, as JSON to be stored with a record.

        Runs of like days are one step with ``until``; times are local to ``tz``.
        """
        quantity = self._check_period(quantity, unit, shift, cutoff)
        quantity = -quantity if before else quantity
        start = self._check_start(start)
        calendar = self._calendar(calendar)
        steps = self._with_table(
            calendar, lambda table: derive(table, start, quantity, unit, shift, cutoff)
        )
        # Name and zone of the calendar are part of every deadline shown.
        calendar = calendar.sudo()
        by_table = unit == "working_day" or shift != "none" or cutoff == "closing"
        if by_table:
            steps[-1:-1] = provisional_steps(steps, calendar._workday_provisional)
        return {
            "version": 1,
            "calendar_id": calendar.id,
            "calendar": calendar.name,
            "tz": calendar.tz,
            "unit": unit,
            "quantity": quantity,
            "shift": shift,
            "cutoff": cutoff,
            "steps": pack(steps),
        }

    @api.model
    def _basis_text(self, basis):
        """Return a stored basis in words of the user's language, a line per step."""
        if not basis:
            return ""
        lines = [self._step_text(step, basis) for step in unpack(basis["steps"])]
        if basis.get("then"):
            lines.append(self.env._("Grouped with other work it may be done later:"))
            lines.append(self._basis_text(basis["then"]))
        return "\n".join(lines)

    # Checks ---------------------------------------------------------------

    @api.model
    def _check_period(self, quantity, unit, shift, cutoff="default"):
        """Return the quantity as int; raise UserError for what is no period."""
        if unit not in UNITS:
            raise UserError(
                self.env._(
                    "“%(unit)s” is no unit of time. Use one of: %(units)s.",
                    unit=unit,
                    units=", ".join(UNITS),
                )
            )
        if shift not in SHIFTS:
            raise UserError(
                self.env._(
                    "“%(shift)s” is no shift. Use one of: %(shifts)s.",
                    shift=shift,
                    shifts=", ".join(SHIFTS),
                )
            )
        try:
            clock_minute(cutoff)
        except (TypeError, ValueError):
            raise UserError(
                self.env._(
                    "“%(cutoff)s” is no cut-off. Use one of: %(cutoffs)s, or a clock"
                    " time such as 16:00.",
                    cutoff=str(cutoff),
                    cutoffs=", ".join(CUTOFFS),
                )
            ) from None
        if not isinstance(quantity, bool | str):
            try:
                number = Decimal(quantity)
                if number >= 0 and number == int(number):
                    return int(number)
            except (InvalidOperation, OverflowError, TypeError, ValueError):
                number = None
        raise UserError(
            self.env._(
                "%(quantity)s is no length of a period: give a whole number from 0.",
                quantity=str(quantity),
            )
        )

    @api.model
    def _check_start(self, start):
        """Return the start as naive UTC datetime in whole seconds."""
        moment = start
        if isinstance(start, str) and len(start) > 10:
            try:
                moment = datetime.fromisoformat(start.strip())
            except ValueError:
                moment = None
        if not isinstance(moment, datetime) or moment.tzinfo:
            raise UserError(
                self.env._(
                    "%(start)s is no moment to count from: give date and time in UTC.",
                    start=str(start),
                )
            )
        return moment.replace(microsecond=0)

    @api.model
    def _calendar(self, calendar):
        """Return the calendar to count in; given ones must be readable by the user."""
        if calendar:
            calendars = self.env["resource.calendar"]
            if isinstance(calendar, int) and not isinstance(calendar, bool):
                calendar = calendars.browse(calendar)
            if not isinstance(calendar, type(calendars)) or len(calendar) != 1:
                raise UserError(
                    self.env._(
                        "%(calendar)s is no working calendar: give one, or its id.",
                        calendar=str(calendar),
                    )
                )
            calendar.check_access("read")
            return calendar
        # The company's calendar is meant for all its users.
        calendar = self.env.company.sudo().callback_calendar_id
        if not calendar:
            raise UserError(
                self.env._(
                    "%(company)s has no callback calendar: choose one in the settings.",
                    company=self.env.company.display_name,
                )
            )
        return calendar

    @api.model
    def _with_table(self, calendar, compute):
        """Return ``compute(table)``, with a longer table as long as it asks for one."""
        table = calendar._workday_table()
        try:
            while True:
                try:
                    return compute(table)
                except BeyondTable as beyond:
                    if beyond.missing and not calendar._workday_has_hours():
                        self._raise_no_open_day(calendar)
                    table = calendar._workday_table_over(beyond.day, beyond.day)
        except (OverflowError, ValueError) as error:
            raise UserError(
                self.env._("The deadline lies beyond the dates that can be counted.")
            ) from error

    @api.model
    def _raise_no_open_day(self, calendar):
        raise UserError(
            self.env._(
                "“%(calendar)s” has no open day to count: give it working hours with a"
                " start and an end for at least one weekday, or set single dates as"
                " working days by hand.",
                calendar=calendar.display_name,
            )
        )

    # Words ----------------------------------------------------------------

    @api.model
    def _step_text(self, step, basis):
        """Return one step as a sentence; dates are ISO whatever the user prefers."""
        values = {
            "date": step["date"],
            "time": step.get("time", ""),
            "tz": basis["tz"],
            "number": step["number"],
            "reason": self._reason_text(step),
        }
        text = {
            "start": self._start_text,
            "counted": self._counted_text,
            "skipped": self._skipped_text,
            "shifted": self._shifted_text,
            "note": self._note_text,
            "deadline": self._deadline_text,
        }[step["kind"]]
        return text(step, basis, values)
