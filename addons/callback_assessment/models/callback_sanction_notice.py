# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CallbackSanctionNotice(models.Model):
    """What all employees see of published results: no amount, no facts (G1-72)."""

    _name = "callback.sanction.notice"
    _description = "Published result"
    _auto = False
    _order = "date_published desc, id desc"
    _depends = {
        "callback.sanction": [
            "company_id",
            "date",
            "date_published",
            "department_id",
            "direction",
            "employee_id",
            "measure",
            "name",
            "reversal_of_id",
            "rule_id",
            "state",
        ],
        "callback.penalty.rule": ["name"],
        "hr.employee": ["name"],
    }

    name = fields.Char(string="Number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    person = fields.Char(readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    rule = fields.Char(readonly=True)
    direction = fields.Selection(
        [("deduct", "Deduction"), ("award", "Reward")], readonly=True
    )
    measure = fields.Selection(
        selection=lambda self: self.env["callback.sanction"]
        ._fields["measure"]
        .selection,
        readonly=True,
    )
    date = fields.Date(string="Happened on", readonly=True)
    date_published = fields.Datetime(string="Published on", readonly=True)

    @property
    def _table_query(self):
        name = self.env["callback.penalty.rule"]._field_to_sql("r", "name")
        return SQL(
            "SELECT s.id, s.name, s.company_id, e.name AS person, s.department_id,"
            " %s AS rule, s.direction, s.measure, s.date, s.date_published"
            " FROM callback_sanction s JOIN callback_penalty_rule r ON r.id = s.rule_id"
            " LEFT JOIN hr_employee e ON e.id = s.employee_id"
            " WHERE s.date_published IS NOT NULL"
            " AND s.state IN ('final', 'handed_over') AND s.reversal_of_id IS NULL",
            name,
        )
