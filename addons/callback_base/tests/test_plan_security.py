# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import GROUP
from .plan_common import PlanCommon

YEARLY = {
    "trigger": "coverage",
    "period": "year",
    "steps": [{"name": "C", "quantity": 0, "unit": "day", "anchor": "period_end"}],
}


@tagged("post_install", "-at_install")
class TestPlanSecurity(PlanCommon):
    """Who makes, files, approves and sees plans, policies and exclusions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls._new_policy(YEARLY, approval="approve")
        cls.neighbour = cls._new_user("cb_super3", "supervisor", cls.other_branch)
        cls.plan = cls._own_plan(cls.supervisor, cls.branch)
        cls.foreign = cls._own_plan(cls.neighbour, cls.other_branch)

    @classmethod
    def _own_plan(cls, user, department, **values):
        source = cls._new_plan(cls.running, department_id=department.id, **values)
        copied = source.with_user(cls.env.ref("base.user_root")).copy_data()[0]
        source.unlink()
        return cls.env["callback.plan"].with_user(user).create(copied)

    def _seen(self, user):
        plans = self.env["callback.plan"].with_user(user)
        return plans.search([("policy_id", "=", self.running.id)]).sudo()

    def test_who_sees_which_plans(self):
        both = (self.plan | self.foreign).sudo()
        self.assertEqual(self._seen(self.supervisor), self.plan.sudo())
        self.assertEqual(self._seen(self.neighbour), self.foreign.sudo())
        for user in (self.chief, self.manager, self.auditor):
            self.assertEqual(self._seen(user), both, user.login)
        with self.assertRaises(AccessError):
            self._seen(self.caller)

    def test_callers_and_auditors_do_nothing(self):
        for user in (self.caller, self.auditor):
            plan = self.plan.with_user(user)
            for act in (
                plan.action_submit,
                plan.action_approve,
                plan.action_generate,
                plan.action_close,
                lambda plan=plan: plan.action_refuse("No"),
                lambda plan=plan: plan.write({"name": "Other"}),
                plan.unlink,
                lambda user=user: self._own_plan(user, self.branch),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    act()
        self.assertEqual(self.plan.state, "draft")

    def test_a_supervisor_does_not_touch_plans_of_other_departments(self):
        self.foreign.action_submit()
        self.env.invalidate_all()
        plan = self.foreign.with_user(self.supervisor)
        for act in (
            plan.action_approve,
            plan.action_generate,
            lambda: plan.action_refuse("No"),
            lambda: plan.write({"note": "x"}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
            # Nor when somebody else's call has read the plan before.
            self.assertEqual(self.foreign.sudo().state, "submitted")

    def test_submit_approve_and_generate_by_role(self):
        self.plan.action_submit()
        for act in (self.plan.action_approve, self.plan.action_generate):
            with self.assertRaises(UserError):
                act()
        self.plan.with_user(self.chief).action_approve()
        self.assertEqual(self.plan.action_generate(), 7)
        self.foreign.action_submit()
        self.foreign.with_user(self.manager).action_approve()
        self.assertEqual(self.foreign.with_user(self.manager).action_generate(), 0)

    def test_lines_follow_their_plan(self):
        self.plan.action_submit()
        self.plan.with_user(self.chief).action_approve()
        self.plan.action_generate()
        lines = self.plan.sudo().line_ids
        model = self.env["callback.plan.line"]
        for user, count in (
            (self.supervisor, 1),
            (self.neighbour, 0),
            (self.chief, 1),
            (self.auditor, 1),
        ):
            found = model.with_user(user).search([("id", "in", lines.ids)])
            self.assertEqual(len(found), count, user.login)
        for user in (self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                lines.with_user(user).write({"homeless_count": 5})

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other company"})
        for role in ("supervisor", "manager", "auditor"):
            user = new_test_user(
                self.env,
                f"cb_other_{role}",
                groups=GROUP + role,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            self.assertFalse(self._seen(user), role)
            with self.assertRaises(AccessError):
                self.plan.with_user(user).read(["name"])
            rule = self.running.rule_ids.with_user(user)
            with self.assertRaisesRegex(AccessError, "not one of yours"):
                rule.get_coverage("2026-01-01", "2026-12-31", self.env.company.id)
        with self.assertRaises(AccessError):
            self.plan.with_user(user).action_approve()

    # Policies ------------------------------------------------------------------------

    def _draft(self, user=None, **values):
        policies = self.env["callback.policy"].with_user(user or self.supervisor)
        return policies.create({"name": "Drafted", "code": "DRA", **values})

    def test_base_53_supervisors_draft_and_managers_put_in_force(self):
        draft = self._draft()
        draft.attempt_min = 4
        with self.assertRaises(AccessError):
            draft.action_activate()
        draft.with_user(self.manager).action_activate()
        self.assertEqual(draft.state, "in_force")
        with self.assertRaises(UserError):
            draft.attempt_min = 5
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._draft(user)

    def test_base_53_no_version_is_made_in_force(self):
        """The approval of a second person cannot be typed."""
        for user in (self.supervisor, self.manager):
            for values in (
                {"state": "in_force"},
                {"state": "superseded"},
                {"approver_id": self.manager.id},
                {"date_approved": "2026-01-01 00:00:00"},
            ):
                with self.assertRaisesRegex(UserError, "draft"):
                    self._draft(user, **values)

    def test_base_53_no_part_is_moved_into_a_version_in_force(self):
        draft = self._draft(
            clause_ids=[
                Command.create({"code": "D-1", "name": "Moved", "kind": "schedule"})
            ]
        )
        with self.assertRaisesRegex(UserError, "in force"), self.env.cr.savepoint():
            draft.clause_ids.policy_id = self.running
        self.assertEqual(self.running.clause_ids.mapped("code"), ["PP-1"])

    # Exclusions ----------------------------------------------------------------------

    def _exclude(self, user):
        return (
            self.env["callback.exclusion"]
            .with_user(user)
            .create(
                {
                    "rule_id": self.running.rule_ids.id,
                    "res_id": self.customers[0].id,
                    "reason": "Moved away",
                    "evidence": "Letter",
                }
            )
        )

    def test_exclusions_are_decided_by_a_second_supervisor(self):
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._exclude(user)
        request = self._exclude(self.supervisor)
        with self.assertRaisesRegex(UserError, "second person"):
            request.action_approve()
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                request.with_user(user).action_approve()
        with self.assertRaises(AccessError):
            request.with_user(self.manager).write({"state": "approved"})
        request.with_user(self.chief).action_approve()
        self.assertEqual(request.approver_id, self.chief)
        self.assertEqual(request.with_user(self.auditor).state, "approved")
