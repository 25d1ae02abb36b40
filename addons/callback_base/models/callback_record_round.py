# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..workday.zone import LocalZone


class CallbackRecord(models.Model):
    """One call cannot satisfy two rounds of the same document (M1-07)."""

    _inherit = "callback.record"

    def _close(self, state, now):
        """Rounds that have to be separate are not done on the same day.

        :raises UserError: naming the clause and the round that was done that day
        """
        if state == "done":
            self._check_rounds(now)
        return super()._close(state, now)

    def _check_rounds(self, now):
        """Raise when another round of a document was done on the local day.

        :param now: naive UTC moment at which these callbacks are finished
        """
        bound = self.filtered(lambda r: r.res_id and r.rule_id._is_one_round_a_day())
        for rule, records in bound.grouped("rule_id").items():
            # sudo: also rounds that are in the queue of somebody else.
            done = self.sudo().search(
                [
                    ("rule_id", "=", rule.id),
                    ("res_id", "in", records.mapped("res_id")),
                    ("state", "=", "done"),
                ]
            )
            rounds = [(other, other._get_round_days(now)) for other in done]
            for record in records:
                days = record._get_round_days(now)
                if not record._has_override("round"):
                    record._check_round(days, rounds)
                rounds.append((record, days))

    def _check_round(self, days, rounds):
        for other, other_days in rounds:
            if other.res_id == self.res_id and days & other_days:
                raise UserError(
                    self.env._(
                        "%(clause)s: %(other)s (%(step)s) of %(document)s was done on "
                        "%(day)s. %(record)s is a round of its own and is done on "
                        "another day, or a supervisor allows it with a reason.",
                        clause=self.rule_id._cite("quota"),
                        other=other.name,
                        step=other.step_id.name,
                        document=self.source_name or "",
                        day=format_date(self.env, max(days & other_days)),
                        record=self.name,
                    )
                )

    def _get_round_days(self, now):
        """Return the local days on which a round was called and finished."""
        # sudo: the time zone of a calendar only.
        calendar = self.policy_id._get_calendar(self.company_id).sudo()
        zone = LocalZone(calendar.tz or "UTC")
        moments = (self.date_contact, self.date_done or now)
        return {zone.local(moment).date() for moment in moments if moment}
