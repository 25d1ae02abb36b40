# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackServiceLine(models.Model):
    """One kind of service in a report: how many, done, still open."""

    _name = "callback.service.line"
    _description = "Line of a service report"
    _order = "report_id, kind, id"

    report_id = fields.Many2one(
        "callback.service.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("callback", "Callback"), ("complaint", "Complaint or issue")], required=True
    )
    name = fields.Char(string="Service", required=True)
    service_count = fields.Integer(string="How many")
    done_count = fields.Integer(string="Done")
    open_count = fields.Integer(string="Still open")
