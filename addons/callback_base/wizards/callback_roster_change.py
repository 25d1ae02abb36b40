# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRosterChange(models.TransientModel):
    """Asks why somebody is passed over, or why the order of a rotation changes."""

    _name = "callback.roster.change"
    _description = "Change a rotation"

    roster_id = fields.Many2one(
        "callback.roster",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    kind = fields.Selection(
        [("skip", "Pass over"), ("reorder", "Change the order")],
        required=True,
        default="skip",
    )
    person_id = fields.Many2one("res.users", compute="_compute_person_id")
    reason_id = fields.Many2one("callback.roster.reason")
    member_id = fields.Many2one(
        "callback.roster.member",
        string="Move",
        domain="[('roster_id', '=', roster_id)]",
    )
    place = fields.Integer(string="To place", default=1)
    note = fields.Text(string="Explanation")

    @api.depends("roster_id")
    def _compute_person_id(self):
        for wizard in self:
            wizard.person_id = wizard.roster_id.next_user_id

    def action_confirm(self):
        """Pass over the person whose turn it is, or move one to a place."""
        self.ensure_one()
        roster = self.roster_id
        if self.kind == "skip":
            roster.skip_person(self.reason_id.code, self.note)
        else:
            order = roster.member_ids.sorted(lambda m: (m.sequence, m.id)).user_id.ids
            person = self.member_id.user_id.id
            order = [user for user in order if user != person]
            order.insert(max(self.place - 1, 0), person)
            roster.reorder(order, self.note)
        return {"type": "ir.actions.act_window_close"}
