# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from odoo.addons.callback_assessment.models.callback_penalty_money import cents, exact

#: What a payslip that has lines keeps: they are of its person and months.
FIXED = frozenset({"company_id", "date_from", "date_to", "employee_id"})


class HrPayslip(models.Model):
    """Lines are of the month of their payslip or of one before, never of a later one.

    A limit of the deductions is one of the month, however many payslips there are.
    """

    _inherit = "hr.payslip"

    callback_note = fields.Text(
        string="Fines and bonuses that wait",
        compute="_compute_callback_note",
        help="What is final and not on this payslip, and why.",
    )

    @api.depends("employee_id", "date_to", "state", "input_line_ids")
    def _compute_callback_note(self):
        """Say what waits: for another month, for an appeal, or behind the limit."""
        # sudo: amounts only, for who computes this person's pay.
        lines = self.env["callback.sanction"].sudo()
        open_lines = lines.search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("kind", "=", "money"),
                ("state", "=", "final"),
            ],
            order="period, id",
        )
        by_person = open_lines.grouped(lambda x: (x.employee_id.id, x.company_id.id))
        for slip in self:
            mine = by_person.get((slip.employee_id.id, slip.company_id.id), lines)
            said = []
            if slip.date_to and slip.state in ("draft", "verify"):
                said = slip._callback_get_notes(mine)
            slip.callback_note = "\n".join(said) or False

    def _callback_get_notes(self, lines):
        """Return sentences about lines that are not, or not wholly, on a payslip."""
        waiting, appealed, rest = defaultdict(Decimal), Decimal(0), Decimal(0)
        for line in lines:
            held = line.payment_ids.filtered(lambda p: p.state != "released")
            amount = exact(line.amount_signed) - sum(
                exact(cents(p.amount)) for p in held
            )
            if line.period > self.date_to:
                waiting[line.period] += amount
            elif line.is_appealed:
                appealed += amount
            elif self.state == "verify":
                rest += amount
        said = [
            self.env._(
                "%(amount)s belong to the pay of %(month)s, not to this payslip.",
                amount=self._callback_format(amount),
                month=f"{month:%Y-%m}",
            )
            for month, amount in waiting.items()
        ]
        if appealed:
            amount = self._callback_format(appealed)
            said.append(self.env._("%(amount)s wait for an appeal.", amount=amount))
        if rest:
            amount = self._callback_format(rest)
            said.append(
                self.env._("%(amount)s are left for the next payslip.", amount=amount)
            )
        return said

    def _callback_format(self, amount):
        company = self.company_id or self.env.company
        return format_amount(self.env, float(amount), company.currency_id)

    # One limit a month ----------------------------------------------------------------

    def _callback_month(self):
        """Return what a limit is counted for: person, company, month of pay."""
        end = self.date_to
        return self.employee_id.id, self.company_id.id, (end.year, end.month)

    def _callback_taken(self, payments):
        """Return {month: what other payslips deduct in it already}, exact (X-40).

        :param payments: ``callback.sanction.payment`` as superuser
        """
        taken = defaultdict(Decimal)
        companies = self.company_id
        if not any(
            c.callback_deduction_cap or c.callback_deduction_cap_rate for c in companies
        ):
            return taken
        first, last = min(self.mapped("date_to")), max(self.mapped("date_to"))
        rows = payments._read_group(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("payslip_id", "not in", self.ids),
                ("payslip_id.date_to", ">=", first.replace(day=1)),
                ("payslip_id.date_to", "<", _next_month(last)),
                ("state", "!=", "released"),
                ("amount", "<", 0),
            ],
            ["payslip_id"],
            ["amount:sum"],
        )
        for slip, amount in rows:
            taken[slip._callback_month()] -= exact(cents(amount))
        return taken

    # Only lines of its own ------------------------------------------------------------

    def _callback_is_of(self, line):
        """Tell whether a line may be on this payslip."""
        return (
            line.employee_id == self.employee_id
            and line.company_id == self.company_id
            and line.period <= self.date_to
        )

    def _callback_refuse_other(self, line):
        raise UserError(
            self.env._(
                "%(slip)s: %(line)s is of %(person)s and the pay of %(month)s, not of "
                "this payslip. Compute it again.",
                slip=self.display_name,
                line=line.name,
                person=line.employee_id.name,
                month=f"{line.period:%Y-%m}",
            )
        )

    def _callback_moves(self, vals):
        """Tell whether values change person, company or dates of a payslip."""
        for name in FIXED & set(vals):
            if name.startswith("date_"):
                changed = fields.Date.to_date(vals[name]) != self[name]
            else:
                changed = (vals[name] or False) != self[name].id
            if changed:
                return True
        return False

    def _callback_check_moved(self, vals):
        """Refuse to move a payslip that was paid, and to undo a refund.

        :raises UserError: naming the payslip
        """
        # sudo: whether there are lines.
        payments = self.env["callback.sanction.payment"].sudo()
        if FIXED & set(vals):
            paid = payments.search(
                [("payslip_id", "in", self.ids), ("state", "=", "done")]
            )
            for slip in paid.payslip_id:
                if slip._callback_moves(vals):
                    raise UserError(
                        self.env._(
                            "%(slip)s was paid with fines or bonuses: person and "
                            "dates stay. Cancel it first.",
                            slip=slip.display_name,
                        )
                    )
        refunds = self.filtered(lambda s: s.credit_note and s.state == "done")
        if vals.get("state") in (None, "done") or not refunds:
            return
        paid = self.search([("refunded_id", "in", refunds.ids), ("state", "=", "done")])
        released = payments.search(
            [("payslip_id", "in", paid.ids), ("state", "=", "released")], limit=1
        )
        if released:
            raise UserError(
                self.env._(
                    "%(slip)s gave fines or bonuses back, and the next payslip takes "
                    "them: it stays. Make a new payslip instead.",
                    slip=released.payslip_id.refunded_id.display_name,
                )
            )


def _next_month(day: date):
    """Return the first day of the month after a day."""
    return day.replace(day=1) + relativedelta(months=1)
