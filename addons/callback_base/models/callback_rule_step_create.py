# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from . import callback_owed_sql as statements

#: From so many documents on the planner is told what it deals with.
STATISTICS = 1000


class CallbackRuleStep(models.Model):
    """Set-based creation of the records a step owes.

    Bypasses ``create``: thousands of rows that this addon owns, made by a method
    that has checked access before. ``test_sweep_equals_create`` holds both ways
    equal field by field.
    """

    _inherit = "callback.rule.step"

    def _create_owed(self, occasion, domain, limit, after=0, **source):
        """Create the records of the next documents in order of their number.

        :param domain: which documents; those with a record already are left out
        :param limit: how many documents at most
        :param after: number of the document after which to go on
        :param source: ``company`` of documents without one, ``plan``, ``sample``
        :returns: (new records, number of documents, the last one's number, how many
            have no department)
        """
        self.ensure_one()
        found, last, homeless = self._gather(occasion, domain, limit, after, **source)
        if not found:
            return self.env["callback.record"], 0, after, 0
        statement, numbered = self._get_insert(occasion, **source)
        rows = self.env.execute_query(statement)
        self.env.invalidate_all()
        records = self.env["callback.record"].browse([row[0] for row in rows])
        if not numbered:
            records._number_one_by_one()
        self._after_create_owed(records)
        return records, found, last, homeless

    # The batch ----------------------------------------------------------------------

    def _gather(self, occasion, domain, limit, after, company, plan=None, sample=None):
        """Put the documents of the batch into the table ``callback_owed``."""
        rule = self.rule_id
        model = rule._get_source_model()
        domain &= Domain("id", ">", after) & rule._get_missing_domain(self, occasion)
        self.env.flush_all()
        query = model._search(domain, order="id", limit=limit)
        statement = statements.gather(
            found=rule._get_owed_select(query, company, plan, sample),
            customers=rule._get_customer_sql(),
            zones=self._get_zones(),
            routes=self._get_route_rows(),
            step=self,
            occasion=occasion,
            event=rule._get_event_sql(occasion),
            placed=rule.assign_method in ("round_robin", "load"),
        )
        self.env.cr.execute(statements.DROP)
        self.env.cr.execute(statement)
        [[found, last, homeless]] = self.env.execute_query(statements.TALLY)
        if found > STATISTICS:
            self.env.cr.execute(statements.ANALYZE)
        return found, last, homeless

    def _get_companies(self):
        # sudo: zones and units of the companies are no secret.
        companies = self.env["res.company"].sudo()
        return companies.search([("active", "in", [True, False])])

    def _get_zones(self):
        companies = self._get_companies()
        calendar = self.policy_id._get_calendar
        return [(company.id, calendar(company).tz or "UTC") for company in companies]

    def _get_route_rows(self):
        """Return rows (line, company, department) of the lines that name a unit."""
        companies = self._get_companies()
        return [
            (number, company.id, unit.with_company(company).department_id.id or None)
            for number, (_domain, unit) in enumerate(self.rule_id._get_targets(), 1)
            for company in companies
            if unit
        ]

    # What is worked out once a day and once a department ------------------------------

    def _get_insert(self, occasion, company, plan=None, sample=None):
        """Return the creating statement, and whether it numbers the records too."""
        groups = self._get_group_rows()
        standard, zones = self._get_number_rows({row[0] for row in groups})
        columns = self._get_columns(occasion, plan, sample)
        if not standard:
            columns["name"] = SQL("'/'")
        number = SQL("nextval(z.sequence::regclass)") if standard else SQL("0")
        rings = self._get_ring_rows(plan)
        return statements.insert(columns, zones, groups, rings, number), standard

    def _get_group_rows(self):
        """Return deadline and derivation of each local day of the batch."""
        by_company = defaultdict(list)
        for company, *group in self.env.execute_query(statements.GROUPS):
            by_company[company].append(group)
        rows = []
        for company, groups in by_company.items():
            owner = self.env["res.company"].browse(company)
            starts = [group[2] for group in groups]
            calendar = self.policy_id._get_calendar(owner)
            zone = self.rule_id._get_zone(owner)
            deadlines = self._get_deadlines(starts, owner)
            first_contacts = self._get_start_deadlines(starts, owner)
            dues = self._get_due_dates(starts, owner)
            for group, limit, first, due in zip(
                groups, deadlines, first_contacts, dues, strict=True
            ):
                day, end_day, start = group
                basis = json.dumps(self._get_basis(start, calendar))
                target = zone.local(limit).date()
                rows.append((company, day, end_day, limit, target, first, due, basis))
        return rows

    def _get_deadlines(self, starts, company):
        return self.env["callback.workday"]._deadlines(
            starts,
            self.quantity,
            self.unit,
            self.policy_id._get_calendar(company),
            self.shift,
            **self._get_options(),
        )

    def _get_start_deadlines(self, starts, company):
        if not self.start_quantity:
            return [None] * len(starts)
        return self.env["callback.workday"]._deadlines(
            starts,
            self.start_quantity,
            self.start_unit,
            self.policy_id._get_calendar(company),
            self._get_start_shift(),
            **self.policy_id._get_deadline_options(),
        )

    def _get_basis(self, start, calendar):
        return self.env["callback.workday"]._basis(
            start,
            self.quantity,
            self.unit,
            calendar,
            self.shift,
            **self._get_options(),
        )

    def _get_ring_rows(self, plan):
        rings = []
        staff = plan.user_ids if plan else self.env["res.users"]
        by_company = defaultdict(dict)
        for company, department, count in self.env.execute_query(
            statements.DEPARTMENTS
        ):
            by_company[company][department] = count
        for company, counts in by_company.items():
            owner = self.env["res.company"].browse(company)
            found = self.rule_id._get_rings(counts, staff, owner)
            rings += [
                (department, f"{{{','.join(map(str, users))}}}", turned)
                for department, (users, turned) in found.items()
            ]
        return rings

    # Numbers ------------------------------------------------------------------------

    def _get_number_rows(self, companies):
        """Return whether numbers can be drawn in SQL, and the rows of the companies.

        A sequence without gaps or with date ranges can be read by Odoo only: then
        the numbers are given afterwards, one by one.
        """
        rows, standard = [], True
        zones = dict(self._get_zones())
        for company in companies:
            owner = self.env["res.company"].browse(company)
            sequence = self.env["callback.record"]._get_sequence(owner)
            if sequence.implementation != "standard" or sequence.use_date_range:
                standard = False
            prefix, suffix = sequence._get_prefix_suffix()
            name = f"ir_sequence_{sequence.id:03d}"
            rows.append(
                (company, zones[company], prefix, suffix, name, sequence.padding)
            )
        return standard, rows

    def _take_record_names(self, company, count):
        """Take a block of numbers from the record sequence in one query."""
        sequence = self.env["callback.record"]._get_sequence(company)
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence.next_by_id() for _index in range(count)]
        numbers = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        prefix, suffix = sequence._get_prefix_suffix()
        return [
            f"{prefix}{number:0{sequence.padding}d}{suffix}" for (number,) in numbers
        ]

    # The columns ----------------------------------------------------------------------

    def _get_columns(self, occasion, plan, sample):
        """Return the columns of a new record as SQL over the batch."""
        rule = self.rule_id
        now = self.env.cr.now().replace(microsecond=0)
        occurrence = SQL("%s", occasion.occurrence)
        if occasion.occurrence is None:
            occurrence = SQL(
                "to_char(o.date_event AT TIME ZONE 'UTC' AT TIME ZONE z.tz,"
                " 'YYYYMMDD')::int4"
            )
        moving = self.anchor != "period_end" and not occasion.event
        limit = statements.deadline(self)
        return {
            "name": SQL(
                "z.prefix || repeat('0', z.padding - length(o.number::text))"
                " || o.number || z.suffix"
            ),
            "company_id": SQL("o.company_id"),
            "step_id": SQL("%s", self.id),
            "rule_id": SQL("%s", rule.id),
            "policy_id": SQL("%s", self.policy_id.id),
            "type_id": SQL("%s", rule.type_id.id),
            "plan_id": SQL("%s::int4", plan.id if plan else None),
            "sample_id": SQL("%s::int4", sample.id if sample else None),
            "priority": SQL("o.priority"),
            "covers_archive": SQL("%s", self.covers_archive),
            "occurrence": occurrence,
            "res_model": SQL("%s", rule.model_name),
            "res_id": SQL("o.id"),
            "source_name": SQL("o.source_name"),
            "partner_id": SQL("o.partner_id"),
            "department_id": SQL("o.department_id"),
            "user_id": rule._get_user_sql(SQL("a")),
            "channel_id": self._get_channel_sql(),
            "date_event": SQL("o.date_event"),
            "deadline": limit,
            "deadline_original": limit,
            "deadline_basis": statements.basis(self, moving),
            "deadline_start": statements.start_deadline(self),
            "date_due": SQL("g.date_due"),
            "state": SQL("'planned'"),
            "on_time": SQL("false"),
            "start_on_time": SQL("false"),
            "is_complete": SQL("false"),
            "attempt_count": SQL("0"),
            "create_uid": SQL("%s", self.env.uid),
            "create_date": SQL("%s::timestamp", now),
            "write_uid": SQL("%s", self.env.uid),
            "write_date": SQL("%s::timestamp", now),
        }

    def _get_channel_sql(self):
        """Return SQL for the first allowed channel that the customer does not refuse.

        When all are refused, the rule's stays: the duty does too (BASE-15).
        """
        rule = self.rule_id
        first = SQL("COALESCE(o.split_channel_id, %s)", rule.channel_id.id)
        return SQL(
            """CASE WHEN o.refused IS NULL OR NOT %(first)s = ANY(o.refused)
                THEN %(first)s
                ELSE COALESCE((
                    SELECT c.id FROM unnest(%(allowed)s::int4[]) WITH ORDINALITY
                        AS c (id, number)
                    WHERE NOT c.id = ANY(o.refused) ORDER BY c.number LIMIT 1
                ), %(first)s) END""",
            first=first,
            allowed=rule._get_channels().sorted(lambda c: (c.sequence, c.id)).ids,
        )

    # Afterwards -----------------------------------------------------------------------

    def _after_create_owed(self, records):
        """Extend the limits of documents hit by a declared event (U1-20).

        Other addons extend this for what ``create`` would have done.
        """
        model = self.rule_id._get_source_model()
        if (
            not records
            or not self.extension_quantity
            or not hasattr(model, "_get_callback_extension_ground")
        ):
            return
        touched = model.search(statements.IN_BATCH & self._get_extension_domain())
        if not touched:
            return
        # Of the batch, not of all records: most documents are not touched.
        extended = records.search(
            [("id", "in", records.ids), ("res_id", "in", touched.ids)]
        )
        by_source = {record.res_id: record for record in extended}
        for document in touched:
            ground = document._get_callback_extension_ground()
            if ground and document.id in by_source:
                by_source[document.id]._extend_for_event(*ground)
