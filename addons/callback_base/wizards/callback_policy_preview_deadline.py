# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPolicyPreviewDeadline(models.TransientModel):
    """Deadline of one sample event under both versions."""

    _name = "callback.policy.preview.deadline"
    _description = "Sample deadline of two policy versions"
    _order = "id"

    preview_id = fields.Many2one(
        "callback.policy.preview", required=True, index=True, ondelete="cascade"
    )
    rule = fields.Char()
    step = fields.Char()
    name = fields.Char(string="Before")
    date_event = fields.Datetime(string="Event time")
    deadline_old = fields.Datetime(string="Deadline so far")
    deadline_new = fields.Datetime(string="New deadline")
    is_changed = fields.Boolean(string="Differs", compute="_compute_is_changed")

    @api.depends("deadline_old", "deadline_new")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.deadline_old != line.deadline_new
