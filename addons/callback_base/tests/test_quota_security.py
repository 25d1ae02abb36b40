# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestQuotaSecurity(QuotaCommon):
    """Who sees which figures of a quota, and who may change it (BASE-55)."""

    def test_department_tree_and_roles(self):
        quota = self._quota("Visits", 0.5, self.is_visit)
        self._make(2, self.visit, department_id=self.branch.id)
        self._make(3, self.phone, department_id=self.other_branch.id)
        self._make(4, self.phone, department_id=self.head_office.id)
        for user, department, counts in (
            (self.chief, None, (2, 9)),
            (self.auditor, None, (2, 9)),
            (self.manager, self.branch, (2, 2)),
            (self.manager, self.head_office.id, (2, 9)),
            (self.chief, self.other_branch, (0, 3)),
            (self.supervisor, None, (2, 2)),
            (self.supervisor, self.other_branch, (0, 0)),
        ):
            value = quota.with_user(user).get_value("2026-06-30", department)
            shown = (value["numerator"], value["denominator"])
            self.assertEqual(shown, counts, (user.login, department))
        own = quota.with_user(self.caller)
        self.assertEqual(own.name, "Visits")
        with self.assertRaisesRegex(AccessError, "supervisors"):
            own.get_value()
        with self.assertRaises(AccessError):
            own.read(["numerator_count"])

    def test_only_drafts_change_and_only_by_supervisors(self):
        quota = self._quota("Visits", 0.5, self.is_visit)
        for user in (self.supervisor, self.manager):
            with self.assertRaisesRegex(UserError, "new version"):
                quota.with_user(user).rate = 0.3
            with self.assertRaisesRegex(UserError, "new version"):
                quota.with_user(user).unlink()
        action = self.policy.with_user(self.manager).action_new_version()
        draft = self.env["callback.policy"].browse(action["res_id"]).quota_ids
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                draft.with_user(user).rate = 0.3
            with self.assertRaises(AccessError):
                draft.with_user(user).unlink()
        draft.with_user(self.supervisor).rate = 0.3
        self.assertEqual(draft.limit_text, "≥ 30 %")
        draft.with_user(self.supervisor).unlink()

    def test_companies_are_counted_apart(self):
        company = self.env["res.company"].create({"name": "Other company"})
        quota = self._quota("Visits", 0.5, self.is_visit)
        self._make(2, self.visit)
        self._make(3, self.visit, company_id=company.id, department_id=False)
        self.assertEqual(quota.get_value("2026-06-30")["numerator"], 2)
        value = quota.get_value("2026-06-30", company=company)
        self.assertEqual(value["numerator"], 3)
        with self.assertRaisesRegex(UserError, "Visits.*Other company"):
            quota.with_user(self.manager).get_value(company=company.id)
        own = self.policy.sudo().copy({"code": "TP3", "company_id": company.id})
        closed = self._quota("Theirs", 0.5, self.is_visit, policy_id=own.id)
        with self.assertRaises(AccessError):
            closed.with_user(self.manager).get_value()
        seen = self.env["callback.quota"].with_user(self.manager).search([])
        self.assertIn(quota, seen.sudo())
        self.assertNotIn(closed, seen.sudo())

    def test_the_figures_are_on_the_screens_of_those_who_may_see_them(self):
        quota = self._quota("Visits", 0.5, self.is_visit)
        for user, shown in (
            (self.caller, False),
            (self.supervisor, True),
            (self.auditor, True),
            (self.manager, True),
        ):
            views = self.env["callback.policy"].with_user(user).get_views
            arch = views([(False, "form")])["views"]["form"]["arch"]
            self.assertIn('name="quota_ids"', arch)
            self.assertIs("numerator_count" in arch, shown, user.login)
            arch = quota.with_user(user).get_views([(False, "list")])
            arch = arch["views"]["list"]["arch"]
            self.assertIs('name="status"' in arch, shown, user.login)
        menu = self.env.ref("callback_base.callback_menu_quotas")
        seen = self.env["ir.ui.menu"].with_user
        self.assertIn(menu.id, seen(self.auditor)._visible_menu_ids())
        self.assertNotIn(menu.id, seen(self.caller)._visible_menu_ids())
