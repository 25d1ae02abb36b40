# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..workday.zone import ONE_DAY
from .attempt_values import Earlier

#: Outcomes in which somebody spoke with the customer.
SPOKEN = ("answered", "refused")


class CallbackAttempt(models.Model):
    """Attempts keep to the hours, the daily limits and the times of the policy.

    Checked for every attempt, however it is entered (BASE-11, BASE-14, R2-11). One
    that is entered later is judged at its own time; a call of the customer never
    breaks a limit.
    """

    _inherit = "callback.attempt"
    _guarded_fields = frozenset({"exception"})

    exception = fields.Selection(
        [("window", "Outside the contact windows"), ("cap", "Above the daily limit")],
        readonly=True,
        help="The policy allows this attempt for the reason given with it.",
    )

    @api.model
    def _check_limits(self, contacts):
        """Return the exception each attempt needs, False for none.

        :raises UserError: naming clause, customer, limit and next possible moment
        """
        earlier = self._get_earlier(contacts)
        exceptions = []
        for contact in contacts:
            self._check_reason(contact)
            exception = False
            if contact.is_limited:
                self._check_same_time(contact, earlier)
                # Both are looked at: what the one allows, the other may refuse.
                above = self._check_cap(contact, earlier)
                exception = self._check_attempt_window(contact) or above
                earlier = [*earlier, self._get_as_earlier(contact)]
            exceptions.append(exception)
        return exceptions

    @api.model
    def _get_as_earlier(self, contact):
        record = contact.record
        counts = self._counts(
            record.policy_id,
            contact.channel,
            contact.outcome,
            contact.ring_seconds,
            contact.is_inbound,
        )
        return Earlier(
            contact.attempt_id,
            record.id,
            record.partner_id.id,
            contact.moment,
            counts or contact.outcome in SPOKEN,
        )

    @api.model
    def _get_earlier(self, contacts):
        """Return the attempts that count against new ones, in one query."""
        limited = [contact for contact in contacts if contact.is_limited]
        domain = Domain.FALSE
        for contact in limited:
            record, policy = contact.record, contact.record.policy_id
            if policy.attempt_same_time == "refused":
                domain |= Domain("record_id", "in", (record | record.parent_id).ids)
            if policy.attempt_cap_customer or policy.attempt_cap_record:
                first, last = self._get_day(contact)
                domain |= (
                    Domain("record_id.partner_id", "=", record.partner_id.id)
                    & Domain("date_start", ">=", first)
                    & Domain("date_start", "<", last)
                )
        if domain.is_false():
            return []
        domain &= Domain("is_inbound", "=", False)
        domain &= Domain("channel_id.is_limited", "=", True)
        # sudo: the calls of colleagues count as well; only numbers are told.
        attempts = self.sudo().search(domain)
        return [
            Earlier(
                attempt.id,
                attempt.record_id.id,
                attempt.record_id.partner_id.id,
                attempt.date_start,
                attempt.is_valid or attempt.outcome in SPOKEN,
            )
            for attempt in attempts
        ]

    @api.model
    def _get_day(self, contact):
        """Return the local day of a moment, as naive UTC: begin and next begin."""
        record = contact.record
        zone = record.policy_id._get_zone(record.company_id)
        day = zone.local(contact.moment).date()
        return zone.midnight(day), zone.midnight(day + ONE_DAY)

    # Single limits ------------------------------------------------------------------

    @api.model
    def _check_reason(self, contact):
        """A try that failed says why, where the policy asks for it (F3-56)."""
        record = contact.record
        if contact.is_other_line and not contact.reason:
            raise ValidationError(
                self.env._(
                    "%(rule)s: %(record)s (%(customer)s): write down why another line "
                    "was used.",
                    rule=record.policy_id._cite("evidence"),
                    record=record.name,
                    customer=record.partner_id.name,
                )
            )
        needed = record.policy_id.attempt_reason_required
        if needed and contact.outcome not in SPOKEN and not contact.reason:
            raise ValidationError(
                self.env._(
                    "%(rule)s: %(record)s (%(customer)s): write down why the attempt "
                    "failed.",
                    rule=record.policy_id._cite("attempts"),
                    record=record.name,
                    customer=record.partner_id.name,
                )
            )

    @api.model
    def _check_attempt_window(self, contact):
        """Outside the contact windows an attempt needs a reason, or is refused."""
        record, policy = contact.record, contact.record.policy_id
        customer, company = record.partner_id, record.company_id
        if policy._is_in_window(contact.moment, customer, company):
            return False
        reason = contact.reason or self._get_planned_reason(contact)
        if policy.attempt_outside == "reason" and reason:
            return "window"
        opens = policy._next_window(contact.moment, customer, company)
        values = {
            **self._get_limit_values(contact, "contact_window"),
            "windows": policy._get_window_text(customer),
            "next": record._format_local(opens),
        }
        if policy.attempt_outside == "reason":
            raise UserError(
                self.env._(
                    "%(rule)s: %(time)s lies outside the contact windows of "
                    "%(customer)s (%(record)s): %(windows)s. Contact the customer from "
                    "%(next)s on, or write the reason down with the attempt.",
                    **values,
                )
            )
        raise UserError(
            self.env._(
                "%(rule)s: %(time)s lies outside the contact windows of %(customer)s "
                "(%(record)s): %(windows)s. Contact the customer from %(next)s on.",
                **values,
            )
        )

    @api.model
    def _get_planned_reason(self, contact):
        """A reason given for the planned time holds for the attempts of that day."""
        record = contact.record
        planned = record.date_planned
        first, last = self._get_day(contact)
        return (planned and first <= planned < last and record.window_reason) or ""

    @api.model
    def _check_cap(self, contact, earlier):
        """Refuse what is above a limit of the day, or ask for the reason."""
        record, policy = contact.record, contact.record.policy_id
        if not (policy.attempt_cap_customer or policy.attempt_cap_record):
            return False
        first, last = self._get_day(contact)
        same_day = [
            other
            for other in earlier
            if first <= other.moment < last
            and other.partner_id == record.partner_id.id
            and (not contact.attempt_id or other.attempt_id != contact.attempt_id)
        ]
        own = [other for other in same_day if other.record_id == record.id]
        for cap, made, subject in (
            (policy.attempt_cap_customer, same_day, record.partner_id.name),
            (policy.attempt_cap_record, own, record.name),
        ):
            if not cap or len(made) < cap:
                continue
            if policy.attempt_over_cap == "reason" and contact.reason:
                return "cap"
            self._raise_cap(contact, cap, subject, last)
        return False

    @api.model
    def _raise_cap(self, contact, cap, subject, tomorrow):
        record, policy = contact.record, contact.record.policy_id
        opens = policy._next_window(tomorrow, record.partner_id, record.company_id)
        values = {
            **self._get_limit_values(contact, "attempts"),
            "cap": cap,
            "subject": subject,
            "next": record._format_local(opens),
        }
        if policy.attempt_over_cap == "reason":
            raise UserError(
                self.env._(
                    "%(rule)s: at most %(cap)s attempts a day for %(subject)s, and so "
                    "many were made on the day of %(time)s (%(record)s, %(customer)s). "
                    "Try again from %(next)s on, or write the reason down with the "
                    "attempt.",
                    **values,
                )
            )
        raise UserError(
            self.env._(
                "%(rule)s: at most %(cap)s attempts a day for %(subject)s, and so many "
                "were made on the day of %(time)s (%(record)s, %(customer)s). Try "
                "again from %(next)s on.",
                **values,
            )
        )

    @api.model
    def _check_same_time(self, contact, earlier):
        """Call again at another time, not at the same one (R2-11)."""
        record, policy = contact.record, contact.record.policy_id
        if policy.attempt_same_time != "refused":
            return
        records = (record | record.parent_id).ids
        for other in earlier:
            if (
                other.is_time
                and other.record_id in records
                and (not contact.attempt_id or other.attempt_id != contact.attempt_id)
                and not policy._is_other_time(
                    other.moment, contact.moment, record.company_id
                )
            ):
                record._raise_same_time(other.moment, contact.moment)

    @api.model
    def _get_limit_values(self, contact, kind):
        record = contact.record
        return {
            "rule": record.policy_id._cite(kind),
            "record": record.name,
            "customer": record.partner_id.name,
            "time": record._format_local(contact.moment),
        }
