# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from ..schedule.periods import ONE_DAY, period_of

#: When a recording was made, and when a call was finished.
RECORDED = SQL("COALESCE(e.date_start, r.date_contact, e.create_date)")
FINISHED = SQL("r.date_done")


class CallbackDutyRule(models.Model):
    """Which units owe what, and by when."""

    _inherit = "callback.duty.rule"

    def _get_owed(self, now):
        """Return {(company id, unit id, first day)} that have begun by a moment."""
        self.ensure_one()
        if self.kind == "handover":
            return self._get_owed_by_calendar(now)
        if self.kind == "spot_check" and self.department_ids:
            return self._get_owed_by_calendar(now)
        return self._get_owed_by_work(now)

    def _get_companies(self):
        policy = self.policy_id
        companies = self.env["res.company"]
        return policy.company_id or companies.search([("active", "=", True)])

    def _get_owed_by_calendar(self, now):
        policy, owed = self.policy_id, set()
        for company in self._get_companies():
            zone = policy._get_zone(company)
            begin = policy.date_from or zone.local(self.create_date).date()
            end = zone.local(now).date()
            if policy.state == "superseded":
                end = min(end, policy.date_to or begin)
            days = self._get_days(begin, end, company)
            units = self._get_owing_units(company)
            owed |= {(company.id, unit, day) for unit in units for day in days}
        return owed

    def _get_owing_units(self, company):
        """Return the ids of the units named, or of all that have files."""
        if self.department_ids:
            named = self.department_ids
            return named.filtered(
                lambda u: u.company_id in (company, u.company_id.browse())
            ).ids
        archives = self.env["callback.archive"]._read_group(
            [("company_id", "=", company.id), ("department_id", "!=", False)],
            ["department_id"],
        )
        return [unit.id for (unit,) in archives]

    def _get_days(self, begin, end, company):
        """Return the first days of what is owed between two dates."""
        if self.frequency in ("week", "month"):
            # The first whole period, and every one that has begun.
            first, last = period_of(begin, self.frequency)
            day, days = (first if first == begin else last + ONE_DAY), set()
            while day <= end:
                days.add(day)
                day = period_of(day, self.frequency)[1] + ONE_DAY
            return days
        span = range((end - begin).days + 1)
        days = {begin + ONE_DAY * number for number in span}
        if self.frequency == "day":
            return days
        chosen = self._get_weekdays()
        days = {day for day in days if day.weekday() in chosen}
        if self.shift == "none":
            return days
        shifted = (self._get_shifted(day, company) for day in days)
        return {day for day in shifted if day <= end}

    def _get_shifted(self, day, company):
        zone = self.policy_id._get_zone(company)
        calendar = self.policy_id._get_calendar(company)
        moment = self.env["callback.workday"].deadline(
            zone.midnight(day), 0, "day", calendar, self.shift
        )
        return zone.local(moment).date()

    def _get_dates(self, day, company_id):
        """Return first and last day and the moment by which the duty is due."""
        company = self.env["res.company"].browse(company_id)
        last = day
        if self.frequency not in ("day", "weekday"):
            last = period_of(day, self.frequency)[1]
        zone = self.policy_id._get_zone(company)
        if not self.due_quantity:
            return day, last, zone.day_end(last)
        due = self.env["callback.workday"].deadline(
            zone.midnight(last),
            self.due_quantity,
            self.due_unit,
            self.policy_id._get_calendar(company),
        )
        return day, last, due

    def _get_owed_by_work(self, now):
        """Periods in which units made recordings, or finished calls."""
        owed = set()
        for company in self._get_companies():
            zone = self.policy_id._get_zone(company)
            moment = RECORDED if self.kind == "recording" else FINISHED
            local = SQL(
                "date_trunc(%s, %s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
                *(self.frequency, moment, zone.name),
            )
            rows = self.env.execute_query(
                SQL(
                    "SELECT DISTINCT r.department_id, %s FROM %s WHERE %s AND %s < %s"
                    " AND r.company_id = %s AND r.policy_id = %s"
                    " AND r.department_id IS NOT NULL"
                    " AND r.is_confidential IS NOT TRUE",
                    *(local, self._get_work_tables(), self._get_work_condition()),
                    *(moment, now, company.id, self.policy_id.id),
                )
            )
            owed |= {(company.id, unit, day) for unit, day in rows}
        named = set(self.department_ids.ids)
        return {row for row in owed if not named or row[1] in named}

    def _get_work_tables(self):
        if self.kind == "recording":
            return SQL(
                "callback_evidence e JOIN callback_evidence_kind k ON k.id = e.kind_id"
                " JOIN callback_record r ON r.id = e.record_id"
            )
        return SQL("callback_record r JOIN callback_channel c ON c.id = r.channel_id")

    def _get_work_condition(self):
        if self.kind == "recording":
            return SQL("k.is_recording AND e.state = 'present'")
        return SQL("c.has_ring AND r.state = 'done'")
