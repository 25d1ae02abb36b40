# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_compliance_mixin import FIGURES

#: Models by whose documents clauses are measured.
SOURCES = (
    "callback.record",
    "callback.statement",
    "callback.complaint.clock",
    "callback.duty",
    "callback.satisfaction.round",
    "callback.service.copy",
    "callback.breach",
)


class CallbackCompliance(models.Model):
    """The proof, clause by clause: a row for each document and each of its clauses.

    Always true, as nothing is stored. A reader sees the rows of those documents that
    the reader may see; who is not allowed to read a model has none of its rows.
    """

    _name = "callback.compliance"
    _description = "Compliance by clause"
    _auto = False
    _order = "date desc, id desc"

    clause_id = fields.Many2one("callback.policy.clause", readonly=True)
    policy_id = fields.Many2one("callback.policy", readonly=True)
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    record_id = fields.Many2one("callback.record", string="Callback", readonly=True)
    name = fields.Char(string="Document number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", string="Person responsible", readonly=True)
    date = fields.Datetime(string="Time limit", readonly=True)
    status = fields.Selection(
        [
            ("met", "In time"),
            ("late", "Late"),
            ("missed", "Missed"),
            ("excused", "Excused"),
            ("open", "Not due yet"),
        ],
        readonly=True,
    )
    met_count = fields.Integer(string="In time", readonly=True)
    late_count = fields.Integer(string="Late", readonly=True)
    missed_count = fields.Integer(string="Missed", readonly=True)
    excused_count = fields.Integer(string="Excused", readonly=True)
    open_count = fields.Integer(string="Not due yet", readonly=True)
    rate = fields.Float(
        string="In time (%)",
        readonly=True,
        aggregator="avg",
        help="Share of what was in time in all that is due: without the excused and "
        "what is not due yet.",
    )

    @property
    def _table_query(self):
        parts = [
            self.env[model]._get_compliance_sql()
            for model in SOURCES
            if self.env[model].has_access("read")
        ]
        return SQL(
            """SELECT r.*, %(counts)s,
                (CASE r.status WHEN 'met' THEN 100.0 WHEN 'late' THEN 0.0
                    WHEN 'missed' THEN 0.0 END)::float8 AS rate
            FROM (%(parts)s) r""",
            counts=SQL(", ").join(
                SQL(
                    "(r.status = %s)::int AS %s",
                    figure,
                    SQL.identifier(f"{figure}_count"),
                )
                for figure in FIGURES
            ),
            parts=SQL(" UNION ALL ").join(parts),
        )

    @api.model
    def _get_compliance_domains(self):
        """Return ``{figure: Domain}``, as the documents themselves do."""
        return {figure: Domain("status", "=", figure) for figure in FIGURES}

    def action_open(self):
        """Open the document. RPC."""
        self.ensure_one()
        document = self.env[self.res_model].browse(self.res_id)._get_compliance_form()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
