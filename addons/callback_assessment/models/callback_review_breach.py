# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """Spot checks that were not done in time: one of each draw and inspector (G1-61).

    The clock is the inspector's number, or 0 when nobody had the checks: then the
    head of the unit answers for them.
    """

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[("review", "Spot checks missed")],
        ondelete={"review": "cascade"},
    )

    @api.model
    def _get_sources(self, now):
        clock = SQL("COALESCE(v.user_id, 0)::text")
        source = SQL(
            """SELECT 'callback.review.quota', q.id, NULL::int, 'review', %(clock)s,
                concat_ws(' ', r.name->>'en_US', q.date_from::text), q.company_id,
                q.department_id, COALESCE(v.user_id, m.user_id), q.policy_id, c.id,
                q.date_due
            FROM callback_review_quota q
            JOIN callback_review_rule r ON r.id = q.rule_id
            JOIN LATERAL (
                SELECT DISTINCT w.user_id FROM callback_review w
                WHERE w.quota_id = q.id AND w.kind = 'drawn'
                    AND (w.date_finished IS NULL OR w.date_finished > q.date_due)
            ) v ON true
            LEFT JOIN hr_department d ON d.id = q.department_id
            LEFT JOIN hr_employee m ON m.id = d.manager_id
            LEFT JOIN LATERAL (
                SELECT l.id FROM callback_policy_clause l
                JOIN callback_review_rule_clause_rel x ON x.clause_id = l.id
                WHERE x.rule_id = r.id ORDER BY l.sequence, l.id LIMIT 1
            ) c ON true
            WHERE q.date_due < %(now)s AND %(new)s""",
            clock=clock,
            now=now,
            new=self._is_new("callback.review.quota", SQL("q.id"), "review", clock),
        )
        return [*super()._get_sources(now), source]
