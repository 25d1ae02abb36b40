# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """Regular duties that were not done in time: days missing in the log (G1-42)."""

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[("duty", "Regular duty missed")], ondelete={"duty": "cascade"}
    )

    @api.model
    def _sweep(self, now, limit=None):
        """Make the duties owed before looking for those that were missed."""
        self.env["callback.duty"]._make(now)
        yield from super()._sweep(now, limit)

    @api.model
    def _get_sources(self, now):
        source = SQL(
            """SELECT 'callback.duty', t.id, NULL::int, 'duty', '',
                concat_ws(' ', d.name->>'en_US', t.date_from::text), t.company_id,
                t.department_id, COALESCE(t.user_id, m.user_id), t.policy_id, c.id,
                t.date_due
            FROM callback_duty t JOIN hr_department d ON d.id = t.department_id
            LEFT JOIN hr_employee m ON m.id = d.manager_id
            LEFT JOIN LATERAL (
                SELECT l.id FROM callback_policy_clause l
                JOIN callback_duty_rule_clause_rel x ON x.clause_id = l.id
                WHERE x.rule_id = t.rule_id ORDER BY l.sequence, l.id LIMIT 1
            ) c ON true
            WHERE t.date_due < %(now)s
                AND (t.date_done IS NULL OR t.date_done > t.date_due)
                AND %(new)s""",
            now=now,
            new=self._is_new("callback.duty", SQL("t.id"), "duty"),
        )
        return [*super()._get_sources(now), source]
