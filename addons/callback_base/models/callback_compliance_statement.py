# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackStatement(models.Model):
    """Statements prove the clauses about submission of their policy (BASE-32)."""

    _name = "callback.statement"
    _inherit = ["callback.statement", "callback.compliance.mixin"]
    _compliance_date = "date_due"
    _compliance_source = 2

    breach_ids = fields.One2many(
        "callback.breach",
        "res_id",
        domain=[("res_model", "=", "callback.statement")],
        string="Breaches",
        readonly=True,
    )

    @api.model
    def _get_compliance_parts(self):
        return {
            "excused": Domain("breach_ids", "any", [("state", "=", "excused")]),
            "done": Domain("state", "=", "submitted"),
            "kept": Domain("is_late", "=", False),
            "passed": Domain("date_due", "<", fields.Datetime.now()),
        }

    @api.model
    def _get_compliance_scope(self, clauses):
        clauses = clauses.filtered(lambda clause: clause.kind == "submission")
        return Domain("policy_id", "in", clauses.policy_id.ids)

    @api.model
    def _get_compliance_links(self):
        return SQL(
            "SELECT id, policy_id, policy_id FROM callback_policy_clause"
            " WHERE kind = 'submission'"
        )

    @api.model
    def _get_compliance_columns(self, query):
        names = ("company_id", "department_id", "user_id")
        return {
            "link": self._field_to_sql(query.table, "policy_id", query),
            "record_id": SQL("NULL"),
            "name": self._field_to_sql(query.table, "month", query),
            **{name: self._field_to_sql(query.table, name, query) for name in names},
        }
