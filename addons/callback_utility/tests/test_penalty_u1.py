# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)
from odoo.addons.callback_base.tests.common import CallbackCommon

from .utility_common import UtilityCommon, china


@tagged("post_install", "-at_install")
class TestPenaltyU1(UtilityCommon, SanctionCommon):
    """The shipped fines of U1, and the assessment of U5-16."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # U1-38: who has the function of the marketing department here.
        unit = cls.env.ref("callback_utility.unit_marketing")
        unit.department_id = cls.head_office
        # After an upgrade, nothing of the past is fined.
        rules = cls.env["callback.penalty.rule"].search(
            [("policy_id", "=", cls.policy_u1.id)]
        )
        rules.date_from = False

    def _rule(self, name):
        return self.env.ref(f"callback_utility.penalty_{name}")

    def _run_job(self, rule, **source):
        """Look for missed limits at the end of March; return the rule's reports."""
        with freeze_time(china("2026-03-31 12:00")):
            self.env["callback.breach"].sweep(china("2026-03-31 12:00"))
            self.env["callback.violation"].with_user(self.manager).propose_breaches()
        domain = [("rule_id", "=", rule.id)]
        domain += [(f"breach_id.{name}", "=", value) for name, value in source.items()]
        return self.env["callback.violation"].search(domain)

    def test_rules_of_a_policy_in_force_are_complete(self):
        """U1-38…U1-42: in force, each with its clause, nothing blank."""
        for code in ("39", "40", "41", "42"):
            rule = self._rule(f"u1_{code}")
            self.assertEqual((rule.state, rule.policy_id), ("active", self.policy_u1))
            self.assertIn(f"U1-{code}", rule.clause_ids.mapped("code"))
            self.assertFalse(rule._get_blanks(), rule.name)

    def test_ex_013_late_callback(self):
        """EX-013, U1-40: one pair per late task; the leader 200 to 500 to the cent."""
        rule = self._rule("u1_40")
        late, good = (
            self._order("fault_repair", f"2026-03-{day} 10:00", name=f"P{day}")
            for day in ("02", "04")
        )
        with freeze_time(china("2026-03-04 11:00")):
            records = self._sweep(late, good).filtered(
                lambda record: record.policy_id == self.policy_u1
            )
        on_time = records.filtered(lambda record: record.res_id == good.id)
        with freeze_time(china("2026-03-04 12:00")):
            CallbackCommon._finish.__func__(type(self), on_time)
            on_time.action_archive()
        record = records - on_time
        found = self._run_job(rule, record_id=record.id)
        self.assertEqual(len(found), 1)
        self.assertFalse(self._run_job(rule, record_id=on_time.id))
        self.assertEqual(self._run_job(rule, record_id=record.id), found)
        main, leader = found.sanction_ids.sorted("id")
        self.assertEqual((main.amount, main.department_id), (1000, self.branch))
        self.assertFalse(main.employee_id)
        self.assertEqual((leader.employee_id, leader.amount), (self.head, 0))
        for wrong in (199.99, 500.01):
            with self.assertRaisesRegex(UserError, "outside"), self.cr.savepoint():
                leader.with_user(self.hr).write(
                    {"typed_amount": wrong, "amount_reason": "Two days"}
                )
        for right in (200, 317.45, 500):
            leader.with_user(self.hr).write(
                {"typed_amount": right, "amount_reason": "Two days"}
            )
            self.assertEqual(leader.amount, right)
        self._confirm(main | leader)
        self.assertEqual((main | leader).mapped("state"), ["confirmed"] * 2)

    def test_u1_38_marketing_confirms(self):
        """U1-38: only people of the unit that is the marketing department confirm."""
        lines = self._propose(self._rule("u1_39"), user=self.second)
        leader = lines.filtered("employee_id")
        leader.with_user(self.hr).write(
            {"typed_amount": 250, "amount_reason": "No archive in March"}
        )
        unit = self.env.ref("callback_utility.unit_marketing")
        unit.department_id = self.env["hr.department"].create({"name": "Elsewhere"})
        with self.assertRaisesRegex(UserError, "Marketing department"):
            self._confirm(lines, self.other_hr)
        unit.department_id = self.head_office
        self._confirm(lines, self.other_hr)
        self.assertEqual(set(lines.mapped("state")), {"confirmed"})

    def test_ex_071_rejected_does_not_come_back(self):
        """EX-071, U1-40: one pair, rejected with its reason, and no second one."""
        order = self._order("fault_repair", "2026-03-06 10:00", name="Three nights")
        with freeze_time(china("2026-03-06 11:00")):
            records = self._sweep(order)
        record = records.filtered(lambda r: r.policy_id == self.policy_u1)
        rule = self._rule("u1_40")
        [found] = self._run_job(rule, record_id=record.id)
        self.assertEqual(len(found.sanction_ids), 2)
        found.sanction_ids.with_user(self.hr).action_reject("The customer was away")
        for _night in range(2):
            self.assertEqual(self._run_job(rule, record_id=record.id), found)
        self.assertEqual(set(found.sanction_ids.mapped("state")), {"rejected"})

    def test_ex_013_archive_missing(self):
        """EX-013, U1-39: a pair of its own, beside that of the late callback."""
        found = [
            self._propose(self._rule(name), user=self.second)
            for name in ("u1_39", "u1_40")
        ]
        self.assertEqual([lines.mapped("amount") for lines in found], [[1000, 0]] * 2)
        self.assertEqual([lines.rule_id.code for lines in found], ["U1-39", "U1-40"])

    def test_u1_39_files_missing_at_the_end_of_the_month(self):
        """EX-013, U1-39: one pair of the department and month, by the job, once."""
        orders = [
            self._order("fault_repair", f"2026-03-{day} 10:00", name=f"A{day}")
            for day in ("03", "05")
        ]
        with freeze_time(china("2026-03-05 11:00")):
            records = self._sweep(*orders).filtered(
                lambda record: record.policy_id == self.policy_u1
            )
            for record in records:
                CallbackCommon._finish.__func__(type(self), record)
        rule = self._rule("u1_39")
        self.assertFalse(self._run_job(rule, department_id=self.branch.id))
        with freeze_time(china("2026-04-01 02:00")):
            for _night in range(2):
                self.env["callback.breach"].sweep(china("2026-04-01 02:00"))
                job = self.env["callback.violation"].with_user(self.manager)
                job.propose_breaches()
        found = self.env["callback.violation"].search(
            [
                ("rule_id", "=", rule.id),
                ("department_id", "=", self.branch.id),
                ("breach_id.kind", "=", "archive"),
                ("date", "=", "2026-03-31"),
            ]
        )
        self.assertEqual(len(found), 1)
        main, leader = found.sanction_ids.sorted("id")
        self.assertEqual((main.amount, main.department_id), (1000, self.branch))
        self.assertEqual((leader.employee_id, leader.amount), (self.head, 0))

    def test_u1_41_statement_not_submitted(self):
        """U1-41: 500 of the department, 100 of who is responsible; once each."""
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy_u1.id,
                "department_id": self.branch.id,
                "date_from": date(2026, 2, 1),
            }
        )
        source = {"res_model": statement._name, "res_id": statement.id}
        unit = self._run_job(self._rule("u1_41"), **source)
        person = self._run_job(self._rule("u1_41_person"), **source)
        self.assertEqual(unit.sanction_ids.mapped("amount"), [500])
        self.assertFalse(unit.sanction_ids.employee_id)
        self.assertEqual(person.sanction_ids.mapped("amount"), [100])
        self.assertEqual(person.employee_id, self.head)

    def test_u1_42_by_another_document(self):
        """U1-42: the document is named and the amount typed, or nothing is proposed."""
        rule = self._rule("u1_42")
        for values in ({"base_amount": 300}, {"document_ref": "2007-3"}):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._propose(rule, **values)
        for amount in (300, 88.07):
            line = self._propose(rule, document_ref="2007-3", base_amount=amount)
            self.assertEqual(line.amount, amount)

    def test_u5_16_amount_typed(self):
        """U5-16: a draft as its policy is; then verified, and the amount typed."""
        rule = self._rule("u5_16")
        self.assertEqual(rule.state, "draft")
        rule.action_activate()
        report = self._report(rule, base_amount=450.5)
        with self.assertRaisesRegex(ValidationError, "verified"), self.cr.savepoint():
            report.action_confirm()
        report.with_user(self.second).action_verify()
        report.action_confirm()
        self.assertEqual(report.sudo().sanction_ids.amount, 450.5)
