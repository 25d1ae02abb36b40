# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)


@tagged("post_install", "-at_install")
class TestPenalty(SanctionCommon):
    """The shipped fines of the sales centre: S5-20, S6-10, S6-11, S6-14, S6-17."""

    def _rule(self, key):
        return self.env.ref(f"callback_property.penalty_{key}")

    def test_ranges(self):
        """EX-054, S5-20, S6-11: both ends are allowed, a cent outside is not."""
        cases = {
            "s5_20": ((150, 199.99, 500.01, 501), (200, 350.25, 500)),
            "s6_11": ((19.99, 50.01), (20, 33.33, 50)),
        }
        for key, (wrongs, rights) in cases.items():
            for amount in (*wrongs, *rights):
                with self.subTest(rule=key, amount=amount):
                    line = self._propose(self._rule(key)).with_user(self.hr)
                    values = {"typed_amount": amount, "amount_reason": "As it was"}
                    if amount in rights:
                        line.write(values)
                        self.assertEqual(line.amount, amount)
                        continue
                    with (
                        self.assertRaisesRegex(UserError, "outside"),
                        self.cr.savepoint(),
                    ):
                        line.write(values)

    def test_s6_10_file_lost(self):
        """S6-10: 100 an item, and 50 an item of the director."""
        lines = self._propose(self._rule("s6_10"), quantity=3)
        self.assertEqual(lines.mapped("amount"), [300, 150])
        self.assertEqual(lines[1].employee_id, self.head)

    def test_p3_11_cheating_by_the_tariff_of_the_plan_paper(self):
        """Each faked form is one report of who issued it; the tariff is typed."""
        rule = self._rule("p3_11")
        policy = self.env.ref("callback_property.policy_p3")
        violations = self.env["callback.violation"].with_user(self.manager)
        violations.propose_breaches()
        breaches = self.env["callback.breach"].sudo()
        for number in (1, 2):
            breaches._note(
                [
                    {
                        "company_id": self.env.company.id,
                        "department_id": self.branch.id,
                        "policy_id": policy.id,
                        "date_limit": "2026-06-30 10:00:00",
                        "res_model": "callback.satisfaction.form",
                        "res_id": number,
                        "kind": "cheating",
                        "name": f"Form {number}",
                        "user_id": self.caller.id,
                    }
                ]
            )
        self.assertEqual(violations.propose_breaches(), 2)
        self.assertEqual(violations.propose_breaches(), 0)
        found = violations.search([("rule_id", "=", rule.id)])
        self.assertEqual(found.employee_id, self.employee)
        self.assertEqual(set(found.mapped("state")), {"draft"})
        with self.assertRaisesRegex(UserError, "type the base"):
            found[0].action_confirm()
        found[0].base_amount = 150.50
        found[0].action_confirm()
        self.assertEqual(found[0].sudo().sanction_ids.amount, 150.50)

    def test_joint_liability(self):
        """EX-047, S6-14, S6-17, X-14: 100, and 50 of director and assistant each."""
        assistant = self.second.employee_ids
        assistant.write(
            {
                "job_id": self.env.ref("callback_property.job_sales_assistant").id,
                "department_id": self.branch.id,
            }
        )
        for key in ("s6_14", "s6_17"):
            for items in (1, 3):
                lines = self._propose(self._rule(key), quantity=items)
                self.assertEqual(
                    lines.mapped("amount"), [100 * items, 50 * items, 50 * items]
                )
                self.assertEqual(
                    lines.employee_id, self.employee + self.head + assistant
                )

    def test_conduct_at_the_desk(self):
        """S1-05, S2-03, S2-05, S2-06, S2-08, S5-01, S5-15, S5-26: verified, typed.

        The texts name no amount: without one, and before somebody else saw to it that
        it really happened, nothing is proposed.
        """
        keys = ("s1_05", "s2_03", "s2_05", "s2_06", "s2_08", "s5_01", "s5_15", "s5_26")
        for key in keys:
            rule = self._rule(key)
            with self.subTest(rule=rule.code):
                self.assertEqual(rule.state, "active")
                violation = self._report(rule)
                with self.assertRaisesRegex(UserError, "verified"):
                    violation.action_confirm()
                violation.with_user(self.second).action_verify()
                with self.assertRaisesRegex(UserError, "type the base"):
                    violation.action_confirm()
                violation.base_amount = 1234.56
                violation.action_confirm()
                line = violation.sudo().sanction_ids
                self.assertEqual(line.amount, 1234.56)
                self.assertEqual(line.employee_id, self.employee)
