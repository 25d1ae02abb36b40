# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .callback_payroll_common import PayrollCommon


@tagged("post_install", "-at_install")
class TestPayslipMonth(PayrollCommon):
    """A payslip of another month takes nothing of a later one (ASMT-15, EX-068)."""

    def _done(self, slip):
        return slip.with_context(without_compute_sheet=True).action_payslip_done()

    def test_note(self):
        """What waits for another month stands on the payslip, by month."""
        self._final(70.07, day="2026-03-31")
        self._final(30.03, day="2026-04-01")
        self._final(20.02, day="2026-02-28")
        february = self._slip(2)
        february.compute_sheet()
        self.assertEqual(self._totals(february), (-20.02, 0))
        note = february.callback_note
        self.assertRegex(note, r"70\.07.*2026-03")
        self.assertRegex(note, r"30\.03.*2026-04")
        self.assertNotIn("20.02", note)
        april = self._slip(4)
        april.compute_sheet()
        self.assertEqual(self._totals(april), (-100.10, 0))
        self.assertFalse(april.callback_note)

    def test_over_two_months(self):
        """The month in which a payslip ends counts; leap day and year end."""
        self._final(11.11, day="2026-03-31")
        slip = self._slip(date_from=date(2026, 2, 16), date_to=date(2026, 3, 15))
        slip.compute_sheet()
        self.assertEqual(self._totals(slip), (-11.11, 0))
        slip.date_to = date(2026, 2, 28)
        with self.assertRaisesRegex(UserError, "2026-03"), self.cr.savepoint():
            self._done(slip)
        slip.action_payslip_done()
        self.assertEqual(self._totals(slip), (0, 0))

    def test_dates_and_person_changed_after(self):
        """Computed for March, then moved: refused, computed again it is empty."""
        line = self._final(88.88, day="2026-03-02")
        for vals in (
            {"date_from": "2026-02-01", "date_to": "2026-02-28"},
            {"employee_id": self.head.id, "contract_id": self.head.version_id.id},
        ):
            slip = self._slip()
            slip.compute_sheet()
            slip.write(vals)
            with (
                self.assertRaisesRegex(UserError, line.name),
                self.cr.savepoint(),
            ):
                self._done(slip)
            self.assertEqual(line.state, "final")
            slip.action_payslip_done()
            self.assertEqual(self._totals(slip), (0, 0))
        paid = self._slip()
        paid.action_payslip_done()
        for vals in ({"date_to": "2026-02-28"}, {"employee_id": self.head.id}):
            with self.assertRaisesRegex(UserError, "stay"), self.cr.savepoint():
                paid.write(vals)
        paid.write({"date_to": paid.date_to, "employee_id": paid.employee_id.id})
        self.assertEqual(line.state, "handed_over")

    def test_typed(self):
        """Lines and inputs are not put on a payslip by hand, of whatever month."""
        line = self._final(300)
        march, february = self._slip(), self._slip(2)
        march.compute_sheet()
        payment = line.payment_ids
        for vals in ({"payslip_id": february.id}, {"amount": -1}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                payment.with_user(self.payroll).write(vals)
            with self.assertRaises(AccessError), self.cr.savepoint():
                payment.with_user(self.hr).write(vals)
        typed = {
            "name": "Fine",
            "code": "CALLBACK_FINE",
            "amount": -300,
            "contract_id": february.contract_id.id,
        }
        for act in (
            lambda: february.write({"input_line_ids": [Command.create(typed)]}),
            lambda: march.input_line_ids.write({"amount": -1}),
            lambda: march.input_line_ids.write({"payslip_id": february.id}),
            lambda: march.input_line_ids.write({"code": "OTHER"}),
        ):
            with (
                self.assertRaisesRegex(UserError, "CALLBACK_FINE"),
                self.cr.savepoint(),
            ):
                act()
        copy = march.copy()
        with self.assertRaisesRegex(UserError, "Compute"), self.cr.savepoint():
            self._done(copy)
        copy.action_payslip_done()
        self.assertEqual(self._totals(copy), (0, 0))
        march.action_payslip_done()
        self.assertEqual(line.amount_paid, -300)

    def test_batch_of_another_month(self):
        """The wizard over February takes nothing of March, and says so."""
        self._final(45.45, day="2026-03-10")
        run = (
            self.env["hr.payslip.run"]
            .with_user(self.payroll)
            .create(
                {
                    "name": "February",
                    "date_start": date(2026, 2, 1),
                    "date_end": date(2026, 2, 28),
                }
            )
        )
        wizard = self.env["hr.payslip.employees"].with_user(self.payroll)
        wizard = wizard.with_context(active_id=run.id).create(
            {"employee_ids": [Command.set(self.employee.ids)]}
        )
        wizard.compute_sheet()
        self.assertEqual(self._totals(run.slip_ids), (0, 0))
        self.assertIn("45.45", run.slip_ids.callback_note)

    def test_cap_of_the_month(self):
        """X-40: two payslips of a month deduct no more than one; the rest later."""
        self.env.company.callback_deduction_cap = 100.10
        self._final(250.25)
        first, second, april = self._slip(), self._slip(), self._slip(4)
        first.action_payslip_done()
        second.compute_sheet()
        self.assertEqual(self._totals(second), (0, 0))
        self.assertIn("150.15", second.callback_note)
        (second | april).compute_sheet()
        self.assertEqual(
            [self._totals(s) for s in (first, second, april)],
            [(-100.10, 0), (0, 0), (-100.10, 0)],
        )

    def test_lowered_after(self):
        """A line lowered after the payslip was computed is not paid as it was."""
        line = self._final(500)
        slip = self._slip()
        slip.compute_sheet()
        line.sudo()._set_amount_after(123.45, "Appeal")
        with self.assertRaisesRegex(UserError, "123.45"), self.cr.savepoint():
            self._done(slip)
        slip.action_payslip_done()
        self.assertEqual(
            (self._totals(slip), line.state), ((-123.45, 0), "handed_over")
        )

    def test_refund_stays(self):
        """A refund gave the line to the next payslip: it is not undone."""
        line = self._final(88.88)
        slip = self._slip()
        slip.action_payslip_done()
        slip.refund_sheet()
        for act in (
            slip.refunded_id.action_payslip_cancel,
            slip.refunded_id.action_payslip_draft,
        ):
            with self.assertRaisesRegex(UserError, "stays"), self.cr.savepoint():
                act()
        again = self._slip()
        again.action_payslip_done()
        self.assertEqual(line.amount_paid, -88.88)

    def test_more_than_the_wage(self):
        """Without a limit the net pay may fall below nothing, to the cent."""
        self._final(5600.01)
        slip = self._slip()
        slip.action_payslip_done()
        net = slip.line_ids.filtered(lambda x: x.code == "NET").total
        self.assertEqual((self._totals(slip)[0], round(net, 2)), (-5600.01, -0.01))
