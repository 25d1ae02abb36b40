# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .callback_assessment_common import AssessmentCommon


@tagged("post_install", "-at_install")
class TestBadInput(AssessmentCommon):
    """Bad input is refused with the rule and the value, and nothing is half written.

    Amounts with three decimals or outside a range, and blank ones: ``TestSanction``;
    holes and overlaps of a scale: ``TestGrade``; a late appeal: ``TestAppeal``;
    payslips of other months: ``TestPayroll``.
    """

    def _refused(self, error, pattern, work):
        with self.assertRaisesRegex(error, pattern), self.cr.savepoint():
            work()

    def test_weights(self):
        """A1-03: weights of 99 and 101, and of 100.01, are refused and named."""
        for weight, total in ((59, "99"), (61, "101"), (60.01, "100.01")):
            card = self._new_card(
                "W", [("A", 40, "manual"), ("B", weight, "manual")], activate=False
            )
            self._refused(UserError, f"W.*{total}, not 100", card.action_activate)
            self.assertEqual(card.state, "draft")

    def test_two_steps_with_one_number(self):
        """ASMT-09: at once, added later, renumbered: rule and number are named."""
        two = [{"number": 2}, {"number": 2}]
        pattern = "T1.*number 2"
        self._refused(
            ValidationError,
            pattern,
            lambda: self._new_rule("T1", amount=1, steps=two),
        )
        rule = self._new_rule(
            "T1", amount=1, steps=[{"number": 1}, {"number": 2}], activate=False
        )
        self._refused(
            ValidationError,
            pattern,
            lambda: rule.step_ids.create({"rule_id": rule.id, "number": 2}),
        )
        self._refused(
            ValidationError,
            pattern,
            lambda: rule.step_ids[0].write({"number": 2}),
        )
        rule.step_ids[1].number = 3
        self.assertEqual(rule.step_ids.mapped("number"), [1, 3])

    def test_without_contract_or_user(self):
        """A wage of a day without contract, and a person who could not be told."""
        wage = self._new_rule("NC", kind="wage", factor=1)
        report = self._report(wage, date="2024-12-31")
        self._refused(ValidationError, "NC.*no contract", report.action_confirm)
        self.assertFalse(report.sudo().sanction_ids)
        other = self._report(self._new_rule("NU", amount=5))
        self.employee.user_id = False
        self._refused(ValidationError, "NU.*has no user", other.action_confirm)
        self.assertEqual((other.state, len(other.sudo().sanction_ids)), ("draft", 0))

    def test_on_a_cancelled_callback(self):
        """Nothing is proposed for a cancelled callback, nor confirmed after that."""
        record = self._create_record(user_id=self.caller.id)
        rule = self._new_rule("CC", amount=12.34)
        lines = self._propose(rule, record_id=record.id)
        report = self._report(rule, record_id=record.id)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE callback_record SET state = 'cancelled' WHERE id = %s", [record.id]
        )
        record.invalidate_recordset()
        self._refused(
            ValidationError, f"CC.*{record.name} was cancelled", report.action_confirm
        )
        self._refused(UserError, "CC.*cancelled", lambda: self._confirm(lines))
        self.assertEqual((report.state, lines.state), ("draft", "proposed"))
