# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..schedule.periods import ONE_DAY

WEEKEND = (5, 6)


class CallbackCampaignDate(models.Model):
    """One date of a campaign, or one week; set by the campaign alone."""

    _name = "callback.campaign.date"
    _description = "Campaign date"
    _order = "campaign_id, date_from"

    campaign_id = fields.Many2one(
        "callback.campaign", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day", required=True)
    date_original = fields.Date(
        string="Before the shift", help="The date of the pattern."
    )
    warning = fields.Char(
        compute="_compute_warning",
        help="Days off on which the campaign would be held.",
    )
    date_generated = fields.Datetime(string="Callbacks made on", readonly=True)
    callback_count = fields.Integer(string="Callbacks made", readonly=True)

    _date_unique = models.UniqueIndex(
        "(campaign_id, date_from)", "The campaign has this date already."
    )

    @api.depends("campaign_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.campaign_id.name or ""

    @api.depends("date_from", "date_to", "campaign_id.rule_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        """Name the days off, in one look at the table of each calendar."""
        workday = self.env["callback.workday"]
        for campaign, lines in self.grouped("campaign_id").items():
            calendar = campaign._get_batch_calendar()
            if not calendar:
                lines.warning = ""
                continue
            for line in lines:
                line.warning = workday._with_table(calendar, line._get_warning)

    def _get_warning(self, table):
        """Return the days off in words, from a ``WorkdayTable``.

        A single date counts with weekends; a campaign of several days only names
        holidays, for its weekends are meant to be in it.
        """
        if not (self.date_from and self.date_to):
            return ""
        workday = self.env["callback.workday"]
        found, day = [], self.date_from
        while day <= self.date_to:
            is_open, _end, source, name = table.row(day)
            usual = source == "calendar"
            if not is_open and not (usual and self.date_from < self.date_to):
                if usual:
                    source = "weekend" if day.weekday() in WEEKEND else "closed"
                reason = workday._reason_text({"reason": source, "name": name})
                found.append(
                    self.env._(
                        "%(date)s is closed (%(reason)s).", date=str(day), reason=reason
                    )
                )
            day += ONE_DAY
        return " ".join(found)
