# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignFigures(CampaignCommon):
    """Evaluation, and who may see and do what (C1-09, C2-06, BASE-42)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls._customers("K", 4)

    def _running(self, **values):
        campaign = self._campaign(user_ids=self.caller.ids, **values)
        with freeze_time("2026-03-10 02:00:00"):
            self._approve(campaign).action_generate()
        return campaign

    def test_c1_09_participation_and_satisfaction(self):
        """3 called, 2 reached; 1 of 2 satisfied after 1 of 1 before."""
        with freeze_time("2026-03-01 02:00:00"):
            self._finish(self._create_record(partner_id=self.key[0].id))
        campaign = self._running()
        records = campaign.sudo().record_ids.sorted("res_id")
        with freeze_time("2026-03-10 03:00:00"):
            self._finish(records[0])
            self._finish(
                records[1],
                satisfaction="dissatisfied",
                dissatisfaction_reason="Late",
            )
            records[2].log_attempt("phone", "no_answer", ring_seconds=30)
        self.assertEqual(campaign.callback_count, 4)
        self.assertEqual(campaign.called_count, 3)
        self.assertEqual(campaign.reached_count, 2)
        self.assertAlmostEqual(campaign.participation_rate, 2 / 3)
        self.assertEqual(campaign.satisfaction_before, 1)
        self.assertEqual(campaign.satisfaction_after, 0.5)
        self.assertEqual(campaign.satisfaction_change, -0.5)

    def test_c1_09_problems_and_gifts(self):
        campaign = self._running(
            cost_ids=[Command.create({"name": "Tea", "unit_price": 5})]
        )
        campaign.cost_ids.given_quantity = 3
        self.assertEqual((campaign.gift_planned, campaign.gift_given), (4, 3))
        campaign.write({"problem_count": 4, "problem_solved_count": 3})
        self.assertEqual(campaign.problem_rate, 0.75)
        with self.assertRaisesRegex(ValidationError, "of 2 problems 3"):
            campaign.problem_count = 2

    def test_c2_06_typed_sales(self):
        campaign = self._running()
        campaign.write({"sales_before": 200, "sales_after": 250, "sales_note": "Till"})
        self.assertEqual(campaign.sales_change, 0.25)
        if "sale.order" not in self.env:
            with self.assertRaisesRegex(UserError, "not installed"):
                campaign.action_compute_sales()

    def test_c2_06_sales_from_orders(self):
        """The same number of days before, of the customers called alone."""
        if "sale.order" not in self.env:
            self.skipTest("The Sales application is not installed.")
        campaign = self._running(duration_days=2)
        product = self.env["product.product"].create({"name": "Tea"})
        for partner, day, price in [
            (self.key[0], "2026-03-08 16:00:00", 100),
            (self.key[1], "2026-03-11 15:59:59", 150),
            (self.key[1], "2026-03-11 16:00:00", 999),
            (self.customer, "2026-03-10 12:00:00", 999),
        ]:
            order = self.env["sale.order"].create(
                {
                    "partner_id": partner.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "price_unit": price,
                                "tax_ids": False,
                            }
                        )
                    ],
                }
            )
            order.action_confirm()
            order.date_order = day
        campaign.action_compute_sales()
        self.assertEqual((campaign.sales_before, campaign.sales_after), (100, 150))
        self.assertEqual(campaign.sales_change, 0.5)

    def test_c1_07_publicity_is_not_published_in_advance(self):
        campaign = self._campaign(
            publicity_ids=[
                Command.create(
                    {
                        "name": "Notice",
                        "medium": "website",
                        "date_planned": "2026-02-02",
                    }
                )
            ]
        )
        line = campaign.publicity_ids
        with freeze_time("2026-02-03 02:00:00"):
            self.assertTrue(line.is_late)
            with (
                self.assertRaisesRegex(ValidationError, "Notice.*2026-02-04"),
                self.env.cr.savepoint(),
            ):
                line.date_actual = "2026-02-04"
            line.date_actual = "2026-02-02"
            self.assertFalse(line.is_late)

    def test_closed_makes_nothing_more(self):
        campaign = self._running()
        campaign.action_close()
        self.assertEqual(campaign.state, "closed")
        with self.assertRaisesRegex(UserError, "Closed"):
            campaign.action_generate()
        with self.assertRaisesRegex(UserError, "submitted|Closed"):
            campaign.action_reset()

    def test_unused_drafts_alone_are_deleted(self):
        draft, running = self._campaign(), self._running()
        with self.assertRaisesRegex(UserError, "draft"):
            running.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            draft.unlink()
        self.assertTrue(draft.with_user(self.manager).unlink())

    def test_the_link_of_a_callback_is_guarded(self):
        campaign = self._running()
        record = campaign.sudo().record_ids[0].with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "Campaign"):
            record.campaign_id = False

    def test_rules_of_other_triggers_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "“Campaign”, Rule: “Test rule”"):
            self._campaign(rule_id=self.rule.id)
        with self.assertRaisesRegex(ValidationError, "Channel"):
            other = self.env["callback.channel"].create({"name": "X", "code": "x"})
            self._campaign(channel_id=other.id)

    def test_roles(self):
        """Callers read what they work for, supervisors their tree, auditors all."""
        campaign = self._running()
        elsewhere = self._campaign().with_user(self.manager)
        elsewhere.department_id = self.other_branch
        for user in (self.caller, self.supervisor, self.chief, self.auditor):
            self.assertTrue(campaign.with_user(user).read(["name", "budget"]))
            self.assertTrue(campaign.segment_ids.with_user(user).read(["name"]))
        for user in (self.caller, self.supervisor):
            with self.assertRaises(AccessError):
                elsewhere.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                elsewhere.segment_ids.with_user(user).read(["name"])
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                campaign.with_user(user).write({"evaluation": "x"})
            for call in ("action_submit", "action_approve", "action_generate"):
                with self.assertRaises(AccessError):
                    getattr(campaign.with_user(user), call)()

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        campaign = self._campaign()
        department = self.env["hr.department"].create(
            {"name": "There", "company_id": company.id}
        )
        campaign.sudo().write(
            {"company_id": company.id, "department_id": department.id}
        )
        with self.assertRaises(AccessError):
            campaign.with_user(self.manager).read(["name"])
        with self.assertRaises(AccessError):
            campaign.segment_ids.with_user(self.manager).read(["name"])
