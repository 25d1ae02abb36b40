# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

#: Columns taken over from the callback as they are.
TAKEN = (
    "name",
    "company_id",
    "policy_id",
    "type_id",
    "channel_id",
    "department_id",
    "user_id",
    "partner_id",
    "state",
    "satisfaction",
    "date_event",
    "deadline",
    "date_done",
)


class CallbackReport(models.Model):
    """Analysis of callbacks: exactly one row for each callback the reader may see.

    Nothing is stored: the query carries the reader's record rules, so customers that
    are hidden from a person are not counted for that person either. All methods that
    pivot and graph call only read, a read replica can serve them.
    """

    _name = "callback.report"
    _description = "Callback analysis"
    _auto = False
    _order = "deadline desc, id desc"
    _depends = {
        "callback.attempt": [
            "record_id",
            "ring_seconds",
            "talk_seconds",
            "wrap_seconds",
        ],
        "res.partner": ["callback_class_id"],
    }

    record_id = fields.Many2one("callback.record", string="Callback", readonly=True)
    name = fields.Char(string="Number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    policy_id = fields.Many2one("callback.policy", readonly=True)
    type_id = fields.Many2one("callback.type", readonly=True)
    channel_id = fields.Many2one("callback.channel", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", string="Caller", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    class_id = fields.Many2one(
        "callback.customer.class", string="Customer class", readonly=True
    )
    state = fields.Selection(
        selection=lambda self: self._get_record_selection("state"), readonly=True
    )
    satisfaction = fields.Selection(
        selection=lambda self: self._get_record_selection("satisfaction"),
        readonly=True,
    )
    date_event = fields.Datetime(string="Event time", readonly=True)
    deadline = fields.Datetime(readonly=True)
    date_done = fields.Datetime(string="Finished", readonly=True)

    record_count = fields.Integer(string="Callbacks", readonly=True)
    done_count = fields.Integer(string="Done", readonly=True)
    on_time_count = fields.Integer(string="On time", readonly=True)
    late_count = fields.Integer(
        string="Late or overdue",
        readonly=True,
        help="Finished after the deadline, or not finished and the deadline has "
        "passed.",
    )
    reached_count = fields.Integer(string="Customers reached", readonly=True)
    unreachable_count = fields.Integer(string="Unreachable", readonly=True)
    satisfied_count = fields.Integer(
        string="Not dissatisfied",
        readonly=True,
        help="Every grade but “Dissatisfied”.",
    )
    graded_count = fields.Integer(string="With satisfaction", readonly=True)
    attempt_count = fields.Integer(string="Attempts", readonly=True)
    talk_seconds = fields.Integer(string="Talked (s)", readonly=True)
    ring_seconds = fields.Integer(string="Rang (s)", readonly=True)
    wrap_seconds = fields.Integer(string="Wrap-up (s)", readonly=True)
    days_open = fields.Float(
        string="Days open",
        readonly=True,
        aggregator="avg",
        help="From the event until it was finished, or until now.",
    )
    on_time_rate = fields.Float(
        string="On time (%)",
        readonly=True,
        aggregator="avg",
        help="Share of what was on time in all that is finished or overdue.",
    )
    satisfied_rate = fields.Float(
        string="Not dissatisfied (%)",
        readonly=True,
        aggregator="avg",
        help="Share of every grade but “Dissatisfied” in those with a grade.",
    )

    def _get_record_selection(self, name):
        return (
            self.env["callback.record"]._fields[name]._description_selection(self.env)
        )

    @property
    def _table_query(self):
        records = self.env["callback.record"]
        query = records._search([], order="id")

        values = {
            name: records._field_to_sql(query.table, name, query)
            for name in (*TAKEN, "id", "on_time", "is_complete", "date_contact")
        }
        facts = {
            "late": SQL(
                "(NOT COALESCE(%(on_time)s, FALSE) AND %(state)s <> 'cancelled' AND"
                " (%(is_complete)s IS TRUE OR %(deadline)s < %(now)s))",
                now=fields.Datetime.now(),
                **{
                    k: values[k]
                    for k in ("on_time", "state", "is_complete", "deadline")
                },
            ),
            "kept": SQL("(%s IS TRUE)", values["on_time"]),
            "graded": SQL("(%s IS NOT NULL)", values["satisfaction"]),
            "content": SQL(
                "(%(grade)s IS NOT NULL AND %(grade)s <> 'dissatisfied')",
                grade=values["satisfaction"],
            ),
        }
        return SQL(
            """SELECT %(id)s AS id, %(id)s AS record_id, %(taken)s,
                report_partner.callback_class_id AS class_id,
                1 AS record_count,
                (%(state)s = 'done')::int AS done_count,
                %(kept)s::int AS on_time_count,
                %(late)s::int AS late_count,
                (%(date_contact)s IS NOT NULL)::int AS reached_count,
                (%(state)s = 'unreachable')::int AS unreachable_count,
                %(content)s::int AS satisfied_count,
                %(graded)s::int AS graded_count,
                COALESCE(report_attempt.attempt_count, 0) AS attempt_count,
                report_attempt.talk_seconds, report_attempt.ring_seconds,
                report_attempt.wrap_seconds,
                EXTRACT(EPOCH FROM COALESCE(%(date_done)s, %(now)s) - %(date_event)s)
                    / 86400 AS days_open,
                (CASE WHEN %(kept)s THEN 100.0 WHEN %(late)s THEN 0.0 END)::float8
                    AS on_time_rate,
                (CASE WHEN %(content)s THEN 100.0 WHEN %(graded)s THEN 0.0 END)::float8
                    AS satisfied_rate
            FROM %(tables)s
            LEFT JOIN res_partner report_partner ON report_partner.id = %(partner_id)s
            LEFT JOIN (
                SELECT record_id, count(*)::int AS attempt_count,
                    sum(talk_seconds)::int AS talk_seconds,
                    sum(ring_seconds)::int AS ring_seconds,
                    sum(wrap_seconds)::int AS wrap_seconds
                FROM callback_attempt GROUP BY record_id
            ) report_attempt ON report_attempt.record_id = %(id)s
            WHERE %(where)s""",
            taken=SQL(", ").join(
                SQL("%s AS %s", values[name], SQL.identifier(name)) for name in TAKEN
            ),
            now=fields.Datetime.now(),
            tables=query.from_clause,
            where=query.where_clause or SQL("TRUE"),
            **{k: v for k, v in values.items() if k not in ("on_time", "is_complete")},
            **facts,
        )

    def action_open(self):
        """Open the callback. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.record",
            "res_id": self.record_id.id,
            "views": [(False, "form")],
        }
