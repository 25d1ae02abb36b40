# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models

from ..workday.zone import ONE_DAY, LocalZone

OUTSIDE = [
    ("reason", "Needs a reason"),
    ("refused", "Is refused"),
]
#: Minutes of the units in which two attempts can lie apart; days are local days.
APART_MINUTES = {"minute": 1, "hour": 60}


class CallbackPolicy(models.Model):
    """Which attempts a policy allows, and which of them count (BASE-11, BASE-14)."""

    _inherit = "callback.policy"

    attempt_outside = fields.Selection(
        OUTSIDE,
        string="Attempt outside the contact windows",
        default="reason",
        required=True,
        help="What happens when somebody is contacted outside the windows. A call of "
        "the customer is always accepted.",
    )
    attempt_cap_customer = fields.Integer(
        string="Attempts per customer and day",
        help="On all callbacks of the customer together, by local day. 0: no limit.",
    )
    attempt_cap_record = fields.Integer(
        string="Attempts per callback and day", help="By local day. 0: no limit."
    )
    attempt_over_cap = fields.Selection(
        OUTSIDE,
        string="Attempt above the daily limit",
        default="refused",
        required=True,
    )
    attempt_apart = fields.Integer(
        string="Different times lie apart",
        default=1,
        required=True,
        help="Attempts that lie closer together count as one time.",
    )
    attempt_apart_unit = fields.Selection(
        [("minute", "Minutes"), ("hour", "Hours"), ("day", "Days")],
        string="Unit of the time apart",
        default="minute",
        required=True,
        help="Clock minutes and hours, or local days: another minute, another day.",
    )
    attempt_same_time = fields.Selection(
        [("once", "Counts once"), ("refused", "Is refused")],
        string="Attempt at the same time",
        default="once",
        required=True,
        help="What happens to another attempt at a time that is not different.",
    )
    attempt_reason_required = fields.Boolean(
        string="Reason of every failed attempt",
        help="An attempt that did not reach the customer is logged with its reason.",
    )
    attempt_invalid_number = fields.Boolean(
        string="A wrong number counts as an attempt",
        help="Otherwise another number is asked for, and the attempt does not count.",
    )

    ladder_ids = fields.One2many(
        "callback.ladder.step", "policy_id", string="Channel ladder", copy=True
    )
    channel_rule_ids = fields.One2many(
        "callback.channel.rule",
        "policy_id",
        string="Channels under a condition",
        copy=True,
    )

    _attempt_limits_positive = models.Constraint(
        "CHECK (attempt_cap_customer >= 0 AND attempt_cap_record >= 0)",
        "A daily limit cannot be negative; 0 is no limit.",
    )
    _attempt_apart_positive = models.Constraint(
        "CHECK (attempt_apart > 0)",
        "Different times lie at least one minute, hour or day apart.",
    )

    def _get_zone(self, company=None):
        """Return the time zone in which this policy counts days."""
        self.ensure_one()
        return LocalZone(self._get_calendar(company).tz or "UTC")

    def _is_other_time(self, one, other, company=None):
        """Tell whether two attempts are at different times (F3-57, R2-11).

        :param one: naive UTC time of an attempt
        :param other: the same of another one
        :param company: whose time zone counts when the policy has no calendar
        """
        zone, apart = self._get_zone(company), self.attempt_apart
        one, other = zone.local(one), zone.local(other)
        if self.attempt_apart_unit == "day":
            return abs((one.date() - other.date()).days) >= apart
        minutes = apart * APART_MINUTES[self.attempt_apart_unit]
        first, second = sorted(m.replace(second=0, microsecond=0) for m in (one, other))
        return second - first >= timedelta(minutes=minutes)

    def _get_other_time(self, moment, company=None):
        """Return the first naive UTC moment after an attempt that is different."""
        zone, apart = self._get_zone(company), self.attempt_apart
        local = zone.local(moment)
        if self.attempt_apart_unit == "day":
            return zone.midnight(local.date() + ONE_DAY * apart)
        minutes = apart * APART_MINUTES[self.attempt_apart_unit]
        return zone.moment(local.replace(second=0) + timedelta(minutes=minutes))

    def _count_times(self, moments, company=None):
        """Return how many different times there are among naive UTC moments."""
        count, last = 0, None
        for moment in sorted(moments):
            if last is None or self._is_other_time(last, moment, company):
                count, last = count + 1, moment
        return count

    def _get_ring_seconds(self, channel):
        """Return how long an attempt on a channel must ring to count (X-26)."""
        step = self.ladder_ids.filtered(lambda step: step.channel_id == channel)
        return step.ring_seconds or self.attempt_ring_seconds

    def _link_own_clauses(self):
        """Link the copied steps and conditions to the clauses of this version."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        for part in [*self.ladder_ids, *self.channel_rule_ids]:
            codes = part.clause_ids.mapped("code")
            part.clause_ids = [fields.Command.set([own[code] for code in codes])]
        return result
