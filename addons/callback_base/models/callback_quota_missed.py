# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..schedule.periods import period_of
from ..workday.zone import LocalZone

QUOTA = "callback.quota"


class CallbackQuota(models.Model):
    """Who did not keep a quota in a period that is over (G1-46)."""

    _inherit = "callback.quota"

    notes_people = fields.Boolean(
        string="Noted for each person",
        help="Whoever does not reach the share with the own callbacks has missed a "
        "time limit at the end of the period. For callbacks of nobody it is the head "
        "of the unit.",
    )

    @api.constrains("notes_people", "kind", "direction")
    def _check_notes_people(self):
        for quota in self.filtered("notes_people"):
            if quota.kind != "share" or quota.direction != "at_least":
                raise ValidationError(
                    self.env._(
                        "%(policy)s, quota “%(quota)s”: only a share that is to be "
                        "reached is noted for each person.",
                        policy=quota.policy_id.display_name,
                        quota=quota.name,
                    )
                )

    def _get_missed(self, now):
        """Return breaches, as of ``callback.breach._note``: shares not reached.

        :param now: naive UTC; the period before the one around it is looked at
        """
        found = []
        companies = self.env["res.company"].search([("active", "=", True)])
        for quota in self:
            for company in quota.policy_id.company_id or companies:
                zone = LocalZone(quota.policy_id._get_calendar(company).tz or "UTC")
                first, _last = period_of(zone.local(now).date(), quota.period)
                day = first - datetime.timedelta(days=1)
                first, last, _start, end = quota._get_bounds(day, zone)
                if quota._held_on(last):
                    missed = quota._get_missed_people(last, company, end)
                    found += quota._prepare_missed(missed, company, first, last, zone)
        return found

    def _held_on(self, day):
        """Tell whether the version was the one in force on a day."""
        policy = self.policy_id
        return bool(
            (not policy.date_from or policy.date_from <= day)
            and (not policy.date_to or policy.date_to >= day)
        )

    def _get_missed_people(self, day, company, end):
        """Return {(user, unit): owed} of those below the share; unit for nobody only.

        What is still open and not due before the end is held against nobody.
        """
        scope = self._get_scope(day, company=company)
        future = Domain("state", "in", ("planned", "ongoing"))
        future &= Domain("deadline", ">=", end)
        counts = {
            name: self._count_people(scope[f"{name}_domain"] & ~future)
            for name in ("numerator", "denominator")
        }
        return {
            key: total - counts["numerator"][key]
            for key, total in counts["denominator"].items()
            if self._holds(counts["numerator"][key], total) is False
        }

    def _count_people(self, domain):
        """Count callbacks by user; those of nobody by their unit."""
        groups = self.env["callback.record"]._read_group(
            domain, ["user_id", "department_id"], ["__count"]
        )
        counts = Counter()
        for user, unit, count in groups:
            counts[user, unit.browse() if user else unit] += count
        return counts

    def _prepare_missed(self, missed, company, first, last, zone):
        """Return the values of the breaches of one period, those on file left out."""
        rounds = self.env["callback.satisfaction.round"]
        period = rounds._get_period_name(first, self.period)
        known = self.env["callback.breach"].search_fetch(
            [
                ("res_model", "=", QUOTA),
                ("res_id", "=", self.id),
                ("clock", "=like", f"{first}:{company.id}:%"),
            ],
            ["clock"],
        )
        known = set(known.mapped("clock"))
        values_list = []
        for user, unit in missed:
            clock = f"{first}:{company.id}:{user.id or f'-{unit.id}'}"
            if clock in known:
                continue
            own = user.with_company(company).employee_id.department_id
            person = user or unit.manager_id.user_id
            values_list.append(
                {
                    "res_model": QUOTA,
                    "res_id": self.id,
                    "kind": "quota",
                    "clock": clock,
                    "name": f"{self.name} {period}",
                    "company_id": company.id,
                    "department_id": (own or unit).id,
                    "user_id": person.id,
                    "policy_id": self.policy_id.id,
                    "clause_id": self.clause_ids[:1].id,
                    "date_limit": zone.day_end(last),
                }
            )
        return values_list
