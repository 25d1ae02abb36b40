# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRosterLog(models.Model):
    """What happened in a rotation; never changed or deleted (S2-02, BASE-52)."""

    _name = "callback.roster.log"
    _description = "Rotation log"
    _order = "id desc"
    _rec_name = "kind"

    roster_id = fields.Many2one(
        "callback.roster", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("receive", "Received"),
            ("make_up", "Received, made up"),
            ("skip", "Passed over"),
            ("reorder", "Order changed"),
        ],
        required=True,
        readonly=True,
    )
    person_id = fields.Many2one(
        "res.users", readonly=True, index=True, ondelete="restrict"
    )
    reason_id = fields.Many2one(
        "callback.roster.reason",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_made_up = fields.Boolean(string="Is made up", readonly=True)
    note = fields.Text(readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
