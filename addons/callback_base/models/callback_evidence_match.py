# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .callback_record import OPEN_STATES


class CallbackEvidence(models.Model):
    """Which callback a pushed recording belongs to."""

    _inherit = "callback.evidence"

    @api.model
    def _find_owner(self, ref, number, phone, start):
        """Return the callback and the attempt of a push; both can be empty.

        A number of a callback must exist. Else the telephone number is looked for:
        first among the attempts that began near the start of the recording, then among
        the callbacks under way, then among the planned ones. Several are refused, and
        archived ones are closed: what comes for these waits for a supervisor.
        """
        if number:
            return self._find_numbered(ref, number, start)
        records, attempts = self.env["callback.record"], self.env["callback.attempt"]
        if not phone:
            return records, attempts
        partners = self.env["res.partner"]._callback_find_by_phone(
            phone, self.env.company
        )
        own = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id", "in", partners.ids)
            & Domain("archive_id", "=", False)
        )
        found = attempts.search(
            Domain("record_id", "any", own) & self._get_near_domain(start)
        )
        records = found.record_id
        for state in OPEN_STATES[::-1]:
            if not records:
                records = records.search(own & Domain("state", "=", state))
        if len(records) > 1:
            raise UserError(
                self.env._(
                    "Push %(ref)s: the number %(phone)s fits several callbacks: "
                    "%(records)s. Send the number of the callback as “record”.",
                    ref=ref,
                    phone=phone,
                    records=records.mapped("name"),
                )
            )
        return records, self._get_nearest(found, start)

    @api.model
    def _find_numbered(self, ref, number, start):
        record = self.env["callback.record"].search(
            [("company_id", "=", self.env.company.id), ("name", "=", number)], limit=1
        )
        if not record:
            raise UserError(
                self.env._(
                    "Push %(ref)s: there is no callback %(number)s.",
                    ref=ref,
                    number=number,
                )
            )
        near = Domain("record_id", "=", record.id) & self._get_near_domain(start)
        return record, self._get_nearest(record.attempt_ids.search(near), start)

    @api.model
    def _get_near_domain(self, start):
        """Return the domain of the attempts that began near a moment."""
        if not start:
            return Domain.FALSE
        span = timedelta(minutes=self.env.company.callback_match_minutes)
        return Domain("date_start", ">=", start - span) & Domain(
            "date_start", "<=", start + span
        )

    @api.model
    def _get_nearest(self, attempts, start):
        """Return the attempt that began closest to a moment."""
        if not start:
            return attempts.browse()
        return attempts.sorted(lambda attempt: abs(attempt.date_start - start))[:1]
