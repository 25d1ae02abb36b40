# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackRotation(models.Model):
    """How many callbacks of a rule a department has dealt out: whose turn is next."""

    _name = "callback.rotation"
    _description = "Callback rotation"
    _log_access = False

    rule_id = fields.Many2one("callback.rule", required=True, ondelete="cascade")
    department_id = fields.Many2one("hr.department", required=True, ondelete="cascade")
    position = fields.Integer(required=True)

    _place_unique = models.UniqueIndex("(rule_id, department_id)")

    @api.model
    def _take(self, rule, counts):
        """Return the position before the turn, by department, and move it on.

        :param counts: dict department id → how many callbacks are dealt out now
        """
        self.flush_model()
        # One statement: of two who begin at once, one waits for the other and then
        # has to look again, which a search before a create would not notice.
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO callback_rotation AS turn
                    (rule_id, department_id, position)
                SELECT %s, department, dealt
                FROM unnest(%s::int4[], %s::int4[]) AS new (department, dealt)
                ORDER BY department
                ON CONFLICT (rule_id, department_id)
                    DO UPDATE SET position = turn.position + excluded.position
                RETURNING department_id, position""",
                rule.id,
                list(counts),
                list(counts.values()),
            )
        )
        self.invalidate_model()
        return {department: moved - counts[department] for department, moved in rows}
