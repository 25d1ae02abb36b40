# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackStatementAmendmentLine(models.Model):
    """One callback that an amended statement counts in another way."""

    _name = "callback.statement.amendment.line"
    _description = "Difference of an amended statement"
    _order = "amendment_id, record_name, id"

    amendment_id = fields.Many2one(
        "callback.statement.amendment",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    record_id = fields.Many2one(
        "callback.record", string="Callback", readonly=True, ondelete="set null"
    )
    record_name = fields.Char(string="Number", readonly=True)
    change = fields.Selection(
        [("added", "Added"), ("removed", "No longer counted"), ("changed", "Changed")],
        required=True,
        readonly=True,
    )
    value_before = fields.Json(readonly=True, export_string_translation=False)
    value_after = fields.Json(readonly=True, export_string_translation=False)
    text_before = fields.Char(string="Before", compute="_compute_texts")
    text_after = fields.Char(string="Now", compute="_compute_texts")

    @api.depends("value_before", "value_after")
    @api.depends_context("lang")
    def _compute_texts(self):
        for line in self:
            line.text_before = line._describe(line.value_before)
            line.text_after = line._describe(line.value_after)

    def _describe(self, value):
        """Return what a snapshot holds of a callback, in words."""
        if not value:
            return ""
        fields_ = self.env["callback.record"]._fields
        labels = {
            name: dict(fields_[name]._description_selection(self.env))
            for name in ("state", "satisfaction")
        }
        unit = self.env["hr.department"].browse(value["department_id"]).exists()
        kind = self.env["callback.type"].browse(value["type_id"]).exists()
        return " · ".join(
            filter(
                None,
                (
                    labels["state"].get(value["state"]),
                    self.env._("On time") if value["on_time"] else self.env._("Late"),
                    labels["satisfaction"].get(value["satisfaction"]),
                    # sudo: the names, which stand in the statement's lines as well.
                    unit.sudo().name,
                    kind.sudo().name,  # as above
                ),
            )
        )
