# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRuleDiagnosisLine(models.TransientModel):
    """One sample event with the deadline a step gives it."""

    _name = "callback.rule.diagnosis.line"
    _description = "Sample deadline"
    _order = "date_event, id"

    diagnosis_id = fields.Many2one(
        "callback.rule.diagnosis", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Before")
    step_id = fields.Many2one("callback.rule.step")
    date_event = fields.Datetime(string="Event time")
    deadline = fields.Datetime()
    why = fields.Text(string="Why this deadline?")
