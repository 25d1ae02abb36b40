# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .campaign_common import CampaignCommon


@tagged("post_install", "-at_install")
class TestOrder(CampaignCommon):
    """Callbacks by order: asked for, decided, made (F3-30, F3-35)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls._customers("K", 3)
        cls.startClassPatcher(freeze_time("2026-03-02 02:00:00"))

    def _order(self, user=None, **values):
        values.setdefault("partner_ids", [Command.set(self.key[:2].ids)])
        return (
            self.env["callback.order"]
            .with_user(user or self.caller)
            .create(
                {
                    "rule_id": self.order_rule.id,
                    "department_id": self.branch.id,
                    "reason": "Complaints about letters",
                    "date_due": "2026-03-20 04:30:00",
                    **values,
                }
            )
        )

    def test_f3_30_request_approval_callbacks(self):
        """Nothing before the approval; then each customer once, on the typed date."""
        order = self._order()
        self.assertEqual(order.requester_id, self.caller)
        self.assertEqual(order.request_department_id, self.branch)
        order.action_submit()
        self.assertFalse(order.callback_count)
        order.with_user(self.chief).action_approve()
        self.assertEqual(order.state, "approved")
        self.assertEqual(order.approver_id, self.chief)
        records = order.sudo().record_ids
        self.assertEqual(records.partner_id, self.key[:2])
        record = records[0]
        self.assertEqual(str(record.deadline), "2026-03-20 04:30:00")
        self.assertEqual(record.deadline_original, record.deadline)
        self.assertEqual(str(record.date_event), "2026-03-02 02:00:00")
        self.assertEqual(record.occurrence, order.id)
        self.assertEqual(record.department_id, self.branch)
        self.assertEqual(record.channel_id, self.phone)
        text = record.deadline_basis_text
        for part in (order.name, "12:30", "Asia/Shanghai", "cb_caller", "cb_chief"):
            self.assertIn(part, text)
        self.assertEqual((order.callback_count, order.open_count), (2, 2))

    def test_other_callbacks_keep_their_derivation(self):
        record = self._create_record()
        self.assertIn("Deadline: 2026-03-03", record.deadline_basis_text)

    def test_named_customers_and_condition_count_once(self):
        order = self._order(domain="[('ref', '=', 'K')]")
        self.assertEqual(order.customer_count, 3)
        # an empty condition means the named ones, never everybody
        self.assertEqual(self._order(domain="[]").customer_count, 2)
        order.action_submit()
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.callback_count, 3)

    def test_callbacks_are_made_once(self):
        order = self._order()
        order.action_submit()
        order.with_user(self.manager).action_approve()
        order.sudo()._create_callbacks()
        self.assertEqual(order.callback_count, 2)
        with self.assertRaisesRegex(UserError, "Approved"):
            order.with_user(self.manager).action_approve()
        second = self._order()
        second.action_submit()
        second.with_user(self.manager).action_approve()
        self.assertEqual(second.callback_count, 2)

    def test_a_second_person_of_the_head_department_decides(self):
        order = self._order(user=self.manager)
        order.action_submit()
        with self.assertRaisesRegex(UserError, "second person"):
            order.action_approve()
        with self.assertRaisesRegex(AccessError, "Head office"):
            order.with_user(self.supervisor).action_approve()
        with self.assertRaises(AccessError):
            order.with_user(self.caller).action_approve()
        with self.assertRaises(AccessError):
            order.with_user(self.auditor).action_approve()
        order.with_user(self.chief).action_approve()

    def test_the_company_may_name_the_department_that_decides(self):
        self.env.company.callback_order_department_id = self.other_branch
        wealth = self._new_user("cb_wealth", "supervisor", self.other_branch)
        order = self._order()
        order.action_submit()
        with self.assertRaisesRegex(AccessError, "Other branch"):
            order.with_user(self.chief).action_approve()
        order.with_user(wealth).action_approve()
        self.assertEqual(order.state, "approved")

    def test_refused_with_a_reason(self):
        order = self._order()
        order.action_submit()
        with self.assertRaisesRegex(UserError, "why"):
            order.with_user(self.chief).action_refuse(" ")
        wizard = (
            self.env["callback.order.refuse"]
            .with_user(self.chief)
            .create({"order_id": order.id, "reason": "Called last week"})
        )
        wizard.action_confirm()
        self.assertEqual(order.state, "refused")
        self.assertEqual(order.refusal_reason, "Called last week")
        self.assertFalse(order.callback_count)
        with self.assertRaisesRegex(UserError, "Rejected"):
            order.with_user(self.manager).action_approve()

    def test_f3_35_due_date_lies_in_the_future(self):
        """When it is submitted, and still when it is approved."""
        with self.assertRaisesRegex(UserError, "future"):
            self._order(date_due="2026-03-02 02:00:00").action_submit()
        order = self._order()
        order.action_submit()
        with freeze_time("2026-03-20 04:30:00"):
            with self.assertRaisesRegex(UserError, "future"):
                order.with_user(self.chief).action_approve()
        self.assertFalse(order.callback_count)

    def test_what_an_order_needs(self):
        for values, error in [
            ({"reason": " "}, "reason"),
            ({"rule_id": self.manual_rule.id}, "Rule: “Rule manual”"),
            ({"domain": "[('x', '=', 1)]"}, "condition"),
        ]:
            with (
                self.assertRaisesRegex(ValidationError, error),
                self.env.cr.savepoint(),
            ):
                self._order(**values)
        for values, error in [
            ({"rule_id": False}, "policy in force"),
            ({"partner_ids": []}, "no customers"),
        ]:
            with self.assertRaisesRegex(UserError, error):
                self._order(**values).action_submit()

    def test_a_submitted_order_stays(self):
        order = self._order()
        for values in ({"state": "approved"}, {"requester_id": self.manager.id}):
            with self.assertRaisesRegex(AccessError, "buttons"):
                order.write(values)
        order.reason = "Other"
        order.action_submit()
        with self.assertRaisesRegex(UserError, "stays"):
            order.with_user(self.manager).date_due = "2026-12-01"
        with self.assertRaisesRegex(UserError, "draft"):
            order.with_user(self.manager).unlink()

    def test_who_sees_orders(self):
        """The requester, the supervisors of both departments, managers, auditors."""
        order = self._order(user=self.other_caller)
        for user in (self.other_caller, self.supervisor, self.manager, self.auditor):
            self.assertTrue(order.with_user(user).read(["reason", "open_count"]))
        with self.assertRaises(AccessError):
            order.with_user(self.caller).read(["reason"])
        with self.assertRaises(AccessError):
            order.with_user(self.auditor).reason = "x"

    def test_form(self):
        """A caller needs reason, rule, department, date and a customer."""
        with Form(self.env["callback.order"].with_user(self.caller)) as form:
            form.rule_id = self.order_rule
            form.department_id = self.branch
            form.reason = "Why"
            form.date_due = "2026-04-01 00:00:00"
            form.partner_ids.add(self.key[0])
            self.assertEqual(form.customer_count, 1)
        self.assertRegex(form.record.name, r"^ZL-2026-\d{4}$")
        self.assertEqual(form.record.step_id, self.order_rule.step_ids)
