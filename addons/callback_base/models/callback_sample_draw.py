# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSampleDraw(models.Model):
    """A draw as it was made; a redraw adds one and keeps the others."""

    _name = "callback.sample.draw"
    _description = "Callback sample draw"
    _order = "sample_id, id desc"
    _rec_name = "seed"

    sample_id = fields.Many2one(
        "callback.sample",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    date_drawn = fields.Datetime(string="Drawn on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Drawn by",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    reason = fields.Text(string="Reason of the redraw", readonly=True)
    seed = fields.Char(required=True, readonly=True)
    algorithm = fields.Char(required=True, readonly=True)
    frame_digest = fields.Char(required=True, readonly=True)
    picked_digest = fields.Char(required=True, readonly=True)
    picked = fields.Text(
        string="Drawn numbers", readonly=True, help="Numbers of the drawn documents."
    )
