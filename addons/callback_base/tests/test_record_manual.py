# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .campaign_common import CampaignCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestRecordManual(CampaignCommon):
    """Callbacks by hand, with no plan (F3-35, U1-30, G1-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls._customers("H", 3)

    def _wizard(self, user=None, **values):
        return (
            self.env["callback.record.new"]
            .with_user(user or self.supervisor)
            .create(
                {
                    "rule_id": self.manual_rule.id,
                    "partner_ids": [Command.set(self.partners.ids)],
                    "date_event": china("2026-03-02 15:00:00"),
                    "reason": "Asked by the mayor",
                    **values,
                }
            )
        )

    def _made(self):
        return self.env["callback.record"].search(
            [("partner_id", "in", self.partners.ids)]
        )

    def test_f3_35_without_plan_or_document(self):
        wizard = self._wizard()
        self.assertEqual(wizard.deadline, china("2026-03-02 23:59:59"))
        self.assertIn("2026-03-02", wizard.deadline_text)
        action = wizard.action_create()
        records = self.env["callback.record"].search(action["domain"])
        self.assertEqual(records, self._made())
        self.assertEqual(records.partner_id, self.partners)
        for record in records:
            self.assertEqual(record.rule_id, self.manual_rule)
            self.assertEqual(record.type_id, self.type)
            self.assertEqual(record.deadline, wizard.deadline)
            self.assertEqual(record.department_id, self.branch)
            self.assertEqual(record.opening_reason, "Asked by the mayor")
            self.assertFalse(record.plan_id or record.res_id)

    def test_u1_30_one_customer_opens_the_callback(self):
        action = self._wizard(
            partner_ids=[Command.set(self.partners[0].ids)], user_id=self.caller.id
        ).action_create()
        record = self.env["callback.record"].browse(action["res_id"])
        self.assertEqual(record.user_id, self.caller)
        self.assertEqual(record.with_user(self.caller).name, record.name)

    def test_the_form_proposes_what_the_rule_says(self):
        with freeze_time("2026-03-02 02:00:00"):
            form = Form(
                self.env["callback.record.new"]
                .with_user(self.supervisor)
                .with_context(default_partner_ids=self.partners.ids)
            )
            self.assertTrue(form.has_rule)
            self.assertFalse(self.manual_rule.policy_id.date_to)
            form.rule_id = self.manual_rule
            self.assertEqual(form.step_id, self.manual_rule.step_ids)
            self.assertEqual(form.channel_id, self.phone)
            self.assertEqual(form.department_id, self.branch)
            self.assertEqual(form.deadline, china("2026-03-02 23:59:59"))
            form.date_event = china("2026-03-05 08:00:00")
            self.assertEqual(form.deadline, china("2026-03-05 23:59:59"))
            form.reason = "Asked"
            form.save().action_create()
        self.assertEqual(len(self._made()), 3)

    def test_without_a_rule_it_says_so(self):
        rules = self.env["callback.rule"].search([("trigger", "=", "manual")])
        rules.sudo().active = False
        wizard = self.env["callback.record.new"].with_user(self.supervisor).new({})
        self.assertFalse(wizard.has_rule)
        self.assertFalse(wizard.rule_id)

    def test_other_rules_steps_and_channels_are_refused(self):
        letter = self.letter.copy({"name": "Pigeon", "code": "pigeon"})
        for values, label in (
            ({"rule_id": self.order_rule.id}, "Rule"),
            ({"step_id": self.order_rule.step_ids.id}, "Step"),
            ({"channel_id": letter.id}, "Channel"),
        ):
            wizard = self._wizard(**values)
            with self.assertRaisesRegex(UserError, f"{label}: not allowed by rule"):
                wizard.action_create()
        self.assertFalse(self._made())

    def test_t_13_the_event_lies_inside_the_validity(self):
        self.campaign_policy.sudo().write(
            {"date_from": "2026-03-02", "date_to": "2026-03-31"}
        )
        for moment, is_valid in (
            ("2026-03-01 23:59:59", False),
            ("2026-03-02 00:00:00", True),
            ("2026-03-31 23:59:59", True),
            ("2026-04-01 00:00:00", False),
        ):
            wizard = self._wizard(date_event=china(moment))
            self.assertEqual(wizard._is_valid_day(), is_valid, moment)
        with self.assertRaisesRegex(UserError, "Event time"):
            wizard.action_create()

    def test_a_policy_out_of_force_is_refused(self):
        wizard = self._wizard()
        self.campaign_policy.sudo().state = "superseded"
        with self.assertRaisesRegex(UserError, "policy in force"):
            wizard.action_create()

    def test_f3_04_a_refused_channel_makes_nothing(self):
        self.partners[2].callback_refused_channel_ids = self.phone
        wizard = self._wizard()
        with self.assertRaisesRegex(UserError, "refuses"), self.env.cr.savepoint():
            wizard.action_create()
        self.assertFalse(self._made())
        wizard.channel_id = self.letter
        wizard.action_create()
        self.assertEqual(self._made().channel_id, self.letter)

    def test_f3_06_a_concerned_caller_is_refused(self):
        self.partners[1].user_id = self.caller
        wizard = self._wizard(user_id=self.caller.id)
        with (
            self.assertRaisesRegex(UserError, "kept away"),
            self.env.cr.savepoint(),
        ):
            wizard.action_create()
        self.assertFalse(self._made())

    def test_roles(self):
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                self._wizard(user)
        wizard = self._wizard(department_id=self.other_branch.id)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            wizard.action_create()
        self.assertFalse(self._made())
        self._wizard(self.chief, department_id=self.other_branch.id).action_create()
        self.assertEqual(self._made().department_id, self.other_branch)

    def test_the_reason_is_needed_and_stays(self):
        with self.assertRaises(UserError):
            self._wizard(reason="  ").action_create()
        self._wizard().action_create()
        with self.assertRaises(AccessError):
            self._made().with_user(self.supervisor).write({"opening_reason": "Other"})

    def test_another_company_keeps_its_rules(self):
        company = self.env["res.company"].create({"name": "Other company"})
        policy = self._campaign_policy("OC", company_id=company.id)
        rule = policy.rule_ids.filtered(lambda r: r.trigger == "manual")
        domain = self.env["callback.record.new"]._get_rule_domain(self.env.company)
        self.assertNotIn(rule, rule.search(domain))
        wizard = self.env["callback.record.new"].create(
            {
                "rule_id": rule.id,
                "department_id": self.branch.id,
                "partner_ids": [Command.set(self.partners.ids)],
                "date_event": fields.Datetime.now(),
                "reason": "Wrong company",
            }
        )
        with self.assertRaisesRegex(UserError, "not allowed by rule"):
            wizard.action_create()
