# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackAttachedMixin(models.AbstractModel):
    """Files put on a document belong to it: who reads the one reads the other."""

    _name = "callback.attached.mixin"
    _description = "Document with files"

    @api.model_create_multi
    def create(self, vals_list):
        """Take the files over."""
        documents = super().create(vals_list)
        documents._own_files()
        return documents

    def write(self, vals):
        """Take new files over."""
        result = super().write(vals)
        if "evidence_ids" in vals:
            self._own_files()
        return result

    def _own_files(self):
        for document in self:
            # sudo: files that belong to nothing yet and were put here by who may
            # write the document; no other file changes hands.
            files = document.sudo().evidence_ids
            files.filtered(lambda file: not file.res_id).write(
                {"res_model": document._name, "res_id": document.id}
            )
