# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """Company: the calendar in which its deadlines are counted."""

    _inherit = "res.company"

    callback_calendar_id = fields.Many2one(
        "resource.calendar",
        default=lambda self: self._default_callback_calendar(),
        domain="[('company_id', 'in', [id, False])]",
        ondelete="restrict",
        help="Working days, holidays and time zone by which callback deadlines are"
        " counted where a policy names no calendar of its own.",
    )

    @api.model
    def _default_callback_calendar(self):
        return self.env.ref("callback_base.calendar_standard", raise_if_not_found=False)

    @api.model
    def _callback_init_calendar(self):
        """Give the shipped calendar to companies that existed before the addon."""
        calendar = self._default_callback_calendar()
        companies = self.search([("callback_calendar_id", "=", False)])
        companies.write({"callback_calendar_id": calendar.id})

    @api.model_create_multi
    def create(self, vals_list):
        """Create companies; a calendar they share may count other time off then."""
        companies = super().create(vals_list)
        companies._callback_shared_calendars()._callback_rebuild()
        return companies

    def write(self, vals):
        """Change companies; see ``create``."""
        if "callback_calendar_id" not in vals:
            return super().write(vals)
        calendars = self._callback_shared_calendars()
        result = super().write(vals)
        (calendars | self._callback_shared_calendars())._callback_rebuild()
        return result

    def _callback_shared_calendars(self):
        """Return the calendars without company by which these companies work."""
        # Only the company of the calendar is looked at, nothing is shown.
        calendars = self.sudo().callback_calendar_id
        return calendars.filtered(lambda calendar: not calendar.company_id)
