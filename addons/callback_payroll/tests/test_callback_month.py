# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
import os
import time
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged

from .callback_payroll_common import PayrollCommon

_logger = logging.getLogger(__name__)
#: People of the month; more of them when asked for.
PEOPLE = int(os.environ.get("CALLBACK_MONTH_PEOPLE", 24))


@tagged("post_install", "-at_install")
class TestMonth(PayrollCommon):
    """A whole month, from what happened to payslips that are done (ASMT-15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = cls.env["res.users"].create(
            [
                {
                    "name": f"Month {number}",
                    "login": f"cb_month_{number}",
                    "group_ids": [
                        Command.set(
                            cls.env.ref("callback_base.callback_group_caller").ids
                        )
                    ],
                }
                for number in range(PEOPLE)
            ]
        )
        cls.people = cls.env["hr.employee"].create(
            [
                {"name": u.name, "user_id": u.id, "department_id": cls.branch.id}
                for u in cls.users
            ]
        )
        for number, person in enumerate(cls.people):
            cls._set_contract(
                person,
                wage=4000 + number * 7.37,
                struct_id=cls.structure.id,
                callback_performance_pay=1000 + number * 0.33,
            )
        # The head pays twice what the staff pays: a line in every payslip of his.
        double = [{"who": "head", "mode": "multiple", "factor": 2}]
        steps = [{"number": 1}, {"number": 2, "factor": 2}]
        cls.rules = [
            cls._new_rule("MO-F", amount=33.33, steps=steps, joints=double),
            cls._new_rule("MO-I", kind="item", amount=7.77),
            cls._new_rule("MO-P", kind="percent", rate=3.5),
            cls._new_rule("MO-S", kind="pay_share", rate=1.25),
            cls._new_rule("MO-A", amount=88.08, direction="award"),
        ]

    @contextmanager
    def _phase(self, name):
        """Log how long a step of the month takes, and how many statements."""
        self.env.flush_all()
        start, before = time.perf_counter(), self.cr.sql_log_count
        yield
        self.env.flush_all()
        _logger.info(
            "%s people, %s: %.2f s, %s statements",
            PEOPLE,
            name,
            time.perf_counter() - start,
            self.cr.sql_log_count - before,
        )

    def _report_month(self):
        """Report what happened to everybody in March; return {person: cents}."""
        fixed, item, percent, share, award = self.rules
        expected = dict.fromkeys([*self.people.ids, self.head.id], Decimal(0))
        vals_list = []

        def add(rule, person, day, amount, **values):
            vals_list.append(
                {
                    "rule_id": rule.id,
                    "employee_id": person.id,
                    "date": date(2026, 3, day),
                    **values,
                }
            )
            sign = 1 if rule.direction == "award" else -1
            expected[person.id] += sign * Decimal(amount)

        for number, person in enumerate(self.people):
            for times in range(number % 3):
                amount = Decimal("33.33") * (1 if times == 0 else 2)
                add(fixed, person, 2 + times, amount)
                expected[self.head.id] -= 2 * amount
            if number % 2:
                items = 1 + number % 4
                add(item, person, 9, Decimal("7.77") * items, quantity=items)
            if number % 5 == 0:
                base = Decimal("100.10") + number
                half_up = (base * Decimal("0.035") + Decimal("0.005")) // Decimal(
                    "0.01"
                )
                add(percent, person, 12, half_up / 100, base_amount=float(base))
            if number % 7 == 0:
                pay = Decimal("1000") + number * Decimal("0.33")
                half_up = (pay * Decimal("0.0125") + Decimal("0.005")) // Decimal(
                    "0.01"
                )
                add(share, person, 20, half_up / 100)
            if number % 4 == 0:
                add(award, person, 31, "88.08")
        reports = self.env["callback.violation"].with_user(self.supervisor)
        return reports.create(vals_list), expected

    def _pay(self):
        """Return the confirmed payslips of March, made by the wizard for many."""
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
            {"employee_ids": [Command.set((self.people | self.head).ids)]}
        )
        with self._phase("payslips computed"):
            wizard.compute_sheet()
        with self._phase("payslips done"):
            for slip in run.slip_ids:
                slip.action_payslip_done()
        return run.slip_ids

    def test_from_violations_to_payslips(self):
        """Issue 6: what was reported is what was paid, to the cent, once."""
        with self._phase("violations reported"):
            reports, expected = self._report_month()
        with self._phase("lines proposed"):
            reports.action_confirm()
        lines = reports.sudo().sanction_ids.with_env(self.env)
        # Rejected, and cancelled before pay: these are not deducted.
        dropped = lines.filtered(lambda x: x.rule_id == self.rules[1])[:2]
        for line in dropped:
            expected[line.employee_id.id] += Decimal(str(line.amount))
        dropped[0].with_user(self.hr).action_reject("A mistake")
        lines -= dropped[0]
        with self._phase("lines confirmed"):
            self._confirm(lines)
        dropped[1].with_user(self.other_hr).action_cancel("Not he")
        lines -= dropped[1]
        with self._phase(f"{len(lines)} lines told"):
            lines.with_user(self.hr).action_notify()
        self._expire(lines)
        with self._phase("lines final"):
            lines.with_user(self.hr).action_finalise()
        slips = self._pay()
        self.assertEqual(set(slips.mapped("state")), {"done"})
        self.assertEqual(set(lines.mapped("state")), {"handed_over"})
        found = dict.fromkeys(expected, Decimal(0))
        for slip in slips:
            for line in slip.line_ids.filtered(lambda x: x.code in self.CODES):
                found[slip.employee_id.id] += Decimal(f"{line.total:.2f}")
        self.assertEqual(found, expected)
        for slip in slips:
            net = slip.line_ids.filtered(lambda line: line.code == "NET").total
            wage = Decimal(str(slip.contract_id.wage))
            self.assertEqual(
                Decimal(f"{net:.2f}"), round(wage + expected[slip.employee_id.id], 2)
            )
        with self._phase("reconciled"):
            rows = (
                self.env["callback.payroll.reconciliation"]
                .with_user(self.hr)
                .search([("payslip_id", "in", slips.ids)])
            )
            self.assertFalse([row for row in rows if row.difference])
        total = sum(Decimal(f"{row.payslip_amount:.2f}") for row in rows)
        self.assertEqual(total, sum(expected.values()))
        # The same again pays nothing.
        again = self._pay()
        self.assertFalse(again.line_ids.filtered(lambda x: x.code in self.CODES))
