# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..occasion import Occasion


class CallbackRule(models.Model):
    """Who of the population was called, and who is missing (BASE-08)."""

    _inherit = "callback.rule"

    @api.readonly
    def get_coverage(self, date_from, date_to, company=None):
        """Return how far the population of a coverage rule was called. RPC.

        :param date_from: first local date of the period
        :param date_to: last local date of the period
        :param company: ``res.company`` or its id; default: the current one
        :returns: dict ``population``, ``excluded``, ``called``, ``missing`` (numbers
            that add up), ``rate`` (called of population without the excluded, None
            when there is nobody), ``missing_ids`` (of the documents); ``new`` and
            ``new_ids``: those not called whose time as a new member still runs at the
            end of the period, among the missing, or else among the excluded where the
            rule leaves them out (F3-34)
        :raises UserError: for a rule without a population
        :raises AccessError: for a company that is not one of the user's, and for
            users who are neither supervisor nor auditor
        """
        self.ensure_one()
        self.check_access("read")
        groups = ("supervisor", "auditor")
        if not self.env.su and not any(
            self.env.user.has_group(f"callback_base.callback_group_{name}")
            for name in groups
        ):
            raise AccessError(
                self.env._("Coverage is shown to supervisors and auditors.")
            )
        if not self._has_population() or self.model_name not in self.env:
            raise UserError(
                self.env._("Rule “%(rule)s” has no population.", rule=self.name)
            )
        first, last = self._get_coverage_span(date_from, date_to)
        company = self._get_coverage_company(company)
        occasion = Occasion(0, first, last)
        model = self._get_source_model()
        population = self._get_population_domain(occasion, company)
        excluded = population & self._get_excluded_domain(occasion, company)
        owing = population & ~self._get_excluded_domain(occasion, company)
        called = model.search_count(owing & self._get_called_domain(occasion))
        uncalled = owing & ~self._get_called_domain(occasion)
        missing = model.search(uncalled)
        new = model.search(uncalled & self._get_new_member_domain(occasion))
        left_out = model.search_count(excluded)
        if self.new_member_excluded:
            missing -= new
            left_out += len(new)
        return {
            "population": called + len(missing) + left_out,
            "excluded": left_out,
            "called": called,
            "missing": len(missing),
            "rate": called / (called + len(missing)) if called or missing else None,
            "missing_ids": missing.ids,
            "new": len(new),
            "new_ids": new.ids,
        }

    def _get_coverage_span(self, date_from, date_to):
        """Return both dates of a period, or refuse what is none."""
        try:
            first, last = map(fields.Date.to_date, (date_from, date_to))
        except (TypeError, ValueError):
            first = last = None
        if not (first and last) or last < first:
            raise UserError(
                self.env._(
                    "“%(first)s” to “%(last)s” is no period: give its first and its "
                    "last date, such as 2026-01-01.",
                    first=str(date_from),
                    last=str(date_to),
                )
            )
        return first, last

    def _get_coverage_company(self, company):
        """Return the company asked for, or the current one."""
        companies = self.env["res.company"]
        if not isinstance(company, type(companies)):
            number = isinstance(company, int) and not isinstance(company, bool)
            if company and not number:
                raise UserError(
                    self.env._("“%(company)s” is no company.", company=str(company))
                )
            company = companies.browse(company or [])
        company = company or self.env.company
        allowed = company.exists() if self.env.su else self.env.user.company_ids
        if company not in allowed:
            raise AccessError(
                self.env._("%(company)s is not one of yours.", company=company.id)
            )
        return company

    def _get_called_domain(self, occasion):
        """Return the condition that a document was called often enough.

        A callback counts in the period in which it was finished, whatever period it
        was planned for.
        """
        self.env["callback.record"].flush_model()
        times = self.coverage_count if self.trigger == "coverage" else 1
        zone = self._get_zone()
        finished = SQL("done.state = 'done'")
        counted = occasion.occurrence is not None and self._has_period()
        if occasion.first and occasion.last and counted:
            finished = SQL(
                "done.state = 'done' AND done.date_done >= %s AND done.date_done <= %s",
                zone.midnight(occasion.first),
                zone.day_end(occasion.last),
            )
        elif occasion.occurrence:
            finished = SQL(
                "done.state = 'done' AND done.occurrence = %s", occasion.occurrence
            )

        number = SQL("count(*)")
        if times > 1:
            number = SQL("count(DISTINCT COALESCE(done.fulfilled_by_id, done.id))")

        def _condition(model, alias, query):
            document = SQL.identifier(alias, "id")
            if occasion.occurrence is None:
                # What is repeated after the last time: the callback of that time.
                return SQL(
                    """EXISTS (SELECT FROM callback_record done
                    WHERE done.step_id = ANY(%s) AND done.res_id = %s
                      AND done.res_id > 0 AND %s
                      AND done.occurrence = to_char(%s, 'YYYYMMDD')::int4)""",
                    self.step_ids.ids,
                    document,
                    finished,
                    self._get_local_day_sql(model, alias, query),
                )
            if self.coverage_scope == "policy" and self.trigger == "coverage":
                member = document
                if self.partner_field != "id":
                    member = model._field_to_sql(alias, self.partner_field, query)
                called = SQL("partner_id"), SQL("policy_id = %s", self.policy_id.id)
            else:
                member = document
                called = (
                    SQL("res_id"),
                    SQL("step_id = ANY(%s) AND done.res_id > 0", self.step_ids.ids),
                )
            # Who was called is read once, not looked up for every member; a visit that
            # satisfied two callbacks (U4-15) is one.
            return SQL(
                """%s IN (SELECT done.%s FROM callback_record done
                WHERE done.%s AND %s GROUP BY 1 HAVING %s >= %s)""",
                member,
                *called,
                finished,
                number,
                times,
            )

        return Domain.custom(to_sql=_condition)
