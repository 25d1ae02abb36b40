# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CallbackStatementLine(models.Model):
    """Figures of one unit and type of callback in a monthly statement."""

    _name = "callback.statement.line"
    _description = "Callback statement line"
    _order = "statement_id, department_id, type_id"

    statement_id = fields.Many2one(
        "callback.statement", required=True, index=True, ondelete="cascade"
    )
    department_id = fields.Many2one("hr.department", required=True)
    type_id = fields.Many2one("callback.type", required=True)
    record_count = fields.Integer(
        string="Callbacks", help="Finished and counted in this month."
    )
    on_time_count = fields.Integer(string="On time")
    late_count = fields.Integer(string="Late")
    on_time_rate = fields.Float(
        string="On-time rate", compute="_compute_on_time_rate", aggregator=False
    )
    unreachable_count = fields.Integer(string="Not reached")
    satisfied_count = fields.Integer(string="Satisfied")
    rather_satisfied_count = fields.Integer(string="Rather satisfied")
    basically_satisfied_count = fields.Integer(string="Basically satisfied")
    dissatisfied_count = fields.Integer(string="Dissatisfied")
    open_count = fields.Integer(
        string="Not finished",
        help="Deadline in this month, and not finished when computed.",
    )

    _unit_type_unique = models.UniqueIndex(
        "(statement_id, department_id, type_id)", "One line for a unit and type."
    )

    @api.depends("record_count", "on_time_count")
    def _compute_on_time_rate(self):
        for line in self:
            line.on_time_rate = (
                line.on_time_count / line.record_count if line.record_count else 0
            )

    def action_view_records(self):
        """Open the callbacks that are counted in this line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        statement = self.statement_id
        domain = statement._get_counted_domain() | statement._get_open_domain()
        domain &= Domain("department_id", "=", self.department_id.id)
        domain &= Domain("type_id", "=", self.type_id.id)
        action["domain"] = list(domain)
        action["context"] = {}
        return action
