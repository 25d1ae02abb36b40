# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from collections import defaultdict

from odoo import models
from odoo.tools import SQL

#: Columns of a swept record and their PostgreSQL types, in the order of the insert.
COLUMNS = {
    "name": "varchar",
    "company_id": "int4",
    "step_id": "int4",
    "rule_id": "int4",
    "policy_id": "int4",
    "type_id": "int4",
    "covers_archive": "bool",
    "occurrence": "int4",
    "res_model": "varchar",
    "res_id": "int4",
    "source_name": "varchar",
    "partner_id": "int4",
    "department_id": "int4",
    "channel_id": "int4",
    "date_event": "timestamp",
    "deadline": "timestamp",
    "deadline_original": "timestamp",
    "deadline_basis": "jsonb",
    "state": "varchar",
    "on_time": "bool",
    "is_complete": "bool",
    "attempt_count": "int4",
    "create_uid": "int4",
    "create_date": "timestamp",
    "write_uid": "int4",
    "write_date": "timestamp",
}


class CallbackRuleStep(models.Model):
    """Set-based creation of the records a step owes.

    Bypasses ``create``: thousands of rows that this addon owns, made by a method
    that has checked access before. ``test_sweep_equals_create`` holds both ways
    equal field by field.
    """

    _inherit = "callback.rule.step"

    def _create_owed_records(self, sources):
        """Create one record for each document that has none, in one statement.

        :returns: the new records; fewer than ``sources`` when another run was faster
        """
        self.ensure_one()
        rows = self._prepare_owed_rows(sources)
        self.env.flush_all()
        columns = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        arrays = SQL(", ").join(
            SQL("%s::" + kind + "[]", [row[name] for row in rows])
            for name, kind in COLUMNS.items()
        )
        created = self.env.execute_query(
            SQL(
                """
                INSERT INTO callback_record (%s)
                SELECT * FROM unnest(%s)
                ON CONFLICT (step_id, res_id, occurrence)
                    WHERE res_id IS NOT NULL AND res_id > 0
                    DO NOTHING
                RETURNING id
                """,
                columns,
                arrays,
            )
        )
        records = self.env["callback.record"].browse([row[0] for row in created])
        self.env["callback.record"].invalidate_model()
        self._after_sweep(records, sources)
        return records

    def _prepare_owed_rows(self, sources):
        """Return the values of the new records, deadlines computed as a set."""
        rule = self.rule_id
        sources.fetch(
            [rule.event_field, rule.partner_field, rule.department_field, "company_id"]
            if "company_id" in sources._fields
            else [rule.event_field, rule.partner_field, rule.department_field]
        )
        by_company = defaultdict(list)
        for source in sources:
            company = source["company_id"] if "company_id" in source._fields else None
            by_company[company or self.env.company].append(source)
        rows = []
        for company, group in by_company.items():
            rows += self._prepare_company_rows(company, group)
        return rows

    def _prepare_company_rows(self, company, group):
        rule, policy = self.rule_id, self.policy_id
        calendar = policy._get_calendar(company)
        workday = self.env["callback.workday"]
        starts = [source[rule.event_field] for source in group]
        arguments = (self.quantity, self.unit, calendar, self.shift)
        deadlines = workday._deadlines(starts, *arguments)
        names = self._take_record_names(company, len(group))
        now = self.env.cr.now().replace(microsecond=0)
        rows = []
        for source, start, deadline, name in zip(
            group, starts, deadlines, names, strict=True
        ):
            rows.append(
                {
                    "name": name,
                    "company_id": company.id,
                    "step_id": self.id,
                    "rule_id": rule.id,
                    "policy_id": policy.id,
                    "type_id": rule.type_id.id,
                    "covers_archive": self.covers_archive,
                    "occurrence": 1,
                    "res_model": source._name,
                    "res_id": source.id,
                    "source_name": source.display_name,
                    "partner_id": source[rule.partner_field].id,
                    "department_id": source[rule.department_field].id or None,
                    "channel_id": rule.channel_id.id,
                    "date_event": start,
                    "deadline": deadline,
                    "deadline_original": deadline,
                    "deadline_basis": json.dumps(workday._basis(start, *arguments)),
                    "state": "planned",
                    "on_time": False,
                    "is_complete": False,
                    "attempt_count": 0,
                    "create_uid": self.env.uid,
                    "create_date": now,
                    "write_uid": self.env.uid,
                    "write_date": now,
                }
            )
        return rows

    def _take_record_names(self, company, count):
        """Take a block of numbers from the record sequence in one query."""
        sequence = self.env["ir.sequence"].with_company(company)
        sequence = sequence.search(
            [
                ("code", "=", "callback.record"),
                ("company_id", "in", [company.id, False]),
            ],
            order="company_id",
            limit=1,
        )
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

    def _after_sweep(self, records, sources):
        """Extend at once the records of documents hit by a declared event (U1-20)."""
        if not self.extension_quantity or not hasattr(
            sources, "_get_callback_extension_ground"
        ):
            return
        domain = self._get_extension_domain()
        touched = sources.filtered_domain(domain)
        if not touched:
            return
        by_source = {record.res_id: record for record in records}
        for source in touched:
            ground = source._get_callback_extension_ground()
            if ground and source.id in by_source:
                by_source[source.id]._extend_for_event(*ground)
