# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestSanction(SanctionCommon):
    """Kinds of rules, amounts to the cent, and the way of a line."""

    def test_blank_amount_blocks(self):
        """ASMT-06: a rule with a blank amount cannot be put in force."""
        for values in (
            {"kind": "fixed"},
            {"kind": "percent", "rate": 60, "is_capped": True},
            {"kind": "range", "amount_min": 20},
            {"kind": "measure"},
            {"kind": "points"},
        ):
            rule = self._new_rule(f"B-{values['kind']}", activate=False, **values)
            with self.assertRaisesRegex(UserError, "fill in"):
                rule.action_activate()
        self.assertEqual(rule.state, "draft")

    def test_three_decimals(self):
        """T-12: parts of a cent are refused, not rounded."""
        with self.assertRaisesRegex(ValidationError, "D3 .*Amount.*100.005"):
            self._new_rule("D3", amount=100.005)
        rule = self._new_rule("D2", amount=100.05, activate=False)
        with self.assertRaisesRegex(ValidationError, "D2 .*Amount.*1.001"):
            rule.amount = 1.001
        line = self._propose(
            self._new_rule("D4", kind="range", amount_min=1, amount_max=2)
        )
        with self.assertRaisesRegex(ValidationError, f"{line.name}.*1.005"):
            line.with_user(self.hr).write({"typed_amount": 1.005, "amount_reason": "x"})
        self.assertEqual((rule.amount, line.typed_amount), (100.05, 0))

    def test_in_force_stays(self):
        """T-13: a rule in force is not changed, not through its parts either."""
        rule = self._new_rule("F", amount=100, steps=[{"number": 1}])
        manager = rule.with_user(self.manager)
        with self.assertRaises(UserError):
            manager.amount = 5
        with self.assertRaises(UserError):
            manager.step_ids.factor = 3
        with self.assertRaises(UserError):
            manager.state = "draft"

    def test_range(self):
        """EX-032: 99.99 and 300.01 refused, 100 and 300 accepted; with a reason."""
        rule = self._new_rule("R", kind="range", amount_min=100, amount_max=300)
        line = self._propose(rule)
        self.assertTrue(line.needs_amount)
        with self.assertRaisesRegex(UserError, "type the amount"):
            self._confirm(line)
        for wrong in (99.99, 300.01):
            with self.assertRaisesRegex(UserError, "outside"), self.cr.savepoint():
                line.with_user(self.hr).write(
                    {"typed_amount": wrong, "amount_reason": "Severe"}
                )
        with self.assertRaisesRegex(UserError, "say why"), self.cr.savepoint():
            line.with_user(self.hr).typed_amount = 100
        for right in (100, 300, 123.45):
            line.with_user(self.hr).write(
                {"typed_amount": right, "amount_reason": "Severe"}
            )
            self.assertEqual(line.amount_signed, -right)
        self._confirm(line)
        with self.assertRaisesRegex(ValidationError, "outside"):
            self._report(rule, typed_amount=99.99)

    def test_per_item_and_percentage(self):
        """EX-070, F3-14: items multiply; shares are capped and rounded half-up."""
        item = self._new_rule("I", kind="item", amount=500.55)
        self.assertEqual(self._propose(item, quantity=3).amount, 1501.65)
        cases = [
            (70, 3000, 5000, 3000),
            (50, 1500, 2800, 1400),
            (30, 1000, 4000, 1000),
            (30, 1000, 2000, 600),
            (5, 0, 3260.50, 163.03),
            (10, 0, 12345.67, 1234.57),
        ]
        for number, (rate, cap, base, amount) in enumerate(cases):
            rule = self._new_rule(
                f"P{number}", kind="percent", rate=rate, is_capped=bool(cap), cap=cap
            )
            self.assertEqual(self._propose(rule, base_amount=base).amount, amount)
        with self.assertRaisesRegex(ValidationError, "type the base"):
            self._propose(rule)

    def test_wage_of_the_day(self):
        """R2-21: the wage of the day it happened, through a change in mid-month."""
        rule = self._new_rule("W", kind="wage", measure="dismissal")
        self.employee.create_version(
            {"date_version": "2026-02-16", "wage": 6000.55, "department_id": False}
        )
        money, measure = self._propose(rule, date="2026-02-15")
        self.assertEqual(money.amount, 5600)
        self.assertEqual(money.department_id, self.branch)
        self.assertEqual((measure.measure, measure.is_hr), ("dismissal", True))
        line = self._propose(rule, date="2026-02-16", user=self.manager)[0]
        self.assertEqual(line.amount, 6000.55)
        with self.assertRaisesRegex(ValidationError, "cb_caller"):
            self._propose(rule, date="2024-02-29")
        with self.assertRaises(AccessError):
            self._confirm(measure, self.second)
        self._confirm(measure, self.hr)

    def test_not_one_person(self):
        """ASMT-13, BASE-18: the proposer, the person and RPC cannot confirm."""
        line = self._propose(self._new_rule("O", amount=88.88))
        with self.assertRaisesRegex(UserError, "whoever proposes"):
            self._confirm(line, self.supervisor)
        with self.assertRaises(AccessError):
            line.with_user(self.supervisor).write({"state": "confirmed"})
        with self.assertRaises(AccessError):
            line.with_user(self.hr).write({"amount": 1})
        with self.assertRaises(AccessError):
            line.with_user(self.caller).action_confirm()
        with self.assertRaises(AccessError):
            self.env["callback.sanction"].with_user(self.manager).create(
                {"name": "x", "amount": 5}
            )
        self._confirm(line, self.second)
        self.assertEqual(line.confirm_user_id, self.second)
        with self.assertRaises(UserError):
            line.with_user(self.hr).amount_reason = "Later"

    def test_flow_and_sight(self):
        """ASMT-16: the employee sees the line once told; final after the window."""
        line = self._propose(self._new_rule("S", amount=70.07))
        mine = self.env["callback.sanction"].with_user(self.caller)
        domain = [("id", "=", line.id)]
        self._confirm(line)
        self.assertFalse(mine.search(domain))
        line.with_user(self.hr).action_notify()
        self.assertEqual(mine.search(domain), line)
        self.assertFalse(mine.with_user(self.other_caller).search(domain))
        notice = self.env["mail.message"].search(
            [("model", "=", line._name), ("res_id", "=", line.id)]
        )
        self.assertEqual(notice.notified_partner_ids, self.caller.partner_id)
        told = notice.filtered("notified_partner_ids")
        self.assertTrue(told.with_user(self.caller).has_access("read"))
        self.assertFalse(told.with_user(self.other_caller).has_access("read"))
        self.assertGreater(line.appeal_deadline, line.date_notified)
        with self.assertRaisesRegex(UserError, "an appeal is possible"):
            line.with_user(self.hr).action_finalise()
        self._expire(line)
        line.with_user(self.hr).action_finalise()
        self.assertEqual(line.state, "final")

    def test_no_user(self):
        """Somebody who cannot be told is refused by name."""
        self.employee.user_id = False
        with self.assertRaisesRegex(ValidationError, "cb_caller"):
            self._propose(self._new_rule("N", amount=5))

    def test_verified_only(self):
        """EX-033: nothing before it was verified, and once for each complaint."""
        rule = self._new_rule("V", amount=500, needs_verified=True)
        violation = self._report(rule)
        with self.assertRaisesRegex(ValidationError, "not verified"):
            violation.action_confirm()
        violation.with_user(self.second).action_verify()
        violation.action_confirm()
        self.assertEqual(violation.sanction_ids.amount, 500)

    def test_cancelled_record(self):
        """A fine on a cancelled callback is refused."""
        record = self._create_record(user_id=self.caller.id)
        violation = self._report(self._new_rule("C", amount=5), record_id=record.id)
        record.with_user(self.supervisor).action_cancel("Duplicate")
        with self.assertRaisesRegex(ValidationError, "was cancelled"):
            violation.action_confirm()
        self.assertFalse(violation.sanction_ids)

    def test_rejected_stays_off(self):
        """ASMT-18: what was rejected is not proposed again under its key."""
        line = self._propose(self._new_rule("K", amount=5))
        line.with_user(self.hr).action_reject("Not proven")
        again = self.env["callback.sanction"]._propose(
            [
                {
                    "source_key": line.source_key,
                    "company_id": line.company_id.id,
                    "employee_id": self.employee.id,
                    "date": "2026-03-02",
                    "direction": "deduct",
                    "kind": "money",
                    "amount": 5,
                }
            ]
        )
        self.assertFalse(again)
        self.assertEqual(line.state, "rejected")
