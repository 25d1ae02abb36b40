# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .complaint_selections import OPEN_STATES


class IrAttachment(models.Model):
    """Files of a closed complaint stay as they are (P1-17)."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """The bytes and the place of such a file stay."""
        if {"datas", "raw", "db_datas", "store_fname", "res_id", "res_model"} & set(
            vals
        ):
            self._check_complaint_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_complaint_closed(self):
        self._check_complaint_open()

    def _check_complaint_open(self):
        # sudo: only whether the case is closed is looked at.
        attachments, complaints = self.sudo(), self.env["callback.complaint"].sudo()
        of_case = attachments.filtered(lambda file: file.res_model == complaints._name)
        # A reply or a source can also be a file that lies somewhere else.
        files = (
            Domain("id", "in", of_case.mapped("res_id"))
            | Domain("reply_attachment_ids", "in", self.ids)
            | Domain("source_ids", "any", [("attachment_ids", "in", self.ids)])
        )
        closed = complaints.search(files & Domain("state", "not in", OPEN_STATES))
        if closed:
            raise UserError(
                self.env._(
                    "%(complaint)s is closed and its files cannot be changed.",
                    complaint=closed[0].name,
                )
            )

    def _hand_to_complaint(self, complaint):
        """Make files that the user has just uploaded files of a case.

        Who sees the case can open them then, so they have to be the user's to give.

        :raises AccessError: for a file of somebody else or of another document
        """
        self.check_access("write")
        # sudo: whose file it is
        for file in self.sudo():
            own = (file.res_model, file.res_id) == (complaint._name, complaint.id)
            if file.res_field or (file.res_id and not own):
                raise AccessError(
                    self.env._(
                        "“%(file)s” belongs to another document. Upload it here.",
                        file=file.name,
                    )
                )
        # sudo: who files a case need not see it afterwards; whose the files are was
        # checked above.
        self.sudo().write({"res_model": complaint._name, "res_id": complaint.id})
