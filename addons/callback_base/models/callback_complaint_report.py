# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .complaint_selections import OPEN_STATES

#: Last whole day of each band of the age; what is older falls into the last band.
AGE_BANDS = (("d03", 3), ("d07", 7), ("d15", 15), ("d30", 30))
TAKEN = (
    "name",
    "company_id",
    "kind",
    "category_id",
    "severity_id",
    "policy_id",
    "department_id",
    "user_id",
    "state",
    "stage_code",
    "deadline",
    "date_received",
)


class CallbackComplaintReport(models.Model):
    """Ageing and trend of complaints, suggestions and other issues.

    One row for each matter the reader may see: what was merged into another counts
    there. Nothing is stored.
    """

    _name = "callback.complaint.report"
    _description = "Ageing and topics of complaints"
    _auto = False
    _order = "date_received desc, id desc"

    complaint_id = fields.Many2one("callback.complaint", readonly=True)
    name = fields.Char(string="Number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(
        selection=lambda self: self._get_complaint_selection("kind"), readonly=True
    )
    category_id = fields.Many2one(
        "callback.complaint.category", string="Topic", readonly=True
    )
    severity_id = fields.Many2one("callback.complaint.severity", readonly=True)
    policy_id = fields.Many2one("callback.policy", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", string="Person responsible", readonly=True)
    state = fields.Selection(
        selection=lambda self: self._get_complaint_selection("state"), readonly=True
    )
    stage_code = fields.Selection(
        selection=lambda self: self._get_complaint_selection("stage_code"),
        string="Next stage",
        readonly=True,
    )
    deadline = fields.Datetime(string="Limit of the next stage", readonly=True)
    date_received = fields.Datetime(string="Received on", readonly=True)
    age_band = fields.Selection(
        [
            ("d03", "Up to 3 days"),
            ("d07", "4 to 7 days"),
            ("d15", "8 to 15 days"),
            ("d30", "16 to 30 days"),
            ("older", "Over 30 days"),
        ],
        string="Open for",
        readonly=True,
        help="Of what is still open.",
    )
    complaint_count = fields.Integer(string="Matters", readonly=True)
    open_count = fields.Integer(string="Open", readonly=True)
    overdue_count = fields.Integer(string="Stage overdue", readonly=True)
    days_open = fields.Float(
        string="Days open",
        readonly=True,
        aggregator="avg",
        help="From receipt until now, of what is still open.",
    )

    def _get_complaint_selection(self, name):
        field = self.env["callback.complaint"]._fields[name]
        return field._description_selection(self.env)

    @property
    def _table_query(self):
        complaints = self.env["callback.complaint"]
        query = complaints._search([("state", "!=", "merged")], order="id")
        values = {
            name: complaints._field_to_sql(query.table, name, query)
            for name in (*TAKEN, "id")
        }
        now = fields.Datetime.now()
        age = SQL(
            "EXTRACT(EPOCH FROM %s::timestamp - %s) / 86400",
            now,
            values["date_received"],
        )
        is_open = SQL("%s IN %s", values["state"], OPEN_STATES)
        bands = SQL(" ").join(
            SQL("WHEN %s < %s THEN %s", age, last + 1, code) for code, last in AGE_BANDS
        )
        return SQL(
            """SELECT %(id)s AS id, %(id)s AS complaint_id, %(taken)s,
                (CASE WHEN NOT (%(is_open)s) THEN NULL %(bands)s ELSE 'older' END)
                    ::varchar AS age_band,
                1 AS complaint_count,
                (%(is_open)s)::int AS open_count,
                (%(is_open)s AND COALESCE(%(deadline)s < %(now)s, FALSE))::int
                    AS overdue_count,
                CASE WHEN %(is_open)s THEN %(age)s END AS days_open
            FROM %(tables)s WHERE %(where)s""",
            id=values["id"],
            taken=SQL(", ").join(
                SQL("%s AS %s", values[name], SQL.identifier(name)) for name in TAKEN
            ),
            is_open=is_open,
            bands=bands,
            deadline=values["deadline"],
            now=now,
            age=age,
            tables=query.from_clause,
            where=query.where_clause or SQL("TRUE"),
        )

    def action_open(self):
        """Open the complaint. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.complaint",
            "res_id": self.complaint_id.id,
            "views": [(False, "form")],
        }
