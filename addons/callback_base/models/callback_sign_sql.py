# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_record import CLOSED_STATES


class CallbackSign(models.Model):
    """The statements that find signs; each row carries the documents counted."""

    _inherit = "callback.sign"

    @api.model
    def _get_no_signs_sql(self):
        return SQL(
            """SELECT NULL::bigint AS id, NULL::varchar AS kind, NULL::int AS policy_id,
                NULL::date AS month, NULL::int AS department_id, NULL::int AS user_id,
                0 AS count, 0 AS population, 0::float8 AS share, 0::float8 AS others,
                0 AS sign_count, NULL::jsonb AS document_ids
            WHERE FALSE"""
        )

    @api.model
    def _get_signs_sql(self, policies, zone):
        """Return a statement for each kind of sign.

        :param policies: ids of the policies that look for signs
        :param zone: name of the time zone whose months are meant
        """
        values = {"records": self._get_records_sql(policies), "zone": zone}
        return [
            self._get_excused_sql("user_id", values),
            self._get_excused_sql("department_id", values),
            self._get_short_sql(values),
            self._get_end_sql(values),
            self._get_same_sql(values),
        ]

    @api.model
    def _get_records_sql(self, policies):
        """Return the callbacks of these policies that the reader may see."""
        records = self.env["callback.record"]
        query = records._search(Domain("policy_id", "in", policies), order="id")
        query.order = None
        names = ("id", "policy_id", "department_id", "user_id", "state", "deadline")
        names += ("date_done", "answer_id")
        columns = [
            SQL(
                "%s AS %s",
                records._field_to_sql(query.table, n, query),
                SQL.identifier(n),
            )
            for n in names
        ]
        return query.select(*columns)

    @api.model
    def _get_month_sql(self, name, zone):
        return SQL(
            "date_trunc('month', timezone(%s, timezone('UTC', %s)))::date",
            zone,
            SQL.identifier(*name.split(".")),
        )

    @api.model
    def _get_excused_sql(self, who, values):
        """Whose share of the excused is far above that of all others in the month.

        :param who: user_id or department_id
        """
        other = "department_id" if who == "user_id" else "user_id"
        return SQL(
            """SELECT 'excused' AS kind, x.policy_id, x.month,
                %(department)s AS department_id, %(user)s AS user_id, x.count,
                x.population, round(100.0 * x.rest / x.others, 2) AS others,
                0 AS first_id, x.document_ids
            FROM (
                SELECT g.*, g.all_population - g.population AS others,
                    g.all_count - g.count AS rest
                FROM (
                    SELECT r.policy_id, %(month)s AS month, r.%(who)s AS who,
                        count(*) AS population,
                        count(*) FILTER (WHERE r.is_excused) AS count,
                        sum(count(*)) OVER w AS all_population,
                        sum(count(*) FILTER (WHERE r.is_excused)) OVER w AS all_count,
                        json_agg(r.id) FILTER (WHERE r.is_excused) AS document_ids
                    FROM (
                        SELECT r.*, r.state = 'cancelled' OR r.id IN (
                            SELECT record_id FROM callback_breach
                            WHERE kind = 'deadline' AND state = 'excused'
                                AND record_id IS NOT NULL) AS is_excused
                        FROM (%(records)s) r
                    ) r
                    WHERE r.deadline IS NOT NULL
                    GROUP BY r.policy_id, 2, r.%(who)s
                    WINDOW w AS (PARTITION BY r.policy_id, %(month)s)
                ) g
            ) x
            JOIN callback_policy p ON p.id = x.policy_id
            WHERE p.sign_excused_gap > 0 AND x.who IS NOT NULL AND x.count > 0
                AND x.others > 0 AND x.population >= COALESCE(p.sign_count_min, 0)
                AND 1.0 * x.count / x.population - x.rest / x.others
                    > p.sign_excused_gap""",
            who=SQL.identifier(who),
            user=SQL("x.who" if who == "user_id" else "NULL::int"),
            department=SQL("x.who" if other == "user_id" else "NULL::int"),
            month=self._get_month_sql("r.deadline", values["zone"]),
            records=values["records"],
        )

    @api.model
    def _get_short_sql(self, values):
        """Whose answered calls are very short; calls without a measure are left out."""
        return SQL(
            """SELECT 'short' AS kind, x.policy_id, x.month, NULL::int AS department_id,
                x.user_id, x.count, x.population, NULL::numeric AS others,
                0 AS first_id, x.document_ids
            FROM (
                SELECT r.policy_id, %(month)s AS month, a.user_id,
                    count(*) AS population,
                    count(*) FILTER (WHERE a.talk_seconds < p.sign_talk_seconds)
                        AS count,
                    json_agg(a.id) FILTER (WHERE a.talk_seconds < p.sign_talk_seconds)
                        AS document_ids
                FROM (%(records)s) r
                JOIN callback_policy p ON p.id = r.policy_id AND p.sign_talk_seconds > 0
                JOIN callback_attempt a ON a.record_id = r.id
                WHERE a.outcome = 'answered' AND a.talk_seconds IS NOT NULL
                GROUP BY r.policy_id, 2, a.user_id
            ) x
            JOIN callback_policy p ON p.id = x.policy_id
            WHERE x.count > 0 AND x.population >= COALESCE(p.sign_count_min, 0)
                AND 1.0 * x.count / x.population > COALESCE(p.sign_talk_rate, 0)""",
            month=self._get_month_sql("a.date_start", values["zone"]),
            records=values["records"],
        )

    @api.model
    def _get_end_sql(self, values):
        """Who finishes most of a month's callbacks in its last days."""
        return SQL(
            """SELECT 'end' AS kind, x.policy_id, x.month, NULL::int AS department_id,
                x.user_id, x.count, x.population, NULL::numeric AS others,
                0 AS first_id, x.document_ids
            FROM (
                SELECT r.policy_id, r.month, r.user_id, count(*) AS population,
                    count(*) FILTER (WHERE r.is_end) AS count,
                    json_agg(r.id) FILTER (WHERE r.is_end) AS document_ids
                FROM (
                    SELECT r.id, r.policy_id, r.user_id, %(month)s AS month,
                        timezone(%(zone)s, timezone('UTC', r.date_done)) >= %(month)s
                            + interval '1 month' - p.sign_end_days * interval '1 day'
                            AS is_end
                    FROM (%(records)s) r
                    JOIN callback_policy p ON p.id = r.policy_id AND p.sign_end_days > 0
                    WHERE r.state IN %(closed)s AND r.user_id IS NOT NULL
                        AND r.date_done IS NOT NULL
                ) r
                GROUP BY r.policy_id, r.month, r.user_id
            ) x
            JOIN callback_policy p ON p.id = x.policy_id
            WHERE x.count > 0 AND x.population >= COALESCE(p.sign_count_min, 0)
                AND 1.0 * x.count / x.population > COALESCE(p.sign_end_rate, 0)""",
            month=self._get_month_sql("r.date_done", values["zone"]),
            zone=values["zone"],
            records=values["records"],
            closed=CLOSED_STATES,
        )

    @api.model
    def _get_same_sql(self, values):
        """Who files the same answers again and again, one after the other.

        Answers are compared by what was chosen or written, in the order of finishing.
        """
        return SQL(
            """SELECT 'same' AS kind, x.policy_id, x.month, NULL::int AS department_id,
                x.user_id, x.count, x.count AS population, NULL::numeric AS others,
                x.first_id, x.document_ids
            FROM (
                SELECT r.policy_id, r.user_id, count(*) AS count, min(r.id) AS first_id,
                    min(%(month)s) AS month, json_agg(r.id) AS document_ids
                FROM (
                    SELECT r.*, row_number() OVER (PARTITION BY r.policy_id, r.user_id
                            ORDER BY r.date_done, r.id)
                        - row_number() OVER (PARTITION BY r.policy_id, r.user_id,
                            r.answers ORDER BY r.date_done, r.id) AS run
                    FROM (
                        SELECT r.id, r.policy_id, r.user_id, r.date_done, a.answers
                        FROM (%(records)s) r
                        JOIN callback_policy p ON p.id = r.policy_id
                            AND p.sign_same_run > 0
                        JOIN (
                            SELECT l.user_input_id, md5(string_agg(concat_ws('/',
                                l.question_id, l.suggested_answer_id, l.value_char_box,
                                l.value_text_box, l.value_numerical_box, l.value_scale,
                                l.value_date, l.value_datetime),
                                ';' ORDER BY l.question_id, l.suggested_answer_id))
                                AS answers
                            FROM survey_user_input_line l
                            WHERE NOT COALESCE(l.skipped, FALSE)
                            GROUP BY l.user_input_id
                        ) a ON a.user_input_id = r.answer_id
                        WHERE r.user_id IS NOT NULL AND r.date_done IS NOT NULL
                    ) r
                ) r
                GROUP BY r.policy_id, r.user_id, r.answers, r.run
            ) x
            JOIN callback_policy p ON p.id = x.policy_id
            WHERE x.count >= p.sign_same_run""",
            month=self._get_month_sql("r.date_done", values["zone"]),
            records=values["records"],
        )
