# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

#: Marks that a payslip is copied; a request cannot send it in its context.
COPY = object()


class HrPayslipInput(models.Model):
    """Fines and bonuses come from what is final, never by hand (ASMT-15)."""

    _inherit = "hr.payslip.input"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what somebody types under a code of ours."""
        lines = super().create(vals_list)
        lines._callback_check_typed()
        return lines

    def write(self, vals):
        """Refuse what somebody types under a code of ours."""
        self._callback_check_typed()
        result = super().write(vals)
        self._callback_check_typed()
        return result

    def _callback_check_typed(self):
        # Payslips write theirs as superuser; a copied or refunded payslip takes its
        # inputs along, and is computed anew or checked before it is paid.
        if self.env.su or self.env.context.get("callback_copy") is COPY:
            return
        codes = self.payslip_id._callback_codes()
        for line in self:
            if line.code in codes:
                raise UserError(
                    self.env._(
                        "%(slip)s: %(code)s is filled from the final fines and rewards "
                        "of the month, it is not typed (%(amount)s).",
                        slip=line.payslip_id.display_name,
                        code=line.code,
                        amount=line.amount,
                    )
                )
