# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackArchiveReason(models.TransientModel):
    """Asks why a request is rejected or a hold is released."""

    _name = "callback.archive.reason"
    _description = "Reason for the register"

    access_id = fields.Many2one("callback.archive.access")
    hold_id = fields.Many2one("callback.archive.hold")
    destruction_id = fields.Many2one("callback.archive.destruction")
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Do it, with the reason; the register checks who may."""
        self.ensure_one()
        if self.hold_id:
            self.hold_id.action_release(self.reason)
        for entry in (self.access_id, self.destruction_id):
            if entry:
                entry.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
