# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..workday.zone import LocalZone
from .callback_owed_sql import PRIORITY

#: Days that a unit of time lasts at most, working days among the longest breaks.
LONGEST = {
    "minute": 1,
    "hour": 1,
    "day": 1,
    "working_day": 4,
    "week": 7,
    "month": 31,
    "year": 366,
}
LONGEST_BREAK = 40


class CallbackRule(models.Model):
    """Who owes and is owed: the population of a rule, as a domain and as SQL."""

    _inherit = "callback.rule"

    def _get_source_model(self):
        """Return the document model with the rights and the view of the system."""
        self.ensure_one()
        # sudo: what a policy owes does not depend on who has it worked out; only
        # callbacks are made from the documents, and they have their own rules.
        model = self.env[self.model_name].sudo()
        # What happened is owed, also when its document was put away afterwards; a
        # customer who was put away is no longer in the population.
        return model.with_context(active_test=not self._needs_event())

    def _get_population_domain(self, occasion, company=None, units=None):
        """Return who is in the population of an occasion.

        :param company: ``res.company`` whose documents count; None: all
        :param units: ``hr.department`` with all below them; empty: every department
        """
        self.ensure_one()
        model = self._get_source_model()
        domain = self._get_source_domain()
        if self.partner_field != "id":
            domain &= Domain(self.partner_field, "!=", False)
        if self.event_field:
            domain &= Domain(self.event_field, "!=", False)
        if occasion.first and self.event_field and not self._needs_event():
            domain &= self._get_between(occasion.first, occasion.last)
        company = self.policy_id.company_id or company
        if company and "company_id" in model._fields:
            domain &= Domain("company_id", "in", [company.id, False])
        if units and self.department_field:
            domain &= Domain(self.department_field, "child_of", units.ids)
        return domain

    def _get_excluded_domain(self, occasion, company=None):
        """Return the condition that a document is left out on an occasion."""
        day = occasion.first or self._get_today(company)
        # sudo: whoever has the work made, what was approved is left out.
        exclusions = self.env["callback.exclusion"].sudo()
        return exclusions._get_excluded_domain(self, day, company)

    def _get_owing_domain(self, occasion, company=None, units=None):
        """Return who is owed a callback: the population without the exclusions."""
        return self._get_population_domain(
            occasion, company, units
        ) & ~self._get_excluded_domain(occasion, company)

    def _get_today(self, company=None):
        """Return the local date of the policy, whoever asks and wherever (T-01)."""
        return self._get_zone(company).local(fields.Datetime.now()).date()

    def _get_zone(self, company=None):
        return LocalZone(self.policy_id._get_calendar(company).tz or "UTC")

    def _get_between(self, first=None, last=None):
        """Return the condition that the event lies on or between local dates."""
        field = self.env[self.model_name]._fields[self.event_field]
        zone, domain = self._get_zone(), Domain.TRUE
        if first:
            start = first if field.type == "date" else zone.midnight(first)
            domain &= Domain(self.event_field, ">=", start)
        if last:
            after = last + datetime.timedelta(days=1)
            end = after if field.type == "date" else zone.midnight(after)
            domain &= Domain(self.event_field, "<", end)
        return domain

    def _get_until(self, now):
        """Return the condition that the event has happened by a naive UTC moment."""
        return Domain(self.event_field, "<=", self._get_moment(now))

    def _get_moment(self, now):
        """Return a naive UTC moment as the event field counts: maybe as local date."""
        field = self.env[self.model_name]._fields[self.event_field]
        return self._get_zone().local(now).date() if field.type == "date" else now

    def _get_validity_domain(self):
        """Events dated inside the policy's validity, by its local calendar (T-13)."""
        return self._get_between(self.policy_id.date_from, self.policy_id.date_to)

    # Conditions in SQL --------------------------------------------------------------

    def _get_due_domain(self, step, last):
        """Condition of an interval: the limit of the step ends by a local date."""
        return self._get_between(last=self._get_latest_event(step, last))

    def _get_latest_event(self, step, last):
        """Return the last local day of an event whose limit ends by a local date.

        Limits never end earlier for later events: the day is found by halving.
        """
        company = self.policy_id.company_id or self.env.company
        return self._get_latest_start(
            lambda moment: step._get_deadline(moment, company),
            self._get_due_reach(step),
            last,
        )

    def _get_due_reach(self, step):
        """Return how many days the limit of a step takes at most."""
        return step.quantity * LONGEST[step.unit] + LONGEST_BREAK

    def _get_latest_start(self, get_limit, reach, last):
        """Return the last local day from which a limit ends by a local date.

        :param get_limit: function from naive UTC midnight to the naive UTC limit
        :param reach: days that the limit takes at most
        """
        zone = self._get_zone()
        low, high = last - datetime.timedelta(days=reach), last
        while low < high:
            middle = low + (high - low + datetime.timedelta(days=1)) // 2
            if zone.local(get_limit(zone.midnight(middle))).date() <= last:
                low = middle
            else:
                high = middle - datetime.timedelta(days=1)
        return low

    def _get_local_day_sql(self, model, alias, query):
        column = model._field_to_sql(alias, self.event_field, query)
        if model._fields[self.event_field].type == "date":
            return column
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            column,
            self._get_zone().name,
        )

    def _get_missing_domain(self, step, occasion):
        """Condition: the document has no record of the step and occasion yet.

        A scalar subquery, not NOT EXISTS: it is looked up in the unique index for
        each document, also when the planner has no statistics of a table that has
        just grown, where it would take a join that compares all with all.
        """
        self.env["callback.record"].flush_model(["step_id", "res_id", "occurrence"])

        def _condition(model, alias, query):
            occurrence = SQL("%s", occasion.occurrence)
            if occasion.occurrence is None:
                day = self._get_local_day_sql(model, alias, query)
                occurrence = SQL("to_char(%s, 'YYYYMMDD')::int4", day)
            return SQL(
                """(
                    SELECT owed.id FROM callback_record owed
                    WHERE owed.step_id = %s AND owed.res_id = %s AND owed.res_id > 0
                      AND owed.occurrence = %s
                    LIMIT 1
                ) IS NULL""",
                step.id,
                SQL.identifier(alias, "id"),
                occurrence,
            )

        return Domain.custom(to_sql=_condition)

    # The documents of a batch ---------------------------------------------------------

    def _get_owed_select(self, query, company, plan=None, sample=None):
        """Return SQL that selects, of each document, what its record needs.

        :param query: ``Query`` on the document model
        :param company: for documents that belong to no company
        """
        model = self._get_source_model()
        table = query.table

        def _column(name, null="int4"):
            if not name:
                return SQL("NULL::" + null)
            return model._field_to_sql(table, name, query)

        owner = _column("company_id") if "company_id" in model._fields else SQL("NULL")
        department = _column(self.department_field)
        if plan and not self.department_field:
            department = SQL("%s::int4", plan.department_id.id or None)
        named = _column(model._rec_name, "varchar")
        routes = [
            SQL(
                "WHEN %s THEN %s",
                self._to_condition(domain, model, query),
                number if unit else 0,
            )
            for number, (domain, unit) in enumerate(self._get_targets(), 1)
        ]
        split = SQL("NULL::int4")
        if sample and sample.split_ids:
            split = SQL(
                "(SELECT w.channel_id FROM callback_sample_member m"
                " JOIN callback_sample_split w ON w.id = m.split_id"
                " WHERE m.sample_id = %s AND m.res_id = %s)",
                sample.id,
                SQL.identifier(table, "id"),
            )
        unrouted = SQL("-1" if self.routing == "table" else "0")
        return query.select(
            SQL("%s AS id", SQL.identifier(table, "id")),
            SQL("COALESCE(%s, %s)::int4 AS company_id", owner, company.id),
            SQL("%s AS partner_id", _column(self.partner_field)),
            SQL("%s AS department_id", department),
            SQL("%s AS user_id", _column(self.user_field)),
            SQL("%s AS concerned", self._get_concerned_sql(model, query)),
            SQL("%s::varchar AS source_name", named),
            SQL("%s AS event_value", _column(self.event_field, "timestamp")),
            SQL("%s AS split_channel_id", split),
            SQL("CASE %s ELSE %s END AS route", SQL(" ").join(routes), unrouted)
            if routes
            else SQL("%s AS route", unrouted),
        )

    def _get_stage(self, route):
        """Return the condition on the event of a line that holds for a time only."""
        if not self.event_field or not (route.date_from or route.date_to):
            return Domain.TRUE
        return self._get_between(route.date_from, route.date_to)

    def _to_condition(self, domain, model, query):
        domain = domain.optimize_full(model)
        return domain._to_sql(model, query.table, query)

    def _get_concerned_sql(self, model, query):
        """Return SQL for the users who have an interest in a document, or NULL."""
        return SQL("NULL::int4[]")

    def _get_event_sql(self, occasion):
        """Return SQL for the naive UTC time from which a found document counts."""
        if occasion.event:
            return SQL("%s::timestamp", occasion.event)
        field = self.env[self.model_name]._fields[self.event_field]
        if field.type == "date":
            return SQL("f.event_value::timestamp AT TIME ZONE z.tz AT TIME ZONE 'UTC'")
        return SQL("f.event_value")

    def _get_customer_sql(self):
        """Return SQL columns and joins for what a customer wants and is (BASE-04).

        ``priority``, and ``refused``: the channels that are not wanted, or NULL.
        """
        return SQL("%s AS priority, NULL::int4[] AS refused", PRIORITY), SQL("")
