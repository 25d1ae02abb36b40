# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRecordCombine(models.TransientModel):
    """Asks which open callbacks a finished visit satisfies too (U4-15)."""

    _name = "callback.record.combine"
    _description = "Combine callbacks"

    record_id = fields.Many2one(
        "callback.record",
        string="Visit",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    candidate_ids = fields.Many2many(
        "callback.record",
        "callback_record_combine_candidate_rel",
        string="Can be satisfied too",
        compute="_compute_candidate_ids",
    )
    other_ids = fields.Many2many(
        "callback.record",
        string="Also satisfies",
        domain="[('id', 'in', candidate_ids)]",
    )

    @api.depends("record_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            domain = wizard.record_id._get_combinable_domain()
            wizard.candidate_ids = wizard.record_id.search(domain)

    def action_confirm(self):
        """Close the chosen callbacks by the visit."""
        self.ensure_one()
        self.record_id.action_satisfy(self.other_ids)
        return {"type": "ir.actions.act_window_close"}
