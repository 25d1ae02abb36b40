# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CallbackSanctionPayment(models.Model):
    """What one payslip takes over of one line; a line may be spread (X-40).

    ``draft`` while the payslip is computed, ``done`` with it, ``released`` when the
    payslip was cancelled or refunded. Made and changed by payslips only.
    """

    _name = "callback.sanction.payment"
    _description = "Line on a payslip"
    _inherit = ["callback.guarded.mixin"]
    _order = "id desc"
    _rec_name = "sanction_id"
    _guarded_fields = frozenset({"amount", "code", "payslip_id", "sanction_id", "state"})

    sanction_id = fields.Many2one(
        "callback.sanction", required=True, index=True, ondelete="restrict"
    )
    payslip_id = fields.Many2one(
        "hr.payslip", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    code = fields.Char(required=True)
    amount = fields.Monetary(required=True, help="Negative: deducted.")
    state = fields.Selection(
        [("draft", "Computed"), ("done", "Paid"), ("released", "Released")],
        required=True,
        default="draft",
        index=True,
    )

    _draft_unique = models.UniqueIndex(
        "(sanction_id) WHERE state = 'draft'",
        "A line is on one open payslip only.",
    )
    _slip_unique = models.UniqueIndex(
        "(sanction_id, payslip_id) WHERE state <> 'released'",
        "A line is on a payslip once.",
    )

    def unlink(self):
        """Only what was not paid goes."""
        if any(payment.state != "draft" for payment in self):
            raise UserError(self.env._("What was paid stays on file."))
        return super().unlink()
