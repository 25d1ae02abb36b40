# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """What the attempts of a callback mean for it: number, times, next moment."""

    _inherit = "callback.record"

    phone_other = fields.Char(
        string="Another number",
        copy=False,
        tracking=True,
        help="Called instead of the number of the customer.",
    )
    phone_call = fields.Char(
        string="Number to call", compute="_compute_phone_call", compute_sudo=True
    )
    phone_invalid = fields.Boolean(
        string="Wrong number",
        compute="_compute_phone_call",
        compute_sudo=True,
        help="An attempt found the number wrong: ask for another one.",
    )
    attempt_text = fields.Char(string="Valid attempts", compute="_compute_attempt_text")

    attempt_summary = fields.Text(string="Contacts", compute="_compute_attempt_summary")

    @api.depends(
        "phone_other",
        "partner_id.phone",
        "contact_id.phone",
        "attempt_ids.outcome",
        "attempt_ids.phone",
    )
    def _compute_phone_call(self):
        for record in self:
            contact = record.contact_id.phone or record.partner_id.phone
            number = record.phone_other or contact
            wrong = record.attempt_ids.filtered(lambda a: a.outcome == "invalid_number")
            record.phone_call = number
            record.phone_invalid = bool(number and number in wrong.mapped("phone"))

    @api.depends("attempt_ids.is_valid", "attempt_ids.date_start", "policy_id")
    def _compute_attempt_text(self):
        """Say how many attempts count, of how many (BASE-11)."""
        for record in self:
            text = ""
            if record.policy_id and record.attempt_ids:
                text = self.env._(
                    "%(valid)s of %(needed)s",
                    valid=record.attempt_ids._count_valid(),
                    needed=max(record.policy_id.attempt_min, 1),
                )
            record.attempt_text = text

    @api.depends(
        "attempt_ids.date_start",
        "attempt_ids.outcome",
        "attempt_ids.ring_seconds",
        "attempt_ids.note",
    )
    def _compute_attempt_summary(self):
        """List the attempts the way a caller remembers them."""
        labels = dict(
            self.env["callback.attempt"]
            ._fields["outcome"]
            ._description_selection(self.env)
        )
        for record in self:
            lines = []
            for number, attempt in enumerate(record.attempt_ids, start=1):
                parts = [
                    str(number),
                    record._format_local(attempt.date_start),
                    attempt.channel_id.name,
                    labels.get(attempt.outcome, ""),
                ]
                if attempt.ring_seconds:
                    parts.append(
                        self.env._("%(seconds)s s", seconds=attempt.ring_seconds)
                    )
                lines.append(" ".join(filter(None, [*parts, attempt.note])))
            record.attempt_summary = "\n".join(lines)

    @api.constrains("date_planned")
    def _check_planned_time(self):
        """The next attempt is not planned for a time that was tried (R2-11)."""
        for record in self.filtered(
            lambda r: r.date_planned and r.state in OPEN_STATES
        ):
            policy = record.policy_id
            if policy.attempt_same_time != "refused":
                continue
            # sudo: the attempts of the callback before may be a colleague's.
            attempts = (record | record.parent_id).sudo().attempt_ids
            tried = attempts.filtered(
                lambda a: (a.is_valid or a.outcome == "refused") and not a.is_inbound
            )
            for attempt in tried:
                planned = record.date_planned
                if not policy._is_other_time(
                    attempt.date_start, planned, record.company_id
                ):
                    record._raise_same_time(attempt.date_start, planned)

    def _raise_same_time(self, tried, moment):
        """Raise naming the attempt that was made at the same time."""
        policy, company = self.policy_id, self.company_id
        other = policy._get_other_time(tried, company)
        opens = policy._next_window(other, self.partner_id, company)
        raise UserError(
            self.env._(
                "%(rule)s: %(customer)s (%(record)s) was tried at %(tried)s; %(time)s "
                "is not another time. Try again from %(next)s on.",
                rule=policy._cite("attempts"),
                customer=self.partner_id.name,
                record=self.name,
                tried=self._format_local(tried),
                time=self._format_local(moment),
                next=self._format_local(opens),
            )
        )
