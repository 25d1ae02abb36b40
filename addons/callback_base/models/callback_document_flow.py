# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_record import OPEN_STATES

#: What a callback without own words takes over from the document.
TEXTS = ("content", "problem", "result")


class CallbackDocument(models.Model):
    """Finishing many callbacks by one document."""

    _inherit = "callback.document"

    def action_done(self):
        """Finish all callbacks of the documents, or none of them. RPC.

        Each is checked as its own: channel, facts, evidence, person. The document's
        evidence counts for each, except what only one customer can give.

        :raises UserError: naming the callback and what it lacks; nothing is changed
        """
        self.check_access("write")
        for document in self:
            document._check_ready()
            document._finish()
        return True

    def _check_ready(self):
        """Raise when the document cannot close anything."""
        self.ensure_one()
        self._check_draft()
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(
                self.env._("Only a supervisor closes callbacks by one document.")
            )
        if not self.record_ids:
            raise UserError(
                self.env._(
                    "%(document)s: choose the callbacks that it closes.",
                    document=self.display_name,
                )
            )
        if not self.evidence_ids:
            raise UserError(
                self.env._(
                    "%(document)s: add the document itself as evidence.",
                    document=self.display_name,
                )
            )
        if self.date > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(document)s lies in the future.", document=self.display_name
                )
            )

    def _finish(self):
        """Bring what the document says to the callbacks and finish them."""
        self.ensure_one()
        records = self.record_ids
        records.check_access("write")
        records._check_state(OPEN_STATES, self.env._("finished"))
        for name in TEXTS:
            if self[name]:
                bare = records.filtered(
                    lambda r, name=name: not (r[name] or "").strip()
                )
                bare.write({name: self[name]})
        if records.filtered(lambda record: record.channel_id != self.channel_id):
            records.write({"channel_id": self.channel_id.id})
        self.env["callback.attempt"].create(
            [
                {
                    "record_id": record.id,
                    "channel_id": self.channel_id.id,
                    "user_id": self.user_id.id,
                    "outcome": "answered",
                    "date_start": self.date,
                    "note": self.display_name,
                }
                for record in records
            ]
        )
        # sudo: the state is guarded; the evidence of a finished document counts. A
        # callback that cannot be finished undoes this with everything else.
        self.sudo().write({"state": "done", "date_done": fields.Datetime.now()})
        records.invalidate_recordset(["evidence_missing", "evidence_checklist"])
        records.action_done()

    def action_view_records(self):
        """Open the callbacks of this document."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {**action, "domain": [("document_id", "=", self.id)], "context": {}}
