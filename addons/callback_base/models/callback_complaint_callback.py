# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackComplaint(models.Model):
    """The callback of each round, and what the customer says in it (P1-12, W1-01)."""

    _inherit = "callback.complaint"

    # The callback of a round ------------------------------------------------

    def _ensure_callback(self, now):
        """Create the callback of this round, once (P1-03, F3-27).

        An anonymous case has nobody to call: it needs the waiver instead.
        """
        self.ensure_one()
        if self.gate != "callback" or not self.partner_id or self.waiver:
            return self.env["callback.record"]
        record = self._get_round_callback()
        if record:
            return record
        self.callback_ids.flush_recordset(["state"])  # the index looks at it
        record = self.env["callback.record"].create(self._prepare_callback(now))
        record.concerned_user_ids = self.concerned_user_ids
        self._get_round().record_id = record
        return record

    def _get_round_callback(self):
        """Return the callback of this round that was not cancelled."""
        return self.callback_ids.filtered(
            lambda r: r.complaint_round == self.round and r.state != "cancelled"
        )[:1]

    def _prepare_callback(self, now):
        """Return the values of the callback of this round; for overriders."""
        step = self.process_id.step_id
        before = self.callback_ids.filtered(lambda r: r.state != "cancelled")
        unit = self.service_department_id or self.record_id.department_id
        values = {
            "company_id": self.company_id.id,
            "step_id": step.id,
            "partner_id": self.partner_id.id,
            "date_event": now,
            "res_model": self._name,
            "res_id": self.id,
            "source_name": self.name,
            "occurrence": len(self.callback_ids) + 1,
            "complaint_id": self.id,
            "complaint_round": self.round,
            "parent_id": (before.sorted("id")[-1:] or self.record_id).id,
            "department_id": unit.id,
            "is_confidential": self.is_confidential,
        }
        channel = self._get_callback_channel(step)
        if channel:
            values["channel_id"] = channel.id
        if self.is_confidential:
            values |= {"department_id": False, "user_id": self.superior_id.id}
        return values

    def _get_callback_channel(self, step):
        """Return the first channel of this round that the customer accepts."""
        allowed = self._get_callback_channels()
        refused = self.partner_id.callback_refused_channel_ids
        first = step.rule_id.channel_id
        ordered = (first & allowed) | allowed.sorted("sequence, id")
        return (ordered - refused)[:1] or ordered[:1]

    def _get_callback_channels(self):
        """Return the channels on which the callback of this round is made."""
        self.ensure_one()
        onsite = self.process_id.onsite_channel_id
        if self.onsite_required and onsite:
            return onsite
        return self.process_id._get_round_channels(self.round)

    # What the callback says ---------------------------------------------------

    def _after_callback(self, record):
        """Take over the answer of the customer: told, and solved or reopened."""
        for complaint in self.filtered(lambda c: c.state in ("resolved", "informed")):
            if not complaint.date_informed and record.date_contact:
                complaint._inform(record.channel_id, record.date_contact)
            content = record.satisfaction == "dissatisfied"
            if record.complaint_solved == "no" or content:
                reason = record.dissatisfaction_reason or record.problem
                complaint._reopen(reason or "", fields.Datetime.now())

    def _reopen(self, reason, now):
        """Begin the next round, one level higher, with clocks of its own (W1-01)."""
        self.ensure_one()
        self._get_round().reopen_reason = reason
        unit = self.department_id or self.service_department_id
        if self.process_id.raises_level:
            unit = unit.parent_id or unit
        leader = self.superior_id if self.is_confidential else self._get_leader(unit)
        self.write(
            {
                "round": self.round + 1,
                "state": "assigned",
                "department_id": unit.id,
                "user_id": leader.id,
                "date_resolved": False,
                "date_informed": False,
                "inform_channel_id": False,
                "resolution": False,
            }
        )
        self._ensure_round(now).department_id = unit
        self._sync_clocks()
        if leader and not self.is_confidential:
            self._plan_work(leader)
