# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """Statements that were not submitted in time (U1-33, U1-41)."""

    _inherit = "callback.breach"

    @api.model
    def _get_sources(self, now):
        source = SQL(
            """SELECT 'callback.statement', s.id, NULL::int, 'statement', '',
                concat_ws(' ', s.month, d.name->>'en_US'), s.company_id,
                s.department_id, COALESCE(s.user_id, e.user_id), s.policy_id, c.id,
                s.date_due
            FROM callback_statement s JOIN hr_department d ON d.id = s.department_id
            LEFT JOIN hr_employee e ON e.id = d.manager_id
            LEFT JOIN LATERAL (
                SELECT id FROM callback_policy_clause
                WHERE policy_id = s.policy_id AND kind = 'submission'
                ORDER BY sequence, id LIMIT 1) c ON true
            WHERE s.date_due < %(now)s
                AND (s.date_submitted IS NULL OR s.date_submitted > s.date_due)
                AND %(new)s""",
            now=now,
            new=self._is_new("callback.statement", SQL("s.id"), "statement"),
        )
        return [*super()._get_sources(now), source]
