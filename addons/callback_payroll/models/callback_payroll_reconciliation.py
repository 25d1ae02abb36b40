# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CallbackPayrollReconciliation(models.Model):
    """Both sides of every confirmed payslip and code, and their difference."""

    _name = "callback.payroll.reconciliation"
    _description = "Reconciliation of fines and payslips"
    _auto = False
    _order = "date_to desc, payslip_id desc, code"
    _depends = {
        "callback.sanction.payment": ["amount", "code", "payslip_id", "state"],
        "hr.payslip": ["company_id", "credit_note", "date_to", "employee_id", "state"],
        "hr.payslip.line": ["code", "slip_id", "total"],
        "hr.salary.rule": ["code", "is_callback"],
    }

    payslip_id = fields.Many2one("hr.payslip", readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_to = fields.Date(string="Pay month", readonly=True)
    code = fields.Char(readonly=True)
    sanction_amount = fields.Monetary(string="Fines and rewards", readonly=True)
    payslip_amount = fields.Monetary(string="On the payslip", readonly=True)
    difference = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT row_number() OVER (ORDER BY s.id, x.code) AS id,
                s.id AS payslip_id, s.employee_id, s.company_id, s.date_to, x.code,
                sum(x.sanction)::numeric AS sanction_amount,
                round(sum(x.line)::numeric, 2) AS payslip_amount,
                round(sum(x.sanction - x.line)::numeric, 2) AS difference
            FROM (
                SELECT payslip_id, code, amount AS sanction, 0 AS line
                FROM callback_sanction_payment WHERE state = 'done'
                UNION ALL
                SELECT l.slip_id, l.code, 0, l.total FROM hr_payslip_line l
                WHERE l.code IN (SELECT code FROM hr_salary_rule WHERE is_callback)
            ) x JOIN hr_payslip s ON s.id = x.payslip_id
            WHERE s.state = 'done' AND s.credit_note IS NOT TRUE
                AND s.refunded_id IS NULL
            GROUP BY s.id, x.code
            HAVING sum(abs(x.sanction)) <> 0 OR sum(abs(x.line)) <> 0"""
        )
