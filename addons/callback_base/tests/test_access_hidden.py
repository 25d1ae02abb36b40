# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GROUP, CallbackCommon


@tagged("post_install", "-at_install")
class TestAccessHidden(CallbackCommon):
    """A case is hidden from persons concerned, everywhere (BASE-18, F3-06, EX-030)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.attempt = cls.record.log_attempt("phone", "busy")
        cls.evidence = cls._add_evidence(cls.record, "recording")
        cls.message = cls.record.message_post(body="Spoken about", subject="Case")
        cls.activity = cls.record.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.caller.id, summary="Ask"
        )
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "note.txt",
                "raw": b"secret",
                "res_model": "callback.record",
                "res_id": cls.record.id,
            }
        )

    def _seen(self, line, user):
        self.env.invalidate_all()
        return bool(line.with_user(user).search([("id", "=", line.id)]))

    def _check_hidden(self, user, hidden=True):
        self.env.flush_all()
        for line in (self.record, self.attempt, self.evidence, self.message, self.file):
            with self.subTest(line=line._name):
                self.assertEqual(self._seen(line, user), not hidden)
                self.assertEqual(line.with_user(user).has_access("read"), not hidden)
        records = self.env["callback.record"].with_user(user)
        domain = [("partner_id", "=", self.customer.id)]
        self.assertEqual(records.search_count(domain), 0 if hidden else 1)
        groups = records.formatted_read_group(domain, ["state"], ["__count"])
        self.assertEqual(sum(group["__count"] for group in groups), 0 if hidden else 1)
        self.assertEqual(
            self.customer.with_user(user).callback_count, 0 if hidden else 1
        )
        self.assertEqual(
            self.activity.with_user(user).has_access("read"),
            not hidden or self.activity.user_id == user,
        )
        if hidden:
            with self.assertRaises(AccessError):
                self.record.with_user(user).read(["content"])
            with self.assertRaises(UserError):
                self.record.with_user(user).action_start()

    def test_the_salesperson_of_the_customer(self):
        self._check_hidden(self.caller, hidden=False)
        self.customer.user_id = self.caller
        self._check_hidden(self.caller)
        self._check_hidden(self.supervisor, hidden=False)
        self._check_hidden(self.auditor, hidden=False)
        self.customer.user_id = self.manager
        self._check_hidden(self.manager)
        self._check_hidden(self.caller, hidden=False)

    def test_the_salesperson_of_the_customers_company(self):
        company = self.env["res.partner"].create(
            {"name": "Mother", "is_company": True, "user_id": self.supervisor.id}
        )
        self.customer.parent_id = company
        self._check_hidden(self.supervisor)

    def test_the_policy_may_allow_the_salesperson(self):
        self.customer.user_id = self.caller
        self.policy.sudo().exclude_salesperson = False
        self._check_hidden(self.caller, hidden=False)

    def test_members_of_a_flagged_unit(self):
        self.policy.sudo().flagged_department_ids = self.branch
        self._check_hidden(self.caller)
        self._check_hidden(self.supervisor)
        self._check_hidden(self.chief, hidden=False)

    def test_a_declared_conflict_while_it_lasts(self):
        today = date.today()
        conflict = self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
                "reason": "Family",
                "date_from": today - timedelta(days=9),
            }
        )
        self._check_hidden(self.caller)
        self._check_hidden(self.manager, hidden=False)
        conflict.date_to = today - timedelta(days=1)
        self._check_hidden(self.caller, hidden=False)

    def test_a_conflict_of_another_company_hides_nothing(self):
        other = self.env["res.company"].create({"name": "Other company"})
        self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.caller.id,
                "reason": "Family",
                "company_id": other.id,
                "date_from": date.today(),
            }
        )
        self._check_hidden(self.caller, hidden=False)

    def test_li_is_not_given_the_own_customer(self):
        """EX-030: refused with the reason, which the supervisor reads."""
        self.customer.user_id = self.other_caller
        with self.assertRaisesRegex(UserError, "the customer is this person's own"):
            self.record.with_user(self.supervisor).user_id = self.other_caller


@tagged("post_install", "-at_install")
class TestCustomerLevel(CallbackCommon):
    """Secret customers and their callbacks are seen by a group (R2-22, H1-06)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.colleague = cls._new_user("cb_level", "caller", cls.branch)

    def _sees(self, user, line):
        self.env.invalidate_all()
        return bool(line.with_user(user).search([("id", "=", line.id)]))

    def test_each_level_has_its_group(self):
        group = self.env.ref(f"{GROUP}secret")
        top = self.env.ref(f"{GROUP}top_secret")
        for level, groups, seen in (
            (False, [], True),
            ("secret", [], False),
            ("secret", [group.id], True),
            ("secret", [top.id], True),
            ("top_secret", [], False),
            ("top_secret", [group.id], False),
            ("top_secret", [top.id], True),
        ):
            with self.subTest(level=level, groups=groups):
                self.customer.callback_level = level
                self.caller.group_ids -= group | top
                self.caller.group_ids |= group.browse(groups)
                for line in (self.customer, self.record):
                    self.assertEqual(self._sees(self.caller, line), seen, line._name)
                if not seen:
                    with self.assertRaises(AccessError):
                        self.record.with_user(self.caller).read(["phone"])

    def test_not_given_to_a_caller_without_the_group(self):
        self.customer.callback_level = "top_secret"
        with self.assertRaisesRegex(UserError, "Top secret"):
            self.record.user_id = self.colleague
        self.colleague.group_ids = [Command.link(self.env.ref(f"{GROUP}top_secret").id)]
        self.record.user_id = self.colleague

    def test_only_members_give_and_take_a_level(self):
        self.manager.group_ids = [
            Command.link(self.env.ref("base.group_partner_manager").id)
        ]
        customer = self.customer.with_user(self.manager)
        with self.assertRaises(AccessError):
            customer.callback_level = "secret"
        self.manager.group_ids = [Command.link(self.env.ref(f"{GROUP}secret").id)]
        customer.callback_level = "secret"
        with self.assertRaises(AccessError):
            customer.callback_level = "top_secret"
        self.customer.callback_level = "top_secret"
        with self.assertRaises(AccessError):
            customer.callback_level = False
