# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import fields, models
from odoo.tools import SQL

from ..workday.national import is_provisional, last_official_year


class ResourceCalendar(models.Model):
    """Years whose official make-up days are awaited, and news about them."""

    _inherit = "resource.calendar"

    callback_provisional_years = fields.Char(
        string="Provisional Years",
        readonly=True,
        copy=False,
        help="Years in the table of working days whose make-up working days were not "
        "published when the table was last refreshed.",
    )

    def action_load_holidays(self):
        """Open the preview of a year's holidays for this calendar. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_holiday_load_action"
        )
        action["context"] = {"default_calendar_id": self.id}
        return action

    def _workday_provisional(self, years):
        """Return those of the years that wait for their make-up days, in order."""
        # The country of the holidays is part of every deadline shown.
        code = self.sudo().holiday_country_id.code
        return [year for year in sorted(set(years)) if is_provisional(code, year)]

    def _workday_refresh(self, first_year, last_year):
        """Make the table anew with the newest holidays, and tell what is new.

        Managers are told when the make-up days of a year have come and when days that
        were in the table change; deadlines that exist stay as they are.

        :returns: False when another transaction is at work on the table
        """
        self.ensure_one()
        before = self._workday_state()
        awaited = self.callback_provisional_years or ""
        if not self._workday_extend(first_year, last_year):
            return False
        after = self._workday_state()
        changed = sorted(day for day in before if before[day] != after.get(day))
        years = self._workday_provisional({day.year for day in after})
        # sudo: the country of the holidays, as above.
        known = last_official_year(self.sudo().holiday_country_id.code) or 0
        official = [year for year in awaited.split(",") if year and int(year) <= known]
        text = ",".join(map(str, years))
        if text != awaited:
            # sudo: derived from calendar and library alone, whoever asks.
            self.sudo().callback_provisional_years = text
        if official or changed:
            self._workday_announce(official, changed)
        return True

    def _workday_state(self):
        """Return {date: (is_working, opening, closing)} of the stored table."""
        self.env["callback.workday"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT date, is_working, date_start, date_end FROM callback_workday"
                " WHERE calendar_id = %s",
                self.id,
            )
        )
        return {day: tuple(values) for day, *values in rows}

    def _workday_present(self, first, last):
        """Return {date: is it open} of the period: stored days, else computed ones."""
        stored = self._workday_state()
        return {
            day.date: stored.get(day.date, (day.is_working,))[0]
            for day in self._workday_days(first, last)
        }

    def _workday_announce(self, official, changed):
        """Write to the managers of the companies that work by the calendar."""
        group = self.env.ref("callback_base.callback_group_manager")
        companies = self.company_id or self.env["res.company"].search(
            [("callback_calendar_id", "=", self.id)]
        )
        domain = [("all_group_ids", "in", group.id), ("share", "=", False)]
        if companies:
            domain.append(("company_ids", "in", companies.ids))
        # sudo: who is a manager is asked by the system; nothing of it is shown.
        managers = self.env["res.users"].sudo().search(domain)
        for lang, users in managers.grouped("lang").items():
            calendar = self.with_context(lang=lang)
            self.env["mail.thread"].with_context(lang=lang).message_notify(
                partner_ids=users.partner_id.ids,
                subject=calendar.env._("Working days of %(name)s", name=self.name),
                body=calendar._workday_news(official, changed),
                model=self._name,
                res_id=self.id,
            )

    def _workday_news(self, official, changed):
        """Return in words what is new; the dates are ISO."""
        texts = []
        if official:
            texts.append(
                self.env._(
                    "The make-up working days of %(years)s have been published.",
                    years=", ".join(official),
                )
            )
        if changed:
            texts.append(
                self.env._(
                    "Days that changed in the table: %(dates)s. Deadlines that exist "
                    "stay as they are.",
                    dates=", ".join(map(str, changed)),
                )
            )
        return Markup("<br/>").join(texts)
