# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanForecastLine(models.TransientModel):
    """A working day, or the working days of a week, in a forecast."""

    _name = "callback.plan.forecast.line"
    _description = "Day of a forecast"
    _order = "date, id"

    forecast_id = fields.Many2one(
        "callback.plan.forecast", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(string="From")
    date_last = fields.Date(string="To")
    due_count = fields.Integer(string="Due")
    estimate_count = fields.Integer(string="Of these estimated")
    due_total = fields.Integer(string="Due so far", aggregator=None)
    capacity_total = fields.Float(
        string="Can be done so far", digits=(16, 1), aggregator=None
    )
    load = fields.Float(
        string="Load of a caller",
        aggregator=None,
        help="What is due so far as a share of what can be done so far.",
    )
    is_held = fields.Boolean(
        string="Can be held", help="All deadlines up to this day can be held."
    )
