# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Command

from ..schedule.periods import ONE_DAY, first_week, month_after


class CallbackCampaign(models.Model):
    """The dates of a campaign (C1-01, C2-01)."""

    _inherit = "callback.campaign"

    def _get_schedule_calendar(self):
        return self._get_batch_calendar()

    def _get_dates_text(self):
        """Return in words when the campaign is held."""
        self.ensure_one()
        if self.date_basis == "next_month":
            labels = dict(self._fields["first_week"]._description_selection(self.env))
            return self.env._(
                "first week of the month after the approval (%(week)s)",
                week=labels.get(self.first_week, ""),
            )
        text = self._get_schedule_text()
        if text and self.date_end and self.schedule_pattern != "once":
            return self.env._(
                "%(dates)s, until %(date)s", dates=text, date=str(self.date_end)
            )
        return text

    def _has_end(self):
        """Tell whether the pattern gives a list of dates, not an endless series."""
        self.ensure_one()
        ends = self.schedule_pattern == "once" or self.schedule_count or self.date_end
        return bool(self.schedule_start and ends)

    def _get_spans(self):
        """Return the dates as (first day, last day, first day before any shift).

        :raises UserError: naming the campaign, when its pattern has no end
        """
        self.ensure_one()
        if self.date_basis == "next_month":
            if not self.date_approved:
                return []
            zone = self._get_batch_zone()
            month = month_after(zone.local(self.date_approved).date())
            first, last = first_week(month, self.first_week)
            return [(first, last, first)]
        length = ONE_DAY * (self.duration_days - 1)
        return [
            (day, day + length, original)
            for day, original in self._get_schedule_series(last=self.date_end or None)
        ]

    def _refresh_dates(self):
        """Write the dates anew; those whose callbacks were made stay."""
        for campaign in self:
            made = campaign.date_ids.filtered("date_generated")
            spans = []
            if campaign.date_basis == "next_month" or campaign._has_end():
                spans = campaign._get_spans()
            kept = set(made.mapped("date_from"))
            # Two dates that a shift moved to one day are one.
            spans = {span[0]: span for span in reversed(spans) if span[0] not in kept}
            # sudo: dates are closed to every role; they follow from the campaign,
            # which the caller may write.
            campaign.sudo().write(
                {
                    "date_ids": [
                        *(Command.delete(line.id) for line in campaign.date_ids - made),
                        *(
                            Command.create(
                                {
                                    "date_from": first,
                                    "date_to": last,
                                    "date_original": original,
                                }
                            )
                            for first, last, original in sorted(spans.values())
                        ),
                    ]
                }
            )
