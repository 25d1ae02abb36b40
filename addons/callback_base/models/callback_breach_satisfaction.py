# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

ROUND = "callback.satisfaction.round"
FORM = "callback.satisfaction.form"
RULE = "callback.satisfaction.rule"
#: What a round that misses its time limit has to show: it was not reported by then.
LATE = "s.deadline < %s AND (s.date_reported IS NULL OR s.date_reported > s.deadline)"


class CallbackBreach(models.Model):
    """Rounds of surveys that are late, untrue, faked or missing (BASE-36)."""

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[
            ("round", "Survey round late"),
            ("truth", "Truth rate below target"),
            ("cheating", "Cheating in a survey"),
        ],
        ondelete={"round": "cascade", "truth": "cascade", "cheating": "cascade"},
    )

    @api.model
    def _get_late_rounds(self, now):
        """Return the ids of rounds that were not reported in time."""
        self.env[ROUND].flush_model(["deadline", "date_reported"])
        self.env.cr.execute(
            SQL("SELECT s.id FROM callback_satisfaction_round s WHERE " + LATE, now)
        )
        return [number for [number] in self.env.cr.fetchall()]

    @api.model
    def _get_sources(self, now):
        source = SQL(
            """SELECT %(model)s, s.id, NULL::int, 'round', '', s.name, s.company_id,
                s.department_id, s.user_id, s.policy_id, c.id, s.deadline
            FROM callback_satisfaction_round s
            LEFT JOIN LATERAL (
                SELECT l.id
                FROM callback_policy_clause_callback_satisfaction_rule_rel r
                JOIN callback_policy_clause l ON l.id = r.callback_policy_clause_id
                WHERE r.callback_satisfaction_rule_id = s.rule_id
                ORDER BY l.kind <> 'deadline', l.sequence, l.id LIMIT 1) c ON true
            WHERE %(late)s AND %(new)s""",
            model=ROUND,
            late=SQL(LATE, now),
            new=self._is_new(ROUND, SQL("s.id"), "round"),
        )
        return [*super()._get_sources(now), source]

    @api.model
    def _sweep(self, now, limit=None):
        """Note also the rounds that were not held at all (U1-26)."""
        yield from super()._sweep(now, limit)
        rules = self.env[RULE].search([("policy_id.state", "!=", "draft")])
        yield self._note(rules._get_missing_rounds(now), now)
