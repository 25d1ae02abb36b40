# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPropertyOwner(models.TransientModel):
    """Name the agent of a customer, with the words that the register keeps.

    The sales manager decides a doubtful case (S5-27), the owner lets a colleague go
    on (S2-04, S5-19), the project manager assigns a customer without an owner
    (S1-07, S5-25). Who may do it is checked by the claim and the visit themselves.
    """

    _name = "callback.property.owner"
    _description = "Agent of a customer"

    claim_id = fields.Many2one("callback.property.claim", readonly=True)
    visit_id = fields.Many2one("callback.property.visit", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Agent", required=True, domain=[("share", "=", False)]
    )
    note = fields.Text(string="Reason", required=True)

    def action_judge(self):
        """Decide the claim as sales manager (S5-27). RPC."""
        self.ensure_one()
        return self.claim_id.judge(self.user_id, self.note)

    def action_consent(self):
        """Consent that the colleague goes on with the customer (S2-04). RPC."""
        self.ensure_one()
        return self.visit_id.consent_to(self.user_id, self.note)

    def action_assign(self):
        """Give the customer without an owner to the agent (S1-07). RPC."""
        self.ensure_one()
        return self.visit_id.assign(self.user_id, self.note)
