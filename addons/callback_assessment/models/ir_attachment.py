# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

#: The state in which a document's files still change.
OPEN_STATE = {
    "callback.violation": "draft",
    "callback.sanction": "proposed",
    "callback.appeal": "draft",
}
#: What makes a file, and whose file it is.
CONTENT = frozenset(
    "checksum datas db_datas mimetype name raw res_id res_model store_fname type"
    " url".split()
)


class IrAttachment(models.Model):
    """Evidence of fines and appeals stays as long as what it proves (ASMT-13, 14)."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse to change what proves a report, a line or an appeal."""
        if CONTENT & set(vals):
            self._check_callback_proof()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_proof(self):
        self._check_callback_proof()

    def _check_callback_proof(self):
        if self.env.su or not self.ids:
            return
        for model, state in OPEN_STATE.items():
            # sudo: whether a file proves something that went on, whoever may see it.
            documents = self.env[model].sudo()
            found = documents.search(
                [("evidence_ids", "in", self.ids), ("state", "!=", state)], limit=1
            )
            if found:
                raise UserError(
                    self.env._(
                        "This file is evidence of %(document)s and stays as it is.",
                        document=found.name,
                    )
                )
