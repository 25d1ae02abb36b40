# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """Copies of service reports that were not sent in time (F4-02)."""

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[("report", "Service report missing")],
        ondelete={"report": "cascade"},
    )

    @api.model
    def _get_sources(self, now):
        source = SQL(
            """SELECT 'callback.service.copy', k.id, NULL::int, 'report', '',
                concat_ws(' ', r.period_name, k.id), r.company_id, r.department_id,
                e.user_id, r.policy_id, c.id, k.date_due
            FROM callback_service_copy k
            JOIN callback_service_report r ON r.id = k.report_id
            LEFT JOIN hr_department d ON d.id = r.department_id
            LEFT JOIN hr_employee e ON e.id = d.manager_id
            LEFT JOIN LATERAL (
                SELECT l.id FROM callback_policy_clause_callback_service_rule_rel x
                JOIN callback_policy_clause l ON l.id = x.callback_policy_clause_id
                WHERE x.callback_service_rule_id = r.rule_id
                ORDER BY l.sequence, l.id LIMIT 1) c ON true
            WHERE k.date_due < %(now)s
                AND (k.date_sent IS NULL OR k.date_sent > k.date_due)
                AND %(new)s""",
            now=now,
            new=self._is_new("callback.service.copy", SQL("k.id"), "report"),
        )
        return [*super()._get_sources(now), source]

    def action_open_document(self):
        """Open the report whose copy is missing."""
        action = super().action_open_document()
        if self.res_model == "callback.service.copy":
            report = self.env[self.res_model].browse(self.res_id).report_id
            action.update(res_model=report._name, res_id=report.id)
        return action
