# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_compare, float_round

STATES = {"done": "done", "cancel": "released"}
#: Less than a cent: amounts are floats in the cache.
TINY = 0.001


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
        """Raise where a line is not what it was when the payslip was computed."""
        drafts = payments.search(
            [("payslip_id", "in", slips.ids), ("state", "=", "draft")]
        )
        for payment in drafts:
            line, slip = payment.sanction_id, payment.payslip_id
            if line.state != "final" or line.is_appealed:
                raise UserError(
                    self.env._(
                        "%(slip)s: %(line)s was cancelled, or an appeal is open. "
                        "Compute the payslip again.",
                        slip=slip.display_name,
                        line=line.name,
                    )
                )
            if not slip._callback_is_of(line):
                slip._callback_refuse_other(line)
            if abs(line.amount_paid + payment.amount) - line.amount > TINY:
                raise UserError(
                    self.env._(
                        "%(slip)s: %(line)s was lowered to %(amount)s. Compute the "
                        "payslip again.",
                        slip=slip.display_name,
                        line=line.name,
                        amount=f"{line.amount:.2f}",
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
        # Touched, so that a hand-over by file at the same time starts again and sees
        # what is on the payslip, also where a limit left a part of the line.
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE callback_sanction SET write_date = write_date WHERE id IN"
                " (SELECT id FROM callback_sanction WHERE id = ANY(%s)"
                " ORDER BY id FOR NO KEY UPDATE)",
                moved.sanction_id.ids,
            )
        )
        moved.sanction_id._settle()
