# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

#: Kinds whose amount depends on the rule and its step alone.
PLAIN_KINDS = frozenset({"fixed", "item", "points", "measure"})


class CallbackViolation(models.Model):
    """Missed time limits under plain rules: reports and proposals as two sets.

    What ``_propose_sanctions`` does report by report is done here in one statement for
    the reports and one for their lines, with the same result: where the amount depends
    on the rule and the repetition alone, and nobody else is liable (ASMT-18).
    """

    _inherit = "callback.violation"

    @api.model
    def _is_plain(self, rule):
        """Tell whether a rule of the job can be applied to all reports at once."""
        # sudo: how numbers are made, see _get_number_sequence.
        sequences = self.env["ir.sequence"].sudo()
        odd = sequences.search_count(
            [
                ("code", "=", "callback.sanction"),
                "|",
                ("implementation", "!=", "standard"),
                ("use_date_range", "=", True),
            ],
            limit=1,
        )
        return (
            rule.kind in PLAIN_KINDS
            and rule.target in ("employee", "department")
            and not (rule.joint_ids or rule.needs_verified or rule.needs_document)
            and not (rule.step_ids and rule.window == "months")
            and not odd
        )

    @api.model
    def _propose_plain(self, rule, limit):
        """Report the next breaches of a plain rule and propose; return how many."""
        self.env.flush_all()
        rows = self.env.execute_query(self._get_plain_reports(rule, limit))
        by_company, people = {}, set()
        for number, company, employee, state in rows:
            if state == "confirmed":
                by_company.setdefault(company, []).append(number)
                people.add(employee)
        if rule.step_ids:
            self._touch_people([number for number in people if number])
        for company, ids in by_company.items():
            self._insert_plain_lines(rule, self.env["res.company"].browse(company), ids)
        return len(rows)

    @api.model
    def _get_plain_reports(self, rule, limit):
        """Return the statement that makes the reports, with their step.

        What stands is counted before what is new, and that in the order of the days, as
        in ``_count_step``. A report without person stays open and says so.
        """
        person = rule.target == "employee"
        steps = rule.step_ids if person else rule.step_ids.browse()
        last = max(steps.mapped("number"), default=1)
        year = SQL("date_trunc('year', day)")
        number = SQL(
            "CASE WHEN n.number <= %(last)s THEN n.number ELSE %(beyond)s END",
            last=last,
            beyond=last
            if rule.after_last == "last"
            else SQL("(n.number - 1) %% %s + 1", last),
        )
        return SQL(
            """WITH found AS (%(found)s), counted AS (
                SELECT NULL::int AS id, v.employee_id, v.date AS day
                FROM callback_violation v
                WHERE %(counts)s AND v.rule_id = %(rule)s AND v.state = 'confirmed'
                    AND v.employee_id IN (SELECT employee_id FROM found)
                UNION ALL
                SELECT f.id, f.employee_id, f.day FROM found f
            ), numbered AS (
                SELECT id, row_number() OVER (
                    PARTITION BY employee_id, %(year)s
                    ORDER BY id IS NOT NULL, day, id
                ) AS number FROM counted
            )
            INSERT INTO callback_violation (name, rule_id, breach_id, company_id,
                department_id, employee_id, record_id, date, quantity, facts,
                direction, state, problem, occurrence, step_id, date_confirmed,
                create_uid, write_uid, create_date, write_date)
            SELECT %(names)s || f.id, %(rule)s, f.id, f.company_id, f.department_id,
                f.employee_id, f.record_id, f.day, 1, f.name, %(direction)s,
                CASE WHEN x.missing THEN 'draft' ELSE 'confirmed' END,
                CASE WHEN x.missing THEN %(problem)s END,
                CASE WHEN x.missing THEN NULL WHEN %(counts)s THEN n.number ELSE 1 END,
                CASE WHEN x.missing THEN NULL ELSE s.id END,
                CASE WHEN x.missing THEN NULL ELSE %(moment)s::timestamp END,
                %(uid)s, %(uid)s, %(now)s, %(now)s
            FROM found f JOIN numbered n ON n.id = f.id
            CROSS JOIN LATERAL (
                SELECT %(person)s AND f.employee_id IS NULL AS missing) x
            LEFT JOIN callback_penalty_step s ON %(counts)s AND s.rule_id = %(rule)s
                AND s.number = %(number)s
            ORDER BY f.id
            ON CONFLICT DO NOTHING RETURNING id, company_id, employee_id, state""",
            found=self._get_breach_query(rule, limit),
            counts=bool(steps),
            rule=rule.id,
            year=year if rule.window == "calendar_year" else SQL("TRUE"),
            names=f"{rule.code}/",
            direction=rule.direction,
            problem=self.env._("name the person"),
            moment=fields.Datetime.now(),
            person=person,
            number=number,
            uid=self.env.uid,
            now=self.env.cr.now(),
        )

    @api.model
    def _get_plain_templates(self, rule):
        """Return [(step id, end of the key, values, end of the main line's key)].

        The values are those of any line of a report at that step; the last is None for
        main lines, which come first.
        """
        person = rule.target == "employee"
        report = self.new(
            {
                "rule_id": rule.id,
                "quantity": 1,
                "date": fields.Date.context_today(self),
                "employee_id": self.env["hr.employee"].new({}) if person else False,
            }
        )
        steps = rule.step_ids if person else rule.step_ids.browse()
        found = []
        for step in [steps.browse(), *steps]:
            key = report._get_base_values(1, step)["key"]
            lines, _problem = report._get_proposals(None, 1, step)
            for line in lines:
                line = self.env["callback.sanction"]._complete(line)
                end = line["source_key"].removeprefix(key)
                main = line.get("main_key")
                main = main.removeprefix(key) if main else None
                found.append((step.id or None, end, line, main))
        return sorted(found, key=lambda template: template[3] is not None)

    @api.model
    def _insert_plain_lines(self, rule, company, ids):
        """Insert the lines of reports that were just confirmed, main lines first."""
        sanctions = self.env["callback.sanction"]
        sanctions.flush_model()
        sequence = sanctions._get_number_sequence(company)
        prefix, suffix = sequence._get_prefix_suffix()
        own = {
            "name": SQL(
                "%s || lpad(x.number, GREATEST(%s, length(x.number)), '0') || %s",
                prefix or "",
                sequence.padding,
                suffix or "",
            ),
            "company_id": SQL("x.company_id"),
            "date": SQL("x.date"),
            "department_id": SQL("x.department_id"),
            "employee_id": SQL("x.employee_id"),
            "facts": SQL("x.facts"),
            "occurrence": SQL("x.occurrence"),
            "period": SQL("date_trunc('month', x.date)::date"),
            "violation_id": SQL("x.id"),
            "create_uid": SQL("%s", self.env.uid),
            "write_uid": SQL("%s", self.env.uid),
            "create_date": SQL("%s::timestamp", self.env.cr.now()),
            "write_date": SQL("%s::timestamp", self.env.cr.now()),
        }
        for step, end, line, main in self._get_plain_templates(rule):
            own["source_key"] = SQL("'violation:' || x.id || %s", end)
            own["main_id"] = SQL("m.id") if main is not None else SQL("NULL::int")
            same = {
                name: sanctions._get_constant(name, value)
                for name, value in line.items()
                if name not in own and name not in ("main_key", "user_id")
            }
            columns = own | same
            self.env.execute_query(
                SQL(
                    """INSERT INTO callback_sanction (%(names)s)
                    SELECT %(values)s FROM (
                        SELECT v.*, nextval(%(sequence)s)::text AS number
                        FROM callback_violation v
                        WHERE v.id = ANY(%(ids)s)
                            AND v.step_id IS NOT DISTINCT FROM %(step)s::int
                        ORDER BY v.id
                    ) x LEFT JOIN callback_sanction m ON %(linked)s
                        AND m.source_key = 'violation:' || x.id || %(main)s
                    ON CONFLICT DO NOTHING RETURNING id""",
                    names=SQL(", ").join(map(SQL.identifier, columns)),
                    values=SQL(", ").join(columns.values()),
                    sequence=f"ir_sequence_{sequence.id:03d}",
                    ids=ids,
                    step=step,
                    linked=main is not None,
                    main=main or "",
                )
            )
        sanctions.invalidate_model()
