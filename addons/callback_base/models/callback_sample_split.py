# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSampleSplit(models.Model):
    """Part of a sample that is checked by one channel, for example half on site."""

    _name = "callback.sample.split"
    _description = "Callback sample method"
    _inherit = ["callback.guard.mixin"]
    _order = "sample_id, sequence, id"
    _guarded_fields = frozenset({"size"})

    sample_id = fields.Many2one(
        "callback.sample", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10, help="The first gets the odd one.")
    channel_id = fields.Many2one("callback.channel", required=True)
    share = fields.Float(digits=(16, 8), required=True)
    size = fields.Integer(readonly=True, copy=False)

    @api.depends("channel_id.name")
    def _compute_display_name(self):
        for split in self:
            split.display_name = split.channel_id.name

    @api.model_create_multi
    def create(self, vals_list):
        """The sizes come from the sample."""
        for vals in vals_list:
            self._check_guarded(vals)
        splits = super().create(vals_list)
        splits.sample_id._check_splits_open()
        return splits

    def write(self, vals):
        """What was drawn keeps its methods."""
        self._check_guarded(vals)
        self.sample_id._check_splits_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_drawn(self):
        self.sample_id._check_splits_open()
