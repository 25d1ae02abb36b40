# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .callback_payroll_common import PayrollCommon


@tagged("post_install", "-at_install")
class TestPayslipProof(PayrollCommon):
    """The proof of pay names the payslip that a line was paid with (ASMT-15)."""

    def _text(self, line):
        """Return what the person reads, who sees no payslip."""
        line.invalidate_recordset(["payslip_text"])
        return line.with_user(self.caller).payslip_text

    def test_named(self):
        """Number, code and cents; nothing while it is computed or was refunded."""
        line = self._final(77.07)
        slip = self._slip()
        slip.compute_sheet()
        self.assertFalse(self._text(line))
        slip.action_payslip_done()
        number = slip.number or slip.name
        self.assertEqual(self._text(line), f"{number} CALLBACK_FINE -77.07")
        values = {"employee_id": self.employee.id, "month": "2026-03-01"}
        pay = self.env["callback.assessment.pay"].with_user(self.caller).create(values)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.caller)
            ._render_qweb_html(
                "callback_assessment.callback_assessment_pay_report", pay.ids
            )
        )
        self.assertIn("CALLBACK_FINE -77.07", html.decode())
        slip.refund_sheet()
        self.assertFalse(self._text(line))

    def test_spread_over_two(self):
        """X-40: a limit spreads a line; both payslips are named with their part."""
        self.env.company.callback_deduction_cap = 60.05
        line = self._final(100.01)
        for month in (3, 4):
            self._slip(month).action_payslip_done()
        text = self._text(line)
        self.assertIn("CALLBACK_FINE -60.05", text)
        self.assertIn("CALLBACK_FINE -39.96", text)
        self.assertEqual(line.state, "handed_over")
