# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare, float_round

STATES = {"done": "done", "cancel": "released"}


class HrPayslip(models.Model):
    """What was fed is what is paid, and the lines follow their payslip."""

    _inherit = "hr.payslip"

    def _callback_check_fed(self, closing=False):
        """Raise where a payslip does not pay exactly what was taken over.

        :param closing: whether the payslips are being confirmed; then no line may
            have been cancelled or appealed against since they were computed
        """
        slips = self.filtered(lambda s: not s.credit_note)
        # sudo: amounts by code only, see _callback_feed.
        payments = self.env["callback.sanction.payment"].sudo()
        fed = payments._read_group(
            [("payslip_id", "in", slips.ids), ("state", "!=", "released")],
            ["payslip_id", "code"],
            ["amount:sum"],
        )
        wanted = {(slip.id, code): amount for slip, code, amount in fed}
        codes = list(self._callback_codes())
        totals = self.env["hr.payslip.line"]._read_group(
            [("slip_id", "in", slips.ids), ("code", "in", codes)],
            ["slip_id", "code"],
            ["total:sum"],
        )
        found = {(slip.id, code): total for slip, code, total in totals}
        for key in wanted.keys() | found.keys():
            there, due = found.get(key, 0), wanted.get(key, 0)
            if float_compare(there, due, precision_digits=2):
                self._callback_refuse(key[0], key[1], due, there)
        if closing:
            self._callback_check_open(payments, slips)

    def _callback_refuse(self, number, code, due, there):
        slip = self.browse(number)
        raise UserError(
            self.env._(
                "%(slip)s: %(code)s should be %(due)s and is %(there)s. Compute the "
                "payslip again.",
                slip=slip.display_name or slip.employee_id.name,
                code=code,
                due=float_round(due, 2),
                there=float_round(there, 2),
            )
        )

    def _callback_check_open(self, payments, slips):
        wrong = payments.search(
            [
                ("payslip_id", "in", slips.ids),
                ("state", "=", "draft"),
                "|",
                ("sanction_id.state", "!=", "final"),
                ("sanction_id.is_appealed", "=", True),
            ],
            limit=1,
        )
        if wrong:
            raise UserError(
                self.env._(
                    "%(slip)s: %(line)s was cancelled, or an appeal is open. Compute "
                    "the payslip again.",
                    slip=wrong.payslip_id.display_name,
                    line=wrong.sanction_id.name,
                )
            )

    def _callback_follow(self, state):
        """Hand lines over with their payslips, or take them back."""
        # sudo: as above; the state of the payslip was set by who may.
        payments = self.env["callback.sanction.payment"].sudo()
        found = payments.search(
            [("payslip_id", "in", self.ids), ("state", "!=", "released")]
        )
        target = STATES.get(state, "draft")
        moved = found.filtered(lambda payment: payment.state != target)
        if not moved:
            return
        moved.write({"state": target})
        moved.sanction_id._settle()
