# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: Reports of one transaction of the scheduled job.
BATCH = 5_000


class CallbackViolation(models.Model):
    """Reports from missed time limits: one for each and rule, ever (ASMT-18)."""

    _inherit = "callback.violation"

    _breach_unique = models.UniqueIndex(
        "(rule_id, breach_id) WHERE breach_id IS NOT NULL",
        "This missed time limit was reported under this rule already.",
    )

    @api.model
    def propose_breaches(self):
        """Propose what the missed time limits lead to. RPC.

        Safe to repeat and to run twice at once: nothing is proposed twice, nor again
        after it was rejected.

        :returns: how many reports are new
        :raises AccessError: for users below manager
        """
        if not self.env.user.has_group("callback_base.callback_group_manager"):
            raise AccessError(self.env._("Only a manager can start the proposals."))
        # sudo: the job is the system's work and sees every missed limit; its only
        # effect is proposals, its only answer their number.
        return sum(self.sudo()._propose_breaches())

    @api.model
    def _cron_propose_breaches(self):
        """Propose in batches, each committed on its own."""
        cron = self.env["ir.cron"]
        for found in self._propose_breaches():
            if not cron._commit_progress(found, remaining=1):
                return
        cron._commit_progress(0, remaining=0)

    @api.model
    def _propose_breaches(self):
        """Report and propose rule by rule; yield how many after each batch."""
        self._drop_excused()
        rules = self.env["callback.penalty.rule"].search(
            [("is_automatic", "=", True), ("state", "=", "active")]
        )
        for rule in rules:
            yield from self._propose_rule(rule)
            if rule._get_monthly_policies():
                yield from self._propose_rule(rule, monthly=True)

    @api.model
    def _propose_rule(self, rule, monthly=False):
        """Report and propose by one rule; yield how many after each batch.

        :param monthly: what counts once a month and department (X-43), or the rest;
            it is never plain, as several breaches are one report
        """
        plain = not monthly and self._is_plain(rule)
        while found := (
            self._propose_plain(rule, BATCH)
            if plain
            else self._propose_each(rule, monthly)
        ):
            self.env.invalidate_all()
            yield found
            if found < BATCH:
                break

    @api.model
    def _propose_each(self, rule, monthly=False):
        """Report the next breaches of a rule and propose; return how many.

        :param monthly: those that count once a month and department (X-43)
        """
        ids = self._insert_breaches(rule, monthly)
        self.browse(ids)._propose_sanctions(self.env["res.users"], skip=True)
        return len(ids)

    @api.model
    def _insert_breaches(self, rule, monthly=False):
        """Report the breaches of a rule that were not; return the new ids.

        The person is the employee of who had the task when it was missed; a report
        without one stays open and says so. Cancelled callbacks and excused limits
        are left out.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH found AS (%(found)s),
                numbered AS (SELECT *, row_number() OVER (ORDER BY id) FROM found)
                INSERT INTO callback_violation (name, rule_id, breach_id, company_id,
                    department_id, employee_id, record_id, date, quantity, facts,
                    source_key, direction, state, create_uid, write_uid, create_date,
                    write_date)
                SELECT %(names)s || n.id, %(rule)s, n.id, n.company_id,
                    n.department_id, n.employee_id, n.record_id, n.day, 1, n.name,
                    n.source_key, %(direction)s, 'draft', %(uid)s, %(uid)s, %(now)s,
                    %(now)s
                FROM numbered n ON CONFLICT DO NOTHING RETURNING id""",
                found=self._get_breach_query(rule, BATCH, monthly),
                names=f"{rule.code}/",
                rule=rule.id,
                direction=rule.direction,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model()
        return [number for (number,) in rows]

    @api.model
    def _get_breach_query(self, rule, limit, monthly=False):
        """Return the next breaches that a rule is about and has not, as ``SQL``.

        Columns: id, company_id, department_id, record_id, name, day, employee_id and
        source_key; the oldest first.

        :param monthly: those of the policy versions that count a month and department
            once (X-43), or those of the others
        """
        day = SQL(
            "(b.date_limit AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(k.tz, 'UTC'))::date"
        )
        key = SQL(
            "'month:' || %s || ':' || b.department_id || ':' || to_char(%s, 'YYYY-MM')",
            rule.id,
            day,
        )
        return SQL(
            """SELECT %(first)s b.id, b.company_id, b.department_id, b.record_id,
                b.name, %(day)s AS day, e.id AS employee_id, %(key)s AS source_key
            FROM callback_breach b
            JOIN res_company c ON c.id = b.company_id
            LEFT JOIN resource_calendar k
                ON k.id = COALESCE(c.callback_calendar_id, c.resource_calendar_id)
            LEFT JOIN callback_record r ON r.id = b.record_id
            LEFT JOIN hr_employee e ON %(person)s AND e.user_id = b.user_id
                AND e.company_id = b.company_id
            WHERE b.kind = %(kind)s AND b.state IN ('standing', 'upheld')
                AND (r.id IS NULL OR r.state <> 'cancelled')
                AND %(company)s AND %(policy)s AND %(clauses)s AND %(version)s
                AND (%(person)s OR b.department_id IS NOT NULL)
                AND %(dates)s AND %(new)s
            %(order)s LIMIT %(limit)s""",
            first=SQL("DISTINCT ON (%s)", key) if monthly else SQL(),
            order=SQL("ORDER BY %s, b.id", key) if monthly else SQL("ORDER BY b.id"),
            day=day,
            key=key if monthly else SQL("NULL"),
            person=rule.target == "employee",
            kind=rule.breach_kind,
            limit=limit,
            **self._get_breach_conditions(rule, day, key, monthly),
        )

    @api.model
    def _get_breach_conditions(self, rule, day, key, monthly=False):
        """Return which missed limits a rule is about and has not: {name: SQL}.

        :param day: ``SQL`` of the local date of the limit
        :param key: ``SQL`` of the month and department
        """
        months = rule._get_monthly_policies().ids
        mine = SQL("b.policy_id = ANY(%s)", months)
        if not monthly:
            mine = SQL("%s IS NOT TRUE", mine)
        return {
            "version": mine,
            "company": SQL("b.company_id = %s", rule.company_id.id)
            if rule.company_id
            else SQL("TRUE"),
            "policy": SQL(
                "b.policy_id IN (SELECT id FROM callback_policy WHERE code = %s)",
                rule.policy_id.code,
            )
            if rule.policy_id
            else SQL("TRUE"),
            "clauses": SQL(
                "b.clause_id IN (SELECT id FROM callback_policy_clause"
                " WHERE code IN %s)",
                tuple(rule.breach_clause_ids.mapped("code")),
            )
            if rule.breach_clause_ids
            else SQL("TRUE"),
            "dates": SQL(
                "%s BETWEEN %s AND %s",
                day,
                rule.date_from or fields.Date.to_date("1970-01-01"),
                rule.date_to or fields.Date.to_date("9999-12-31"),
            ),
            "new": SQL(
                "NOT EXISTS (SELECT FROM callback_violation v WHERE v.source_key = %s)",
                key,
            )
            if monthly
            else SQL(
                "NOT EXISTS (SELECT FROM callback_violation v"
                " WHERE v.rule_id = %s AND v.breach_id = b.id)",
                rule.id,
            ),
        }

    @api.model
    def _drop_excused(self):
        """Drop what was reported for limits that were excused since (BASE-06).

        Only where nobody confirmed anything yet; the rest is for an appeal.
        """
        excused = self.search(
            [
                ("breach_id.state", "=", "excused"),
                ("state", "!=", "cancelled"),
                ("sanction_ids", "not any", [("state", "!=", "proposed")]),
            ]
        )
        if excused:
            reason = self.env._("The missed time limit was excused.")
            excused.sanction_ids._set_rejected(reason, self.env.user)
            excused.write({"state": "cancelled", "reject_reason": reason})
