# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """Moving the deadline of a record: by request, or by a declared event."""

    _inherit = "callback.record"

    def request_extension(self, quantity, unit, reason):
        """Ask for a longer limit. RPC.

        :param quantity: whole new limit counted from the event, for example 48
        :param unit: as in ``callback.workday.deadline``
        :returns: the requested ``callback.extension``
        :raises UserError: when the policy does not allow it (U1-20)
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("extended"))
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for the extension."))
        return self.env["callback.extension"].create(
            {
                "record_id": self.id,
                "quantity": quantity,
                "unit": unit,
                "reason": reason.strip(),
            }
        )

    def _get_source(self):
        """Return the document behind the record, or None when it is gone."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists() or None

    def _meets_extension_condition(self):
        """Tell whether the step's condition for an extension holds."""
        self.ensure_one()
        domain = self.step_id._get_extension_domain()
        if domain.is_true():
            return True
        # sudo: the condition speaks of the document, which a caller need not be
        # allowed to read; only the answer yes or no leaves this method.
        source = self.sudo()._get_source()
        return bool(source and source.filtered_domain(Domain(domain)))

    def _extend_for_event(self, reason, approver):
        """Give open records the longest limit of their step, for a declared event.

        Called when an event that the step's condition names has been approved.
        Records that have that limit already are left alone, so it can be repeated.

        :param reason: name of the event, kept on the extension
        :param approver: ``res.users`` who approved the event
        :returns: the records whose deadline moved
        """
        moved = self.browse()
        for record in self:
            step = record.step_id
            start = step._get_anchor(record.date_event, record.company_id)
            limit = step._get_extension_limit(start, record.company_id)
            if (
                record.state not in OPEN_STATES
                or not limit
                or limit <= record.deadline
                or not record._meets_extension_condition()
            ):
                continue
            extension = self.env["callback.extension"].create(
                {
                    "record_id": record.id,
                    "quantity": step.extension_quantity,
                    "unit": step.extension_unit,
                    "reason": reason,
                }
            )
            extension._approve(approver)
            moved |= record
        return moved

    def _apply_extension(self, extension, missed):
        """Set the new deadline and keep the old one, with its breach if any.

        :param missed: the deadline that had passed before the extension, or False
        """
        self.ensure_one()
        step = self.step_id
        calendar = self.policy_id._get_calendar(self.company_id)
        basis = self.env["callback.workday"]._basis(
            step._get_anchor(self.date_event, self.company_id),
            extension.quantity,
            extension.unit,
            calendar,
            step.shift,
            **self.policy_id._get_deadline_options(),
        )
        values = {"deadline": extension.deadline_after, "deadline_basis": basis}
        if missed and not self.deadline_breached:
            values["deadline_breached"] = missed
        self.write(values)
        self._message_log(
            body=self.env._(
                "Deadline moved from %(before)s to %(after)s. Reason: %(reason)s. "
                "Approved by %(approver)s.",
                before=self._format_local(extension.deadline_before),
                after=self._format_local(extension.deadline_after),
                reason=extension.reason,
                approver=extension.approver_id.name,
            )
        )
