# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


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
        known = self.search(
            [("rule_id", "=", rule.id), ("department_id", "in", list(counts))]
        )
        before = {line.department_id.id: line.position for line in known}
        for line in known:
            line.position += counts[line.department_id.id]
        self.create(
            [
                {"rule_id": rule.id, "department_id": department, "position": count}
                for department, count in counts.items()
                if department not in before
            ]
        )
        return {department: before.get(department, 0) for department in counts}
