# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackPropertyDeal(models.Model):
    """An approved deal wins the opportunity behind its line of the register."""

    _inherit = "callback.property.deal"

    def action_approve(self):
        """Approve the shares (S5-25, S5-27), and win the opportunities. RPC."""
        done = super().action_approve()
        for deal in self:
            # sudo: who approves shares need not work in the pipeline.
            line = deal.sudo()
            leads = (line.visit_id | line.original_visit_id).lead_id
            for lead in leads.filtered(lambda lead: lead.won_status != "won"):
                lead.action_set_won()
                if line.price:
                    lead.expected_revenue = line.price
        return done
