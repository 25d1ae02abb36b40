# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections.abc import Iterable
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.callback_base.models.callback_record import CLOSED_STATES
from odoo.addons.callback_base.schedule.periods import period_of

ONE_DAY = timedelta(days=1)


class CallbackReviewRule(models.Model):
    """Which periods are drawn, and out of whose work.

    A period is drawn once it is over: all that was finished in it is known, and nobody
    can finish something in the hope that it is not looked at.
    """

    _inherit = "callback.review.rule"

    def action_draw(self):
        """Draw what the ended periods owe; repeated, nothing is drawn twice. RPC.

        :raises AccessError: for users below supervisor
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor can start the draw."))
        self.check_access("read")
        # sudo: the draw is the system's work: it sees every callback, leaves nobody a
        # choice, and its result is open to those whose right is checked then.
        drawn = self.sudo()._draw(fields.Datetime.now())
        quotas = self.env["callback.review.quota"].search_count(
            [("rule_id", "in", self.ids)], limit=1
        )
        if not quotas:  # none, or none of a unit that the user may see
            message = (
                self.env._("Drawn: %(count)s, of other units.", count=len(drawn))
                if drawn
                else self.env._("No period with callbacks of your units has ended.")
            )
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {"message": message, "type": "info"},
            }
        action = self.env["ir.actions.actions"]._for_xml_id(
            "callback_assessment.callback_review_quota_action"
        )
        return action | {"domain": [("rule_id", "in", self.ids)]}

    @api.model
    def _cron_draw(self):
        """Draw for each rule, each committed on its own."""
        cron = self.env["ir.cron"]
        # Not only those in force: the last period of an ended version is owed too.
        rules = self.search([("policy_id.state", "in", ("in_force", "superseded"))])
        cron._commit_progress(remaining=len(rules))
        now = fields.Datetime.now()
        for rule in rules:
            rule._draw(now)
            if not cron._commit_progress(1):
                return

    def _draw(self, now):
        """Draw every ended period that is not drawn yet; return the new quotas.

        :param now: naive UTC
        """
        quotas = self.env["callback.review.quota"]
        for rule in self:
            for company in rule._get_companies():
                for first, last in rule._get_ended_periods(company, now):
                    scopes = rule._get_scopes(company, first, last)
                    quotas |= quotas._open(rule, company, first, last, scopes)
        for quota in quotas:
            quota._draw()
        return quotas

    def _get_companies(self):
        """A shared policy is carried out wherever there are callbacks.

        Not only its own ones: that there were none is shown too.
        """
        if self.policy_id.company_id:
            return self.policy_id.company_id
        records = self.env["callback.record"]
        return (
            self.env["res.company"]
            .search([("active", "=", True)])
            .filtered(
                lambda company: records.search_count(
                    [("company_id", "=", company.id)], limit=1
                )
            )
        )

    def _get_ended_periods(self, company, now):
        """Return the (first, last) local dates of the periods that are owed a draw.

        Those since the last draw; before the first one only the period that has just
        ended. Only periods whose last day lies in the validity of the policy.
        """
        policy = self.policy_id
        today = policy._get_zone(company).local(now).date()
        last = period_of(today, self.period)[0] - ONE_DAY
        drawn = self.env["callback.review.quota"].search(
            [("rule_id", "=", self.id), ("company_id", "=", company.id)],
            order="date_to desc",
            limit=1,
        )
        start = drawn.date_to + ONE_DAY if drawn else period_of(last, self.period)[0]
        periods = []
        while start <= last:
            first, end = period_of(start, self.period)
            if policy._holds_on(end):
                periods.append((first, end))
            start = end + ONE_DAY
        return periods

    def _get_work_domain(self):
        """Return the condition of the callbacks that the rule is about, as a Domain."""
        self.ensure_one()
        domain = Domain("state", "in", CLOSED_STATES)
        domain &= Domain("is_confidential", "!=", True)
        if self.type_ids:
            domain &= Domain("type_id", "in", self.type_ids.ids)
        if self.rule_ids:
            origins = [rule.origin_id or rule.id for rule in self.rule_ids]
            rules = self.env["callback.rule"].search(
                ["|", ("id", "in", origins), ("origin_id", "in", origins)]
            )
            domain &= Domain("rule_id", "in", rules.ids)
        elif not self.type_ids:
            policies = self.env["callback.policy"].search(
                [
                    ("code", "=", self.policy_id.code),
                    ("company_id", "=", self.policy_id.company_id.id),
                ]
            )
            domain &= Domain("policy_id", "in", policies.ids)
        if self.department_ids:
            domain &= Domain("department_id", "child_of", self.department_ids.ids)
        return domain & self._get_condition()

    def _get_period_domain(self, company, first, last):
        """Return the condition of the callbacks finished on or between local dates."""
        zone = self.policy_id._get_zone(company)
        begin, end = zone.midnight(first), zone.midnight(last + ONE_DAY)
        return (
            self._get_work_domain()
            & Domain("company_id", "=", company.id)
            & Domain("date_done", ">=", fields.Datetime.to_string(begin))
            & Domain("date_done", "<", fields.Datetime.to_string(end))
        )

    def _get_scopes(self, company, first, last):
        """Return what is drawn from: a list of (unit id or None, person id or None).

        Named units owe a draw although they finished nothing: it shows zero.
        """
        if self.scope == "company":
            return [(None, None)]
        records = self.env["callback.record"]
        if self.scope == "person":
            groups = records._read_group(
                self._get_period_domain(company, first, last)
                & Domain("user_id", "!=", False),
                ["user_id"],
            )
            return [(None, user.id) for (user,) in groups]
        units = self.department_ids.filtered(
            lambda unit: unit.company_id in (company, company.browse())
        )
        if not units:
            groups = records._read_group(
                self._get_work_domain()
                & Domain("company_id", "=", company.id)
                & Domain("department_id", "!=", False),
                ["department_id"],
            )
            units = units.union(*(unit for (unit,) in groups))
        return [(unit.id, None) for unit in units.sorted("id")]

    def _get_population_domain(self, quota):
        """Return the condition of what a draw is made from, in list form of literals.

        What this level has drawn before is not drawn again. An extra check takes
        nothing out: else who picks some could choose what is left.
        """
        domain = self._get_period_domain(
            quota.company_id, quota.date_from, quota.date_to
        )
        if quota.person_id:
            domain &= Domain("user_id", "=", quota.person_id.id)
        if quota.department_id:
            below = "child_of" if self.department_ids else "="
            domain &= Domain("department_id", below, quota.department_id.id)
        drawn = [("kind", "=", "drawn"), ("level", "=", self.level)]
        domain &= Domain("review_ids", "not any", drawn)
        return self._get_literals(domain)

    @api.model
    def _get_literals(self, value):
        """Return a domain as lists, texts and numbers, as a sample stores it."""
        if isinstance(value, Domain):
            leaves = list(value)
            return [
                leaf
                if isinstance(leaf, str)
                else (*leaf[:2], self._get_literals(leaf[2]))
                for leaf in leaves
            ]
        if isinstance(value, str) or not isinstance(value, Iterable):
            return value
        return list(value)

    def _get_due(self, company, last):
        """Return when the checks of a period that ends on a local date are due."""
        policy = self.policy_id
        zone = policy._get_zone(company)
        if not self.due_quantity:
            return zone.day_end(period_of(last + ONE_DAY, self.period)[1])
        # sudo: the calendar of a policy counts for everybody.
        workday = self.env["callback.workday"].sudo()
        return workday.deadline(
            zone.day_end(last),
            self.due_quantity,
            self.due_unit,
            calendar=policy._get_calendar(company),
        )
