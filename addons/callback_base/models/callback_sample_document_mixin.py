# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSampleDocumentMixin(models.AbstractModel):
    """A document of the population of a sample; models add ``sample_id``."""

    _name = "callback.sample.document.mixin"
    _description = "Document of a sample"

    sample_id = fields.Many2one("callback.sample", required=True)
    model_name = fields.Char(related="sample_id.model_name")
    res_id = fields.Many2oneReference(
        string="Document", model_field="model_name", required=True
    )
    res_name = fields.Char(string="Document name", compute="_compute_res_name")

    @api.depends("res_id", "sample_id.model_id")
    def _compute_res_name(self):
        """Name the document to those who may read it, give the others its number."""
        self.res_name = False
        for name, rows in self.grouped("model_name").items():
            if name not in self.env or not self.env[name].has_access("read"):
                continue
            documents = self.env[name].browse(rows.mapped("res_id")).exists()
            names = {d.id: d.display_name for d in documents._filtered_access("read")}
            for row in rows:
                row.res_name = names.get(row.res_id)

    @api.depends("res_name", "res_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.res_name or f"#{row.res_id}"
