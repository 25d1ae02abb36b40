# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackSanction(models.Model):
    """The proof of pay names the payslips that paid a line."""

    _inherit = "callback.sanction"

    @api.depends("payment_ids.state", "payment_ids.amount")
    def _compute_proof(self):
        return super()._compute_proof()

    def _get_payslip_text(self):
        """Add each payslip that is done, and its part of the amount."""
        # sudo: numbers and amounts of a line that the reader sees.
        done = self.sudo().payment_ids.filtered(lambda p: p.state == "done")
        found = [super()._get_payslip_text()] if not done else []
        for payment in done.sorted("id"):
            slip = payment.payslip_id
            number = slip.number or slip.name
            found.append(f"{number} {payment.code} {payment.amount:.2f}")
        return ", ".join(found)
