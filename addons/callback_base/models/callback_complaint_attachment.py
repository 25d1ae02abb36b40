# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

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
        mine = self.filtered(lambda file: file.res_model == "callback.complaint")
        if not mine:
            return
        # sudo: only whether the case is closed is looked at.
        complaints = self.env["callback.complaint"].sudo()
        closed = complaints.browse(mine.mapped("res_id")).exists()
        closed = closed.filtered(lambda case: case.state not in OPEN_STATES)
        if closed:
            raise UserError(
                self.env._(
                    "%(complaint)s is closed and its files cannot be changed.",
                    complaint=closed[0].name,
                )
            )
