# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRecord(models.Model):
    """The spot checks of a callback."""

    _inherit = "callback.record"

    review_ids = fields.One2many(
        "callback.review", "record_id", string="Spot checks", copy=False
    )
    review_count = fields.Integer(
        string="Number of spot checks", compute="_compute_review_count"
    )

    @api.depends_context("uid")
    @api.depends("review_ids")
    def _compute_review_count(self):
        """Count those the user may see."""
        groups = {}
        if self.env["callback.review"].has_access("read"):
            groups = dict(
                self.env["callback.review"]._read_group(
                    [("record_id", "in", self.ids)], ["record_id"], ["__count"]
                )
            )
        for record in self:
            record.review_count = groups.get(record, 0)

    def action_open_reviews(self):
        """Open the spot checks of this callback. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "callback_assessment.callback_review_action"
        )
        return action | {"domain": [("record_id", "=", self.id)], "context": {}}
