# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackFinanceDepartureLine(models.Model):
    """One account of an adviser who left: its customer is called back (F2-06)."""

    _name = "callback.finance.departure.line"
    _description = "Customer of a departed adviser"
    _inherit = ["callback.source.mixin"]
    _order = "departure_id, id"

    departure_id = fields.Many2one(
        "callback.finance.departure", required=True, index=True, ondelete="restrict"
    )
    account_id = fields.Many2one(
        "callback.finance.account", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="account_id.name", store=True, string="Account number")
    company_id = fields.Many2one(
        related="departure_id.company_id", store=True, index=True
    )
    date = fields.Date(related="departure_id.date", store=True, index=True)
    employee_id = fields.Many2one(related="departure_id.employee_id", store=True)
    partner_id = fields.Many2one(
        related="account_id.partner_id", store=True, string="Customer", index=True
    )
    department_id = fields.Many2one(
        related="account_id.department_id", store=True, string="Outlet", index=True
    )

    _account_unique = models.UniqueIndex(
        "(departure_id, account_id)", "An account is listed once."
    )

    @api.depends("account_id.name", "employee_id.name")
    def _compute_display_name(self):
        for line in self:
            parts = (line.account_id.name, line.employee_id.name)
            line.display_name = " ".join(filter(None, parts))
