# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china

CLASSES = ("YW", "QX", "FH", "ZF", "LX", "QT")


@tagged("post_install", "-at_install")
class TestU1U2Rest(SupplyCommon):
    """What U1 and U2 say besides their time limits, each on the shipped records."""

    def test_everybody_is_in_scope(self):
        """U1-01, U2-01: a new customer of the area is in a population at once."""
        sample, large = self._rule("u1_sample"), self._rule("u1_large")
        before = (sample.population_count, large.population_count)
        self._points(2, "SC", voltage_level="0.4")
        self._points(1, "SL", voltage_level="110")
        (sample | large).invalidate_recordset()
        after = (sample.population_count, large.population_count)
        self.assertEqual(after, (before[0] + 2, before[1] + 1))
        self.assertIn("new_connection", self._rule("u2_connection").domain)

    def test_channels(self):
        """U1-05, U1-08, U1-09, U6-01: phone first; visit or symposium for the large."""
        for name in ("u1_connection", "u1_repair", "u1_sample", "u1_phone_complaint"):
            self.assertEqual(self._rule(name).channel_id.code, "phone")
        codes = self._rule("u1_large")._get_channels().mapped("code")
        self.assertEqual(set(codes), {"visit", "meeting"})
        own = self._rule("u1_own")
        self.assertEqual(own.trigger, "manual")
        self.assertIn("letter", own._get_channels().mapped("code"))

    def test_who_accepts_is_responsible(self):
        """U1-12, U1-15: the accepting unit; nothing is done without its facts."""
        order = self._order(
            "change", "2026-03-10 09:00", department_id=self.other_branch.id
        )
        with freeze_time(china("2026-03-10 10:00")):
            record = self._sweep(order)
            record = record.filtered(lambda r: r.policy_id == self.policy_u1)
            self.assertEqual(record.department_id, self.other_branch)
            record.log_attempt("phone", "answered")
            with self.assertRaises(UserError), self.cr.savepoint():
                record.write({"content": False, "result": False})
                record.action_done()
        self.assertEqual(record.state, "ongoing")

    def test_six_archive_classes(self):
        """U1-17, U1-30, U2-10, U2-21: own callbacks have one of the classes too."""
        names = ("business", "repair", "reply", "visit", "card", "other")
        for name, code in zip(names, CLASSES, strict=True):
            found = self.env.ref(f"callback_utility.archive_category_{name}")
            self.assertEqual(found.code, code)
        for rule in self.policy_u1.rule_ids | self._in_force("u2").rule_ids:
            self.assertIn(rule.type_id.archive_category_id.code, CLASSES)

    def test_thanks_first(self):
        """U1-10, U1-35, U1-36, U2-06: thanks, the topics, stay in contact."""
        for name in ("business_acceptance", "emergency_repair"):
            script = self.env.ref(f"callback_utility.type_{name}").script
            self.assertLess(script.index("Thank you"), script.index("find"))
            self.assertIn("suggestions", script)
            self.assertIn("stay in contact", script)

    def test_the_plan_of_next_year(self):
        """U1-24, U2-17: made by 31 December."""
        for code in ("u1", "u2"):
            policy = self.env.ref(f"callback_utility.policy_{code}")
            self.assertEqual((policy.plan_due_month, policy.plan_due_day), (12, 31))

    def test_a_visit_has_its_record(self):
        """U1-25, U2-17: a visit is not done without a proof of it."""
        [point] = self._points(1, "VI", voltage_level="35")
        rule = self._rule("u1_large")
        self._plan(rule, "2026-01-01", "2026-12-31")
        record = self._records(rule, point)
        record.log_attempt("visit", "answered")
        record.write({"content": "Met", "problem": "None", "result": "Fine"})
        record.satisfaction = "satisfied"
        with self.assertRaises(UserError):
            record.action_done()

    def test_letters_of_misconduct(self):
        """U1-21, U1-22: EX-004 around another holiday: 24 September 2026."""
        for kind, due in (
            ("letter_complaint", "2026-10-09 18:00"),
            ("letter_report", "2026-10-16 18:00"),
        ):
            order = self._order(kind, None, date_accepted=china("2026-09-24 09:00"))
            with freeze_time(china("2026-09-24 10:00")):
                record = self._sweep(order)
            record = record.filtered(lambda r: r.policy_id == self.policy_u1)
            self.assertEqual(record.deadline, china(due))

    def test_u2_limits(self):
        """U2-11…U2-13: seven working days, 24 hours, at most 48."""
        step = self.env.ref("callback_utility.step_u2_connection")
        self.assertEqual((step.quantity, step.unit), (7, "working_day"))
        step = self.env.ref("callback_utility.step_u2_repair")
        self.assertEqual((step.quantity, step.unit), (24, "hour"))
        self.assertEqual((step.extension_quantity, step.extension_unit), (48, "hour"))

    def test_u2_roles_and_library(self):
        """U2-02, U2-07, U2-09: units carry out, only managers change the policy."""
        policy = self._in_force("u2")
        self.assertTrue(policy.unit_bound)
        quota = self.env.ref("callback_utility.quota_u2_key")
        self.assertEqual(quota.rate, 1)
        with (
            self.assertRaises(UserError),
            self.cr.savepoint(),
        ):
            policy.rule_ids[:1].with_user(self.caller).name = "Other"
        with self.assertRaises(UserError), self.cr.savepoint():
            policy.rule_ids[:1].with_user(self.manager).name = "Other"

    def test_statements(self):
        """U1-31…U1-34, U2-22…U2-25: the 5th and the 7th, 16:00, to the unit above."""
        for code, day in (("u1", 5), ("u2", 7)):
            policy = self.env.ref(f"callback_utility.policy_{code}")
            self.assertEqual(
                (policy.statement_day, policy.statement_hour, policy.statement_shift),
                (day, 16, "none"),
            )
            self.assertEqual(policy.statement_basis, "archive")
            self.assertTrue(policy.statement_recipient_ids)
