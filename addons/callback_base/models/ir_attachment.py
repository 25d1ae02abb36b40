# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class IrAttachment(models.Model):
    """The file of an archived evidence is as fixed as the evidence itself."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse to change the file of an archived evidence."""
        self._check_callback_evidence()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_evidence(self):
        self._check_callback_evidence()

    def _check_callback_evidence(self):
        # sudo: only looks whether the attachment is evidence of an archived record.
        evidence = self.env["callback.evidence"].sudo()
        attachments = self.sudo()  # see above
        ids = [
            attachment.res_id
            for attachment in attachments
            if attachment.res_model == evidence._name and attachment.res_id
        ]
        if ids:
            evidence.browse(ids).exists()._check_not_archived()
