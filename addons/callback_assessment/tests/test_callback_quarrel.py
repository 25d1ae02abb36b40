# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestQuarrel(SanctionCommon):
    """EX-062: quarrels and leaks, R2-21, R2-25 … R2-28, X-41."""

    DOUBLE = {"who": "head", "mode": "multiple", "factor": 2}
    WAGE_TOO = {**DOUBLE, "counts_wage": True}

    def _money(self, lines):
        return [
            (line.employee_id, line.amount)
            for line in lines.filtered(lambda x: x.kind == "money")
        ]

    def _quarrel(self, code, joint, **values):
        rule = self._new_rule(
            code, kind="wage", factor=1, measure="dismissal", joints=[joint]
        )
        return self._propose(rule, **values)

    def test_quarrel(self):
        """R2-21, X-41: a wage and a proposal; the head's double by setting only."""
        lines = self._quarrel("R2-21", self.DOUBLE)
        self.assertEqual(self._money(lines), [(self.employee, 5600)])
        measure = lines.filtered("measure")
        self.assertEqual(
            (measure.measure, measure.is_hr, measure.employee_id),
            ("dismissal", True, self.employee),
        )
        self.assertTrue(self.employee.active, "a proposal, nothing automatic")
        lines = self._quarrel("R2-21b", self.WAGE_TOO)
        self.assertEqual(
            self._money(lines), [(self.employee, 5600), (self.head, 11200)]
        )

    def test_quarrel_of_the_day(self):
        """R2-21: the wage of the day it happened, odd cents and a change mid-month."""
        self.employee.create_version({"date_version": "2026-03-16", "wage": 6000.55})
        for day, wage in (
            ("2026-03-15", 5600),
            ("2026-03-16", 6000.55),
            ("2026-03-31", 6000.55),
        ):
            lines = self._quarrel(f"Q{day}", self.WAGE_TOO, date=day)
            self.assertEqual(
                self._money(lines), [(self.employee, wage), (self.head, 2 * wage)]
            )

    def test_leak(self):
        """R2-25, R2-28: 1 000 each time, the supervisor 2 000; three at once."""
        rule = self._new_rule("R2-25", amount=1000, joints=[self.DOUBLE])
        for quantity in (1, 3):
            lines = self._propose(rule, quantity=quantity)
            self.assertEqual(
                self._money(lines),
                [(self.employee, 1000 * quantity), (self.head, 2000 * quantity)],
            )

    def test_serious_leak(self):
        """R2-26, R2-28: 10 000 to 100 000, to the cent; the supervisor the double."""
        self._check_range("R2-26", 10000, 100000, (9999, 9999.99, 100000.01, 100001))

    def test_forcing_others(self):
        """R2-27, R2-28: 50 000 to 150 000, to the cent; the supervisor the double."""
        self._check_range("R2-27", 50000, 150000, (49999.99, 150000.01, 150001))

    def _check_range(self, code, low, high, refused):
        rule = self._new_rule(
            code, kind="range", amount_min=low, amount_max=high, measure="dismissal",
            joints=[self.DOUBLE],
        )  # fmt: skip
        why = "How serious it was"
        for amount in refused:
            with (
                self.assertRaisesRegex(ValidationError, code),
                self.cr.savepoint(),
            ):
                self._report(rule, typed_amount=amount, amount_reason=why)
        for amount in (low, low + 1234.56, high):
            lines = self._propose(rule, typed_amount=amount, amount_reason=why)
            self.assertEqual(
                self._money(lines), [(self.employee, amount), (self.head, 2 * amount)]
            )
            self.assertEqual(lines.filtered("measure").measure, "dismissal")
        main, head = self._propose(rule).filtered(lambda x: x.kind == "money")
        with self.assertRaisesRegex(UserError, "type the amount"), self.cr.savepoint():
            main.with_user(self.hr).action_confirm()
        for amount in refused:
            with self.assertRaisesRegex(UserError, "outside"), self.cr.savepoint():
                main.with_user(self.hr).write(
                    {"typed_amount": amount, "amount_reason": why}
                )
        main.with_user(self.hr).write({"typed_amount": high, "amount_reason": why})
        self.assertEqual((main.amount, head.amount), (high, 2 * high))

    def test_appeal_lowers_both(self):
        """R2-28, X-32: the supervisor's line follows what the employee really bears."""
        joint = {**self.DOUBLE, "factor": 1.5}
        rule = self._new_rule("R2-25c", amount=1000.01, joints=[joint])
        main, head = self._propose(rule)
        self.assertEqual(head.amount, 1500.02)  # 1500.015 is rounded up
        self._finish(main | head)
        main.sudo()._set_amount_after(100.67, "Appeal")
        self.assertEqual((main.amount, head.amount), (100.67, 151.01))
