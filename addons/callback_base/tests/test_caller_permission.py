# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import format_date

from .contact_common import ContactCommon, china


@tagged("post_install", "-at_install")
class TestCallerPermission(ContactCommon):
    """Permission and training before calling: F2-05, E2-07, BASE-50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.permission_required = True
        cls.wang = cls._new_user("wang", "caller", cls.branch)
        cls.record = cls._create_record(date_event=china("2026-03-08 10:00"))
        cls.his = cls.record.with_user(cls.wang)

    def _allowed(self, day, **scope):
        return self.env["callback.permission"]._filter_allowed(
            self.wang | self.caller, self.policy, day, **scope
        )

    def test_ex_030_permission_not_yet_valid(self):
        self._grant(self.wang, date(2026, 3, 10))
        day, first = (
            re.escape(format_date(self.env, date(2026, 3, n))) for n in (9, 10)
        )
        message = f"wang .*not qualified.*{day}.*valid from {first}"
        with freeze_time(china("2026-03-09 23:59:59")):
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self.his.action_start()
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self.his.log_attempt("phone", "answered")
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self.record.with_user(self.supervisor).user_id = self.wang
            action = self.env["callback.record"].with_user(self.wang)
            self.assertRegex(action.action_start_next()["params"]["message"], message)
        with freeze_time(china("2026-03-10 00:00:00")):
            self.his.action_start()
        self.assertEqual(self.record.user_id, self.wang)

    def test_an_assigned_callback_is_not_started_before(self):
        self._grant(self.wang, date(2026, 3, 10))
        with freeze_time(china("2026-03-09 10:00:00")):
            leader = self.record.with_user(self.supervisor)
            leader.date_planned = china("2026-03-10 10:00")
            leader.user_id = self.wang  # for the planned day
            with self.assertRaisesRegex(UserError, "valid from"):
                self.his.action_start()
        self.assertEqual(self.record.state, "planned")

    def test_a_call_of_yesterday_needs_the_permission_of_yesterday(self):
        self._grant(self.wang, date(2026, 3, 10))
        with freeze_time(china("2026-03-11 10:00:00")):
            with self.assertRaisesRegex(UserError, "valid from"):
                self.his.log_attempt("phone", "answered", china("2026-03-09 10:00"))

    def test_an_ended_or_missing_permission(self):
        with self.assertRaisesRegex(UserError, "Nothing has been granted"):
            with self.env.cr.savepoint():
                self.his.action_start()
        permission = self._grant(self.wang, date(2026, 3, 1))
        permission.date_to = date(2026, 3, 9)
        with freeze_time(china("2026-03-10 00:00:00")), self.env.cr.savepoint():
            last = re.escape(format_date(self.env, date(2026, 3, 9)))
            with self.assertRaisesRegex(UserError, f"ended on {last}"):
                self.his.action_start()
        with freeze_time(china("2026-03-09 23:59:59")):
            self.his.action_start()
        self.assertEqual(self.record.state, "ongoing")

    def test_e2_07_training_or_certificate(self):
        self.policy.write({"permission_required": False, "training_required": True})
        self._grant(self.wang, date(2026, 3, 1))
        with self.assertRaisesRegex(UserError, "Training / Certificate"):
            with self.env.cr.savepoint():
                self.his.action_start()
        self._grant(self.wang, date(2026, 3, 1), kind="certificate")
        self.his.action_start()
        self.assertEqual(self.record.state, "ongoing")

    def test_f2_05_the_reviewer_needs_the_permission_too(self):
        self._grant(self.wang, date(2026, 3, 1))
        self._finish(self.his)
        leader = self.record.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "cb_supervisor .*not qualified"):
            with self.env.cr.savepoint():
                leader.action_review("In order")
        self._grant(self.supervisor, date(2026, 3, 1))
        leader.action_review("In order")
        self.assertEqual(self.record.reviewer_id, self.supervisor)

    def test_filter_allowed_by_day_and_scope(self):
        other_type = self.type.copy({"code": "other"})
        other_policy = self.policy.copy({"code": "OTHER"})
        self._grant(self.wang, date(2026, 3, 10), type_id=self.type.id)
        self._grant(self.caller, date(2026, 3, 10), policy_id=other_policy.id)
        day = date(2026, 3, 10)
        self.assertEqual(self._allowed(day, type=self.type), self.wang)
        self.assertFalse(self._allowed(day, type=other_type))
        self.assertFalse(self._allowed(day))
        self.assertFalse(self._allowed(date(2026, 3, 9), type=self.type))
        company = self.env["res.company"].create({"name": "Other company"})
        self.assertFalse(self._allowed(day, type=self.type, company=company))
        self.policy.permission_required = False
        self.assertEqual(self._allowed(day), self.wang | self.caller)

    def test_a_permission_holds_for_the_next_version(self):
        self._grant(self.wang, date(2026, 3, 1), policy_id=self.policy.id)
        new = self.policy.copy({"version": 2})
        allowed = self.env["callback.permission"]._filter_allowed(
            self.wang, new, date(2026, 3, 1)
        )
        self.assertEqual(allowed, self.wang)

    def test_queries_do_not_grow_with_the_users(self):
        users = self.wang
        for number in range(12):
            users |= self._new_user(f"grown{number}", "caller")
        for user in users:
            self._grant(user, date(2026, 3, 1))
        permission = self.env["callback.permission"]
        counts = []
        for group in (users[:1], users):
            self.env.invalidate_all()
            self.policy.permission_required, group.mapped("login")
            start = self.env.cr.sql_log_count
            allowed = permission._filter_allowed(group, self.policy, date(2026, 3, 1))
            counts.append(self.env.cr.sql_log_count - start)
            self.assertEqual(allowed, group)
        self.assertEqual(counts[0], counts[1])

    def test_who_grants_and_who_reads(self):
        for user in (self.caller, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                self.env["callback.permission"].with_user(user).create(
                    {"user_id": self.wang.id}
                )
        with self.assertRaisesRegex(AccessError, "another manager"):
            with self.env.cr.savepoint():
                self._grant(self.manager, date(2026, 3, 1))
        with self.assertRaises(AccessError):
            self._grant(self.wang, date(2026, 3, 1), granted_by_id=self.chief.id)
        permission = self._grant(self.wang, date(2026, 3, 1))
        self.assertEqual(permission.granted_by_id, self.manager)
        with self.assertRaisesRegex(UserError, "stays as it was granted"):
            with self.env.cr.savepoint():
                permission.date_from = date(2020, 1, 1)
        with self.assertRaises(AccessError):
            permission.unlink()
        with self.assertRaises(AccessError):
            permission.with_user(self.caller).read(["date_from"])
        for user in (self.wang, self.supervisor, self.auditor):
            day = permission.with_user(user).date_from
            self.assertEqual(day, date(2026, 3, 1))

    def test_other_companies_are_closed(self):
        company = self.env["res.company"].create({"name": "Other company"})
        permission = (
            self.env["callback.permission"]
            .sudo()
            .create(
                {
                    "user_id": self.wang.id,
                    "company_id": company.id,
                    "date_from": date(2026, 3, 1),
                }
            )
        )
        for user in (self.manager, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                permission.with_user(user).read(["date_from"])
        with self.assertRaisesRegex(UserError, "Nothing has been granted"):
            self.his.action_start()

    def test_queries_do_not_grow_with_the_callbacks(self):
        self._grant(self.wang, date(2026, 3, 1))
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(15)]
        )
        records = self.env["callback.record"]
        for customer in customers:
            records |= self._create_record(partner_id=customer.id)
        counts = []
        # The first one fills what is kept in memory.
        for group in (records[:1], records[:1], records):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertFalse(group._get_obstacles(self.wang))
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])
