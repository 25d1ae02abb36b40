# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSourceMixin(models.AbstractModel):
    """Document from which callbacks arise: shows them, and grounds an extension."""

    _name = "callback.source.mixin"
    _description = "Source of callbacks"

    callback_record_ids = fields.One2many(
        "callback.record",
        "res_id",
        string="Callbacks",
        domain=lambda self: [("res_model", "=", self._name)],
    )
    callback_record_count = fields.Integer(compute="_compute_callback_record_count")

    # The sweep looks for what changed since the one before: without it, at all.
    _write_date_index = models.Index("(write_date)")

    def _compute_callback_record_count(self):
        groups = self.env["callback.record"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for source in self:
            source.callback_record_count = counts.get(source.id, 0)

    def action_view_callback_records(self):
        """Open the callbacks of these documents."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        action["domain"] = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        action["context"] = {}
        return action

    def _get_callback_extension_ground(self):
        """Return the declared event that lengthens this document's limits.

        :returns: ``(reason, approver)`` or ``None``; documents that know such
            events override this (U1-20)
        """
        return None
