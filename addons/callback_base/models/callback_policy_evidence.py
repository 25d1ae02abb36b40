# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """What a policy says about recordings (F3-17)."""

    _inherit = "callback.policy"

    recording_cover = fields.Selection(
        [
            ("no", "Not compared with the call"),
            ("known", "Compared when its times are known"),
            ("must", "Must cover the call"),
        ],
        string="Recording",
        default="known",
        required=True,
        help="A recording covers the call when it runs from the answer to the end of "
        "the talk.",
    )
    recording_tolerance = fields.Integer(
        string="Recording tolerance",
        default=5,
        required=True,
        help="Seconds by which the clocks of the telephone system and of the callback "
        "may differ.",
    )

    _recording_positive = models.Constraint(
        "CHECK (recording_tolerance >= 0)", "A tolerance cannot be negative."
    )
