# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.callback_base.tests.common import PICTURE

from .callback_payroll_common import PayrollCommon


@tagged("post_install", "-at_install")
class TestPayroll(PayrollCommon):
    """Fines and bonuses on payslips: once each, to the cent, both ways back."""

    def test_once(self):
        """EX-068: 400.07 in one input, once; a second payslip takes nothing."""
        lines = self._final(100.03) | self._final(300.04)
        lines |= self._final(50.55, direction="award")
        slip = self._slip()
        slip.compute_sheet()
        slip.compute_sheet()
        self.assertEqual(self._totals(slip), (-400.07, 50.55))
        self.assertEqual(self._net(slip), 5250.48)
        self.assertEqual(set(lines.mapped("state")), {"final"})
        other = self._slip()
        other.compute_sheet()
        self.assertEqual(self._totals(other), (0, 0))
        slip.action_payslip_done()
        self.assertEqual(set(lines.mapped("state")), {"handed_over"})
        self.assertEqual(lines.mapped("amount_paid"), [-100.03, -300.04, 50.55])
        later = self._slip(4)
        later.action_payslip_done()
        self.assertEqual(self._totals(later), (0, 0))
        self.assertFalse(
            self.env["callback.sanction.handover"]
            .with_user(self.hr)
            .hand_over("2026-03-31")
            .sanction_ids
            & lines
        )

    def test_months(self):
        """A payslip of an earlier month takes nothing, a later one what is left."""
        line = self._final(70.07, day="2026-03-31")
        february, april = self._slip(2), self._slip(4)
        (february | april).compute_sheet()
        self.assertEqual(self._totals(february), (0, 0))
        self.assertEqual(self._totals(april), (-70.07, 0))
        april.action_payslip_cancel()
        self.assertEqual(line.state, "final")

    def test_batch(self):
        """The wizard for many employees takes each one's lines, and the superior's."""
        joint = [{"who": "head", "mode": "multiple", "factor": 2}]
        rule = self._new_rule("J", amount=200.02, joints=joint)
        self._finish(self._propose(rule))
        run = (
            self.env["hr.payslip.run"]
            .with_user(self.payroll)
            .create(
                {
                    "name": "March",
                    "date_start": date(2026, 3, 1),
                    "date_end": date(2026, 3, 31),
                }
            )
        )
        wizard = self.env["hr.payslip.employees"].with_user(self.payroll)
        wizard = wizard.with_context(active_id=run.id).create(
            {"employee_ids": [Command.set((self.employee | self.head).ids)]}
        )
        wizard.compute_sheet()
        slips = run.slip_ids.sorted(lambda s: s.employee_id != self.employee)
        self.assertEqual([self._totals(s) for s in slips], [(-200.02, 0), (-400.04, 0)])

    def test_appeal_stops_pay(self):
        """A line under appeal is not paid, not even from a payslip computed before."""
        line = self._final(500)
        slip = self._slip()
        slip.compute_sheet()
        appeal = (
            self.env["callback.appeal"]
            .with_user(self.hr)
            .create(
                {
                    "sanction_id": line.id,
                    "facts": "New recording",
                    "late_reason": "It came late",
                    "evidence_ids": [
                        Command.create(
                            {"name": "f", "datas": base64.b64encode(PICTURE)}
                        )
                    ],
                }
            )
        )
        appeal.action_submit()
        with self.assertRaisesRegex(UserError, "appeal is open"):
            slip.with_context(without_compute_sheet=True).action_payslip_done()
        slip.action_payslip_done()
        self.assertEqual(self._totals(slip), (0, 0))
        appeal.with_user(self.chief).action_decide("reduce", 123.45)
        april = self._slip(4)
        april.action_payslip_done()
        self.assertEqual(self._totals(april), (-123.45, 0))

    def test_reversal(self):
        """A correction after pay is a line of its own in the next payslip."""
        line = self._final(300)
        slip = self._slip()
        slip.action_payslip_done()
        line.with_user(self.other_hr).action_cancel("Wrong person")
        self.assertEqual(
            (line.state, line.reversal_ids.amount_signed), ("handed_over", 300)
        )
        later = self._slip(date_from=date(2026, 12, 1), date_to=date(2026, 12, 31))
        later.action_payslip_done()
        self.assertEqual(self._totals(later), (300, 0))

    def test_cancel_and_refund(self):
        """Cancelled and refunded payslips give their lines back, to be paid once."""
        line = self._final(88.88)
        slip = self._slip()
        slip.action_payslip_done()
        slip.refund_sheet()
        self.assertEqual(line.state, "final")
        refund = slip.refunded_id
        self.assertEqual(self._totals(refund), (-88.88, 0))
        again = self._slip()
        again.action_payslip_done()
        self.assertEqual(
            (self._totals(again), line.state), ((-88.88, 0), "handed_over")
        )
        again.action_payslip_cancel()
        self.assertEqual(line.state, "final")
        last = self._slip(4)
        last.action_payslip_done()
        self.assertEqual(line.amount_paid, -88.88)

    def test_cap(self):
        """X-40: at most 100.10 a month, the rest later; bonuses are not cut."""
        self.env.company.callback_deduction_cap = 100.10
        line = self._final(250.25) | self._final(40.04, direction="award")
        slips = [self._slip(month) for month in (3, 4, 5, 6)]
        for slip in slips:
            slip.action_payslip_done()
        self.assertEqual(
            [self._totals(s) for s in slips],
            [(-100.10, 40.04), (-100.10, 0), (-50.05, 0), (0, 0)],
        )
        self.assertEqual(set(line.mapped("state")), {"handed_over"})

    def test_cap_by_wage(self):
        """X-40: a share of the wage; what is cut is reduced by an appeal first."""
        self.env.company.callback_deduction_cap_rate = 1.5
        line = self._final(200)
        first = self._slip()
        first.action_payslip_done()
        self.assertEqual(self._totals(first), (-84, 0))
        line.with_user(self.other_hr).action_cancel("Wrong person")
        later = self._slip(date_from=date(2026, 12, 1), date_to=date(2026, 12, 31))
        later.action_payslip_done()
        self.assertEqual(self._totals(later), (84, 0))

    def test_two_contracts(self):
        """A payslip over two contracts deducts once."""
        self.employee.create_version({"date_version": "2026-03-16", "wage": 7000})
        self._final(60.06)
        slip = self._slip(contract_id=False)
        slip.compute_sheet()
        fines = slip.line_ids.filtered(lambda line: line.code == "CALLBACK_FINE")
        self.assertEqual(sum(fines.mapped("total")), -60.06)

    def test_departments_stay_out(self):
        """ASMT-19: a department's line never reaches a payslip."""
        rule = self._new_rule("D", amount=1000, target="department")
        self._finish(self._propose(rule, user=self.second))
        slip = self._slip(employee=self.head)
        slip.compute_sheet()
        self.assertEqual(self._totals(slip), (0, 0))

    def test_unknown_code(self):
        """A code without a salary rule is refused, not paid as zero."""
        self._final(5, pay_code="NOWHERE")
        with self.assertRaisesRegex(UserError, "NOWHERE"):
            self._slip().compute_sheet()

    def test_reconciled(self):
        """Both sides are equal, and a payslip that was touched is refused."""
        self._final(10.01)
        slip = self._slip()
        slip.compute_sheet()
        slip.sudo().line_ids.filtered(
            lambda line: line.code == "CALLBACK_FINE"
        ).amount = -10
        with self.assertRaisesRegex(UserError, "Compute the payslip again"):
            slip.with_context(without_compute_sheet=True).action_payslip_done()
        slip.action_payslip_done()
        rows = (
            self.env["callback.payroll.reconciliation"]
            .with_user(self.hr)
            .search([("payslip_id", "=", slip.id)])
        )
        self.assertEqual(
            (rows.sanction_amount, rows.payslip_amount, rows.difference),
            (-10.01, -10.01, 0),
        )
        payment = self.env["callback.sanction.payment"].search(
            [("payslip_id", "=", slip.id)]
        )
        with self.assertRaises(AccessError):
            payment.with_user(self.payroll).write({"state": "released"})

    def test_queries(self):
        """No query for each employee: 30 payslips cost as many as 3."""
        people = self.env["hr.employee"].create(
            [{"name": f"Person {n}", "wage": 3000} for n in range(33)]
        )
        for person in people:
            self._set_contract(person, wage=3000, struct_id=self.structure.id)
        self.env["callback.sanction"]._propose(
            [
                {
                    "source_key": f"query:{person.id}",
                    "company_id": person.company_id.id,
                    "employee_id": person.id,
                    "date": "2026-03-03",
                    "direction": "deduct",
                    "kind": "money",
                    "amount": 12.34,
                    "state": "final",
                }
                for person in people
            ]
        )
        slips = [self._slip(employee=person) for person in people]
        counts = []
        for group in (slips[:3], slips[3:]):
            batch = self.env["hr.payslip"].browse([slip.id for slip in group])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch._callback_feed()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)
        self.assertEqual(len(slips[-1].input_line_ids), 1)
