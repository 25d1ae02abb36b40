# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackHolidayLoadLine(models.TransientModel):
    """One date of the year that is a holiday, a make-up day or would change."""

    _name = "callback.holiday.load.line"
    _description = "Day in the preview of holidays"
    _order = "date"

    load_id = fields.Many2one(
        "callback.holiday.load", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date()
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        compute="_compute_weekday",
    )
    name = fields.Char(string="Holiday")
    kind = fields.Selection(
        [("holiday", "Holiday"), ("make_up", "Make-up working day")],
        string="Kind of day",
    )
    was_working = fields.Boolean(string="Open so far")
    is_working = fields.Boolean(string="Open then")
    is_override = fields.Boolean(string="Set by Hand")
    reason = fields.Char()
    effect = fields.Selection(
        [
            ("closes", "Closes"),
            ("opens", "Opens"),
            ("stays", "No change"),
            ("override", "Stays as set by hand"),
        ],
        compute="_compute_effect",
    )

    @api.depends("date")
    def _compute_weekday(self):
        for line in self:
            line.weekday = line.date and str(line.date.weekday())

    @api.depends("was_working", "is_working", "is_override")
    def _compute_effect(self):
        for line in self:
            if line.is_override:
                line.effect = "override"
            elif line.was_working == line.is_working:
                line.effect = "stays"
            else:
                line.effect = "opens" if line.is_working else "closes"
