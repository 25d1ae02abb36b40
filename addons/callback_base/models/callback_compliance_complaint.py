# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackComplaintClock(models.Model):
    """The clocks of complaints prove the clauses of their process (BASE-26)."""

    _name = "callback.complaint.clock"
    _inherit = ["callback.complaint.clock", "callback.compliance.mixin"]
    _compliance_source = 3

    breach_ids = fields.One2many(
        "callback.breach",
        "res_id",
        domain=[("res_model", "=", "callback.complaint.clock")],
        string="Breaches",
        readonly=True,
    )

    def _get_compliance_form(self):
        return self.complaint_id

    @api.model
    def _get_compliance_parts(self):
        return {
            # A merged matter is judged where it goes on.
            "excused": Domain("complaint_id.state", "in", ("merged", "cancelled"))
            | Domain("breach_ids", "any", [("state", "=", "excused")]),
            "done": Domain("date_done", "!=", False),
            "kept": Domain("on_time", "=", True),
            "passed": Domain("deadline_breached", "!=", False)
            | Domain("deadline", "<", fields.Datetime.now()),
        }

    @api.model
    def _get_compliance_scope(self, clauses):
        processes = self.env["callback.complaint.process"].search(
            [("clause_ids", "in", clauses.ids)]
        )
        return Domain("stage_id.process_id", "in", processes.ids)

    @api.model
    def _get_compliance_links(self):
        linked = self.env["callback.complaint.process"]._fields["clause_ids"]
        return SQL(
            """SELECT c.id, c.policy_id, s.id
            FROM %(table)s k
            JOIN callback_complaint_process_stage s ON s.process_id = k.%(process)s
            JOIN callback_policy_clause c ON c.id = k.%(clause)s""",
            table=SQL.identifier(linked.relation),
            process=SQL.identifier(linked.column1),
            clause=SQL.identifier(linked.column2),
        )

    @api.model
    def _get_compliance_columns(self, query):
        complaint = query.make_alias(query.table, "compliance_complaint")
        query.add_join(
            "LEFT JOIN",
            complaint,
            "callback_complaint",
            SQL(
                "%s = %s",
                self._field_to_sql(query.table, "complaint_id", query),
                SQL.identifier(complaint, "id"),
            ),
        )
        return {
            "link": self._field_to_sql(query.table, "stage_id", query),
            "record_id": SQL("NULL"),
            "name": SQL.identifier(complaint, "name"),
            "company_id": SQL.identifier(complaint, "company_id"),
            "department_id": SQL.identifier(complaint, "department_id"),
            "user_id": SQL.identifier(complaint, "user_id"),
        }
