# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """Public time off: every change reaches the working days it can close."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        """Create time off and rebuild the working days of the calendars it closes."""
        leaves = super().create(vals_list)
        leaves._callback_calendars()._callback_rebuild()
        return leaves

    def write(self, vals):
        """Change time off and rebuild the calendars it closed and closes."""
        calendars = self._callback_calendars()
        result = super().write(vals)
        (calendars | self._callback_calendars())._callback_rebuild()
        return result

    def unlink(self):
        """Remove time off and rebuild the calendars it closed."""
        calendars = self._callback_calendars()
        result = super().unlink()
        calendars._callback_rebuild()
        return result

    def _callback_calendars(self):
        """Return the calendars whose working days this time off may close.

        Time off of a single resource closes none. Without a calendar it concerns all
        calendars of its company and those without a company.
        """
        public = self.filtered(lambda leave: not leave.resource_id)
        calendars = public.calendar_id
        general = public.filtered(lambda leave: not leave.calendar_id)
        if general:
            companies = [*general.company_id.ids, False]
            # The rows of calendars the user cannot see have to follow as well; only
            # derived rows are changed.
            calendars |= (
                calendars.sudo()  # see above
                .with_context(active_test=False)
                .search([("company_id", "in", companies)])
            )
        return calendars
