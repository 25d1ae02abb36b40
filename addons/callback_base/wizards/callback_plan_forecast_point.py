# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanForecastPoint(models.TransientModel):
    """A point of the two lines that the graph of a forecast compares."""

    _name = "callback.plan.forecast.point"
    _description = "Point of a forecast"
    _order = "date, id"

    forecast_id = fields.Many2one(
        "callback.plan.forecast", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date()
    series = fields.Selection(
        [("due", "Due so far"), ("capacity", "Can be done so far")], required=True
    )
    value = fields.Float(string="Callbacks", digits=(16, 1))
