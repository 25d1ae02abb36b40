# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .access_matrix import INTERNAL
from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestSecurity(CallbackCommon):
    """Who sees and writes what: each role, each operation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_record(user_id=cls.caller.id)
        cls.free = cls._create_record()
        cls.colleague = cls._create_record(user_id=cls.supervisor.id)
        cls.foreign = cls._create_record(department_id=cls.other_branch.id)
        cls.records = cls.own | cls.free | cls.colleague | cls.foreign
        cls.stranger = new_test_user(cls.env, "cb_none", groups="base.group_user")

    def _seen(self, user):
        domain = [("id", "in", self.records.ids)]
        return self.env["callback.record"].with_user(user).search(domain).sudo()

    def test_caller_sees_the_own_queue(self):
        self.assertEqual(self._seen(self.caller), self.own | self.free)

    def test_supervisor_sees_the_own_department_tree(self):
        self.assertEqual(
            self._seen(self.supervisor), self.own | self.free | self.colleague
        )
        self.assertEqual(self._seen(self.chief), self.records)

    def test_manager_and_auditor_see_all(self):
        self.assertEqual(self._seen(self.manager), self.records)
        self.assertEqual(self._seen(self.auditor), self.records)

    def test_without_a_role_nothing(self):
        with self.assertRaises(AccessError):
            self._seen(self.stranger)

    def test_moving_to_another_department_takes_effect_at_once(self):
        self.assertNotIn(self.foreign, self._seen(self.supervisor))
        self.supervisor.employee_id.department_id = self.other_branch
        self.assertEqual(self._seen(self.supervisor), self.foreign | self.colleague)

    def test_a_new_branch_below_is_seen_at_once(self):
        self._seen(self.supervisor)
        below = self.env["hr.department"].create(
            {"name": "Below", "parent_id": self.branch.id}
        )
        record = self._create_record(department_id=below.id)
        self.records |= record
        self.assertIn(record, self._seen(self.supervisor))

    def test_caller_cannot_write_foreign_records(self):
        for record in (self.colleague, self.foreign):
            with self.assertRaises(AccessError):
                record.with_user(self.caller).write({"content": "x"})
            with self.assertRaises(AccessError):
                record.with_user(self.caller).action_start()

    def test_auditor_writes_nothing(self):
        # Each addon shows it for its own models by its access matrix.
        models = [
            name
            for name, model in self.env.items()
            if name.startswith("callback.")
            and model._original_module == "callback_base"
            and not model._abstract
            and not model._transient
        ]
        self.assertIn("callback.record", models)
        self.assertGreater(len(models), 50)
        for name in models:
            model = self.env[name].with_user(self.auditor)
            self.assertEqual(model.has_access("read"), name not in INTERNAL, name)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(operation), (name, operation))

    def test_auditor_cannot_act(self):
        with self.assertRaises(AccessError):
            self.own.with_user(self.auditor).action_start()
        with self.assertRaises(AccessError):
            self.own.with_user(self.auditor).log_attempt("phone", "busy")
        with self.assertRaises(AccessError):
            self.env["callback.rule"].with_user(self.auditor).sweep()

    def test_nobody_creates_records_by_hand(self):
        for user in (self.caller, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.env["callback.record"].with_user(user).create(
                    {"step_id": self.step.id, "partner_id": self.customer.id}
                )

    def test_policies_belong_to_the_manager(self):
        self.policy.with_user(self.manager).date_to = date(2030, 12, 31)
        for user in (self.caller, self.supervisor, self.auditor):
            self.assertEqual(self.policy.with_user(user).date_to, date(2030, 12, 31))
            with self.assertRaises(AccessError):
                self.policy.with_user(user).date_to = False

    def test_caller_cannot_sweep(self):
        with self.assertRaises(AccessError):
            self.env["callback.rule"].with_user(self.caller).sweep()

    def test_statements_are_the_supervisors(self):
        values = {
            "policy_id": self.policy.id,
            "department_id": self.branch.id,
            "date_from": date(2026, 1, 1),
        }
        model = self.env["callback.statement"]
        with self.assertRaises(AccessError):
            model.with_user(self.caller).create(values)
        statement = model.with_user(self.supervisor).create(values)
        statement.action_submit()
        with self.assertRaises(AccessError):
            model.with_user(self.supervisor).create(
                {**values, "department_id": self.other_branch.id}
            )
        self.assertTrue(statement.with_user(self.auditor).record_count >= 0)

    def test_attempts_and_evidence_follow_their_record(self):
        attempt = self.foreign.sudo().log_attempt("phone", "busy")
        evidence = self._add_evidence(self.foreign, "recording")
        for line in (attempt, evidence):
            with self.assertRaises(AccessError):
                line.with_user(self.caller).read(["display_name"])
            self.assertTrue(line.with_user(self.auditor).display_name)
        with self.assertRaises(AccessError):
            self.env["callback.attempt"].with_user(self.caller).create(
                {
                    "record_id": self.foreign.id,
                    "channel_id": self.phone.id,
                    "outcome": "busy",
                }
            )

    def test_other_company_is_closed(self):
        company = self.env["res.company"].create({"name": "Other company"})
        record = self._create_record(company_id=company.id, department_id=False)
        for user in (self.manager, self.auditor, self.chief):
            found = (
                self.env["callback.record"]
                .with_user(user)
                .search([("id", "=", record.id)])
            )
            self.assertFalse(found)
