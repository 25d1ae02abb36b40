# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models

from ..schedule.periods import period_of
from ..workday.zone import LocalZone

ROUND = "callback.satisfaction.round"
RULE = "callback.satisfaction.rule"


class CallbackSatisfactionRule(models.Model):
    """Whether the rounds that a period demands were held."""

    _inherit = "callback.satisfaction.rule"

    held_count = fields.Integer(
        string="Rounds held",
        compute="_compute_held_count",
        help="In the current period: forms issued, collected and verified.",
    )
    period_text = fields.Char(string="Current period", compute="_compute_held_count")

    @api.depends("period", "policy_id")
    @api.depends_context("company")
    def _compute_held_count(self):
        """Count the rounds of the current period in the user's company."""
        now, company = fields.Datetime.now(), self.env.company
        for rule in self:
            zone = LocalZone(rule.policy_id._get_calendar(company).tz or "UTC")
            first, last = period_of(zone.local(now).date(), rule.period)
            saved = rule._origin
            rule.held_count = saved and saved._count_rounds(company, first, last, zone)
            rule.period_text = self.env[ROUND]._get_period_name(first, rule.period)

    def _get_missing_rounds(self, now):
        """Return breaches, as of ``callback.breach._note``: too few rounds held.

        The period that was over last is judged, in every company that works by the
        policy; a policy answers for periods that began while it was in force.
        """
        found = []
        for rule in self.filtered("round_count"):
            policy = rule.policy_id
            for company in policy._get_companies():
                zone = LocalZone(policy._get_calendar(company).tz or "UTC")
                today = zone.local(now).date()
                current, _last = period_of(today, rule.period)
                before = current - datetime.timedelta(days=1)
                first, last = period_of(before, rule.period)
                if not policy._is_valid_in(first, last):
                    continue
                count = rule._count_rounds(company, first, last, zone)
                if count < rule.round_count:
                    found.append(rule._get_missing_values(company, first, last, zone))
        return found

    def _count_rounds(self, company, first, last, zone):
        """Count rounds begun in a period and collected until its last moment."""
        # sudo: how many there are, not which.
        return (
            self.env[ROUND]
            .sudo()  # how many, not which
            .search_count(
                [
                    ("rule_id", "in", self._get_family().ids),
                    ("company_id", "=", company.id),
                    ("date_start", ">=", first),
                    ("date_start", "<=", last),
                    ("date_verified", "<=", zone.day_end(last)),
                ]
            )
        )

    def _get_missing_values(self, company, first, last, zone):
        clauses = self.clause_ids
        period = self.env[ROUND]._get_period_name(first, self.period)
        wanted = clauses.filtered(lambda clause: clause.kind in ("quota", "schedule"))
        return {
            "res_model": RULE,
            "res_id": self.id,
            "kind": "quota",
            "clock": f"{company.id}:{first}",
            "name": f"{self.name} {period}",
            "company_id": company.id,
            "policy_id": self.policy_id.id,
            "clause_id": (wanted or clauses)[:1].id,
            "date_limit": zone.day_end(last),
        }

    def _get_breach_met_dates(self, kind):
        """A round that was not held in its period cannot be made good."""
        return {}
