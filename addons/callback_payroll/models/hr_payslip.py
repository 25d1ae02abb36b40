# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.callback_assessment.models.callback_penalty_money import cents, exact

from .hr_payslip_input import COPY

OPEN = ("draft", "verify")


class HrPayslip(models.Model):
    """Final fines and bonuses as inputs of payslips, once each (ASMT-15).

    ``compute_sheet`` is where form, batch and RPC meet: there the inputs of all the
    payslips are made anew from what is final. Confirming a payslip hands its lines
    over; cancelling or refunding it gives them back.
    """

    _inherit = "hr.payslip"

    def compute_sheet(self):
        """Take over what is final, then compute."""
        self._callback_feed()
        result = super().compute_sheet()
        self._callback_check_fed()
        return result

    def write(self, vals):
        """The lines follow the state of their payslip, whichever button set it."""
        state = vals.get("state")
        self._callback_check_moved(vals)
        if state == "done":
            self._callback_check_fed(closing=True)
        # Computing sets each payslip to “waiting”: then nothing changes for its lines.
        moved = self.filtered(
            lambda s: not (state in OPEN and s.state in OPEN) if state else False
        )
        result = super().write(vals)
        if moved:
            moved._callback_follow(state)
        return result

    def copy(self, default=None):
        """A copy takes the inputs along; they are made anew when it is computed."""
        return super(HrPayslip, self.with_context(callback_copy=COPY)).copy(default)

    def refund_sheet(self):
        """A refunded payslip gives its lines back: they are paid again, once."""
        result = super().refund_sheet()
        self._callback_follow("cancel")
        return result

    def unlink(self):
        """A payslip that goes gives its lines back."""
        # sudo: payments are made and undone by payslips only.
        payments = self.env["callback.sanction.payment"].sudo()
        payments.search(
            [("payslip_id", "in", self.ids), ("state", "=", "draft")]
        ).unlink()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_without_lines(self):
        # sudo: whether there are any.
        payments = self.env["callback.sanction.payment"].sudo()
        if payments.search_count(
            [("payslip_id", "in", self.ids), ("state", "!=", "draft")], limit=1
        ):
            raise UserError(
                self.env._("A payslip with fines or bonuses stays on file.")
            )

    def callback_amount(self, code, contract):
        """Return the amount of a code for a contract, for salary rules.

        A payslip with several contracts has the input on one of them, so that nothing
        is taken twice.
        """
        lines = self.input_line_ids.filtered(
            lambda line: line.code == code and line.contract_id == contract
        )
        return sum(lines.mapped("amount"))

    def _get_salary_rules(self):
        """Add the rules of the codes on the payslip, wherever they are missing."""
        rules = super()._get_salary_rules()
        codes = set(self.input_line_ids.mapped("code")) if rules else set()
        more = [n for code, n in self._callback_codes().items() if code in codes]
        if more:
            rules = (rules | rules.browse(more)).sorted("sequence")
        return rules

    def _callback_codes(self):
        """Return {code: id of the salary rule} for the companies of the payslips."""
        rules, codes = self.env["hr.salary.rule"], {}
        for company in self.company_id or self.env.company:
            codes |= rules._get_callback_codes(company.id)
        return codes

    # Taking over ----------------------------------------------------------------------

    def _callback_feed(self):
        """Make the inputs of open payslips anew; no query for each employee."""
        slips = self.filtered(lambda s: s.state in OPEN and not s.credit_note)
        if not slips:
            return
        # sudo: who computes pay need not see fines; amounts come in as inputs only.
        payments = self.env["callback.sanction.payment"].sudo()
        payments.search(
            [("payslip_id", "in", slips.ids), ("state", "=", "draft")]
        ).unlink()
        known = set(slips._callback_codes())
        contracts = slips._callback_contracts()
        lines, paid = slips._callback_due(payments)
        taken = slips._callback_taken(payments)
        vals_list, inputs = [], defaultdict(Decimal)
        for slip in slips.sorted(lambda s: (s.date_to, s.id)):
            if not contracts.get(slip.id):
                continue
            left = slip._callback_cap(contracts[slip.id])
            month = slip._callback_month()
            if left is not None:
                left = max(left - taken[month], Decimal(0))
            for line in lines.get((slip.employee_id.id, slip.company_id.id), ()):
                amount = exact(line.amount_signed) - paid[line.id]
                if not amount or line.period > slip.date_to:
                    continue
                if left is not None and amount < 0:
                    amount = max(amount, -left)
                    left += amount
                    taken[month] -= amount
                if not amount:
                    continue
                if line.pay_code not in known:
                    slip._callback_refuse_code(line)
                paid[line.id] += amount
                inputs[slip.id, line.pay_code] += amount
                vals_list.append(
                    {
                        "sanction_id": line.id,
                        "payslip_id": slip.id,
                        "company_id": line.company_id.id,
                        "employee_id": line.employee_id.id,
                        "code": line.pay_code,
                        "amount": float(amount),
                    }
                )
        payments._take_over(vals_list)
        slips._callback_write_inputs(inputs, contracts, known)

    def _callback_due(self, payments):
        """Return ({(employee, company): lines}, {line: exact amount on payslips})."""
        # A line that was spread over open payslips of one batch is on one of them.
        lines = (
            self.env["callback.sanction"]
            .sudo()  # as in _callback_feed
            .search_fetch(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("kind", "=", "money"),
                    ("state", "=", "final"),
                    ("is_appealed", "=", False),
                    ("period", "<=", max(self.mapped("date_to"))),
                ],
                [
                    *("employee_id", "company_id", "period", "amount_signed"),
                    *("pay_code", "date", "name"),
                ],
                order="date, id",
            )
        )
        paid, held = defaultdict(Decimal), set()
        for line, state, amount in payments._read_group(
            [("sanction_id", "in", lines.ids), ("state", "!=", "released")],
            ["sanction_id", "state"],
            ["amount:sum"],
        ):
            paid[line.id] += exact(cents(amount))
            if state == "draft":
                held.add(line.id)
        free = lines.filtered(lambda line: line.id not in held)
        return free.grouped(lambda x: (x.employee_id.id, x.company_id.id)), paid

    def _callback_contracts(self):
        """Return {payslip: the contract that carries its inputs}."""
        found = {slip.id: slip.contract_id for slip in self if slip.contract_id}
        rest = self.filtered(lambda slip: slip.id not in found)
        for (start, end), slips in rest.grouped(
            lambda s: (s.date_from, s.date_to)
        ).items():
            versions = slips.employee_id._get_contracts(date_start=start, date_end=end)
            for slip in slips:
                none = self.env["hr.version"]
                found[slip.id] = versions.get(slip.employee_id.id, none)[-1:]
        return found

    def _callback_cap(self, contract):
        """Return how much may be deducted, or None (X-40)."""
        company = self.company_id or self.env.company
        caps = []
        if company.callback_deduction_cap:
            caps.append(exact(company.callback_deduction_cap))
        if company.callback_deduction_cap_rate:
            rate = exact(company.callback_deduction_cap_rate) / 100
            # sudo: the wage of the contract that is paid.
            caps.append(cents(exact(contract.sudo().wage) * rate))
        return min(caps) if caps else None

    def _callback_write_inputs(self, inputs, contracts, codes):
        """Replace the inputs of our codes, for all payslips at once."""
        # sudo: as in _callback_feed; the payslips are being computed by the user.
        lines = self.env["hr.payslip.input"].sudo()
        lines.search(
            [("payslip_id", "in", self.ids), ("code", "in", list(codes))]
        ).unlink()
        rules = self.env["hr.salary.rule"].sudo()  # names only
        names = {
            code: rules.browse(number).name
            for code, number in self._callback_codes().items()
        }
        lines.create(
            [
                {
                    "payslip_id": slip,
                    "code": code,
                    "name": names[code],
                    "amount": float(amount),
                    "contract_id": contracts[slip].id,
                }
                for (slip, code), amount in inputs.items()
            ]
        )
        self.invalidate_recordset(["input_line_ids"])

    def _callback_refuse_code(self, line):
        raise UserError(
            self.env._(
                "%(slip)s, %(line)s: no salary rule for fines and bonuses has the code "
                "%(code)s; it would not be paid.",
                slip=self.employee_id.name,
                line=line.name,
                code=line.pay_code,
            )
        )
