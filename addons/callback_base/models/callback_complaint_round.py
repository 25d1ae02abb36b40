# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackComplaintRound(models.Model):
    """One round of a complaint: result, telling the customer, callback (P1-12, W1-01).

    Written by the actions of the complaint only; a closed round stays as it was.
    """

    _name = "callback.complaint.round"
    _description = "Round of a complaint"
    _order = "complaint_id, number"

    complaint_id = fields.Many2one(
        "callback.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    number = fields.Integer(string="Round", required=True, aggregator="max")
    department_id = fields.Many2one(
        "hr.department", string="Responsible department", ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", string="Resolved by", ondelete="restrict")
    date_start = fields.Datetime(string="Begun", required=True)
    date_resolved = fields.Datetime(string="Result on")
    resolution = fields.Text(string="Result and measures")
    date_informed = fields.Datetime(string="Customer informed on")
    channel_id = fields.Many2one(
        "callback.channel", string="Informed by", ondelete="restrict"
    )
    record_id = fields.Many2one(
        "callback.record", string="Callback", ondelete="restrict"
    )
    reopen_reason = fields.Text(string="Not solved because")
    response_hours = fields.Float(
        string="Response time (h)",
        compute="_compute_response_hours",
        store=True,
        aggregator="avg",
        help="Hours from receipt, or from reopening, to the result.",
    )

    _number_unique = models.UniqueIndex(
        "(complaint_id, number)", "A complaint has each round once."
    )

    @api.depends("date_start", "date_resolved")
    def _compute_response_hours(self):
        for line in self:
            span = line.date_resolved and line.date_resolved - line.date_start
            line.response_hours = span.total_seconds() / 3600 if span else 0

    @api.depends("number", "complaint_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = self.env._(
                "%(complaint)s, round %(number)s",
                complaint=line.complaint_id.name,
                number=line.number,
            )
