# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackRecord(models.Model):
    """Callbacks prove the clauses of their step and its rule."""

    _name = "callback.record"
    _inherit = ["callback.record", "callback.compliance.mixin"]
    _compliance_source = 1

    @api.model
    def _get_compliance_parts(self):
        excused = Domain("kind", "=", "deadline") & Domain("state", "=", "excused")
        return {
            "excused": Domain("state", "=", "cancelled")
            | Domain("breach_ids", "any", excused),
            "done": Domain("is_complete", "=", True),
            "kept": Domain("on_time", "=", True),
            # An extension after the limit does not undo the breach.
            "passed": Domain("deadline_breached", "!=", False)
            | Domain("deadline", "<", fields.Datetime.now()),
        }

    @api.model
    def _get_compliance_scope(self, clauses):
        steps = clauses.rule_ids.with_context(active_test=False).step_ids
        return Domain("step_id", "in", (clauses.step_ids | steps).ids)

    @api.model
    def _get_compliance_links(self):
        of_rule = self.env["callback.rule"]._fields["clause_ids"]
        of_step = self.env["callback.rule.step"]._fields["clause_ids"]
        return SQL(
            """SELECT c.id, c.policy_id, x.step_id FROM (
                SELECT %(step_clause)s AS clause_id, %(step)s AS step_id
                FROM %(step_table)s
                UNION
                SELECT k.%(rule_clause)s, s.id
                FROM %(rule_table)s k
                JOIN callback_rule_step s ON s.rule_id = k.%(rule)s) x
            JOIN callback_policy_clause c ON c.id = x.clause_id""",
            step_table=SQL.identifier(of_step.relation),
            step=SQL.identifier(of_step.column1),
            step_clause=SQL.identifier(of_step.column2),
            rule_table=SQL.identifier(of_rule.relation),
            rule=SQL.identifier(of_rule.column1),
            rule_clause=SQL.identifier(of_rule.column2),
        )

    @api.model
    def _get_compliance_columns(self, query):
        names = ("name", "company_id", "department_id", "user_id")
        return {
            "link": self._field_to_sql(query.table, "step_id", query),
            "record_id": self._field_to_sql(query.table, "id", query),
            **{name: self._field_to_sql(query.table, name, query) for name in names},
        }
