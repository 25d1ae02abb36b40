# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRecord(models.Model):
    """What an open callback takes over when its document is corrected (EX-004)."""

    _inherit = "callback.record"

    def _follow_documents(self, sources):
        """Take over time, customer and department, or give up what is not owed.

        A callback whose document no longer meets the rule is cancelled; the sweep
        makes the one that is owed instead.

        :param sources: documents that still meet the rule, by id
        """
        for record in self:
            source = sources.get(record.res_id)
            if source:
                record._follow(source)
            else:
                reason = self.env._("The document no longer meets the rule.")
                record.write({"state": "cancelled", "cancel_reason": reason})

    def _follow(self, source):
        self.ensure_one()
        rule, values = self.rule_id, {}
        department = source[rule.department_field]
        if department != self.department_id:
            values["department_id"] = department.id
            if self.state == "planned":
                values["user_id"] = False
        partner = source[rule.partner_field]
        if partner and partner != self.partner_id:
            values["partner_id"] = partner.id
        if values:
            self.write(values)
        if source[rule.event_field] != self.date_event:
            self._move_event(source[rule.event_field])

    def _move_event(self, date_event):
        """Derive the deadline anew from a corrected event time, and say so."""
        before = self.deadline
        self.write({"date_event": date_event, "deadline_breached": False})
        self._set_deadline()
        granted = self.extension_ids.filtered(lambda e: e.state == "approved")
        if granted:
            self._extend_again(granted[0])
        self._message_log(
            body=self.env._(
                "The document was corrected: deadline %(after)s instead of %(before)s.",
                before=self._format_local(before),
                after=self._format_local(self.deadline),
            )
        )

    def _extend_again(self, extension):
        """Give a granted extension its length again, from the corrected event."""
        calendar = self.policy_id._get_calendar(self.company_id)
        arguments = (
            self.date_event,
            extension.quantity,
            extension.unit,
            calendar,
            self.step_id.shift,
        )
        options = self.policy_id._get_deadline_options()
        workday = self.env["callback.workday"]
        self.write(
            {
                "deadline": workday.deadline(*arguments, **options),
                "deadline_basis": workday._basis(*arguments, **options),
            }
        )
