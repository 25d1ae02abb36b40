# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackStatementRecipient(models.Model):
    """To whom a policy has statements sent (U1-31, U2-22): one line a recipient."""

    _name = "callback.statement.recipient"
    _description = "Recipient of statements"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset({"sequence"})

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    sender_id = fields.Many2one(
        "hr.department", string="Sent by", help="Empty: by every unit."
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Sent to",
        help="Empty: to the unit above the one that sends.",
    )

    @api.depends("sender_id.name", "department_id.name")
    def _compute_display_name(self):
        for line in self:
            sender = line.sender_id.name or self.env._("every unit")
            receiver = line.department_id.name or self.env._("the unit above")
            line.display_name = f"{sender} → {receiver}"
