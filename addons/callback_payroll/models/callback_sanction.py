# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import float_round


class CallbackSanction(models.Model):
    """What payslips have taken over of a line."""

    _inherit = "callback.sanction"

    payment_ids = fields.One2many(
        "callback.sanction.payment", "sanction_id", string="Payslips"
    )
    amount_paid = fields.Monetary(
        string="On payslips",
        compute="_compute_amount_paid",
        help="What confirmed payslips have deducted (negative) or paid.",
    )

    @api.depends("payment_ids.amount", "payment_ids.state")
    def _compute_amount_paid(self):
        for line in self:
            # sudo: the payments of a line belong to it.
            done = line.sudo().payment_ids.filtered(lambda p: p.state == "done")
            line.amount_paid = float_round(sum(done.mapped("amount")), 2)

    def _settle(self):
        """Set the state after payslips took lines over or gave them back."""
        now = fields.Datetime.now()
        for line in self:
            open_amount = float_round(line.amount_signed - line.amount_paid, 2)
            if line.state == "final" and not open_amount:
                line.write({"state": "handed_over", "date_handed_over": now})
            elif line.state == "handed_over" and open_amount:
                line.write({"state": "final", "date_handed_over": False})

    def _lower(self, amount, reason):
        """What is on payslips already is given back, the rest is not taken any more."""
        paid = abs(self.amount_paid)
        if self.state != "final" or amount >= paid or not paid:
            return super()._lower(amount, reason)
        # A part was paid: the line ends with it, and the difference goes back.
        self.write({"amount": paid, "reason": reason})
        self._settle()
        return super()._lower(amount, reason)
