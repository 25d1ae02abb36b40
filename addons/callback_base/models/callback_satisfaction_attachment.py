# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """Evidence of a verified round, and of a copy that was sent, stays as it is."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """The bytes and the place of such a file stay."""
        places = {"datas", "raw", "db_datas", "store_fname", "res_id", "res_model"}
        if places & set(vals):
            self._check_survey_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_survey_closed(self):
        self._check_survey_open()

    def _check_survey_open(self):
        # sudo: only whether the document is closed is looked at.
        for model, files in self.sudo().grouped("res_model").items():
            if model == "callback.satisfaction.round":
                closed = [("state", "in", ("verified", "reported"))]
            elif model == "callback.service.copy":
                closed = [("date_sent", "!=", False)]
            else:
                continue
            documents = self.env[model].sudo()  # as above
            used = [("evidence_ids", "in", files.ids), *closed]
            if documents.search_count(used, limit=1):
                raise UserError(
                    self.env._("Evidence of what was verified or sent stays on file.")
                )
