# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackServiceCopy(models.Model):
    """Copies of service reports prove the clauses of their rule (F4-02)."""

    _name = "callback.service.copy"
    _inherit = ["callback.service.copy", "callback.compliance.rule.mixin"]
    _compliance_date = "date_due"
    _compliance_source = 6
    _compliance_done = "date_sent"
    _compliance_breach = "report"

    rule_id = fields.Many2one(
        related="report_id.rule_id", store=True, index="btree_not_null"
    )

    def _get_compliance_form(self):
        return self.report_id

    @api.model
    def _get_compliance_name(self, query):
        return SQL(
            "(SELECT period_name FROM callback_service_report WHERE id = %s)",
            self._field_to_sql(query.table, "report_id", query),
        )
