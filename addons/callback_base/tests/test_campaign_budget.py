# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .campaign_common import CampaignCommon


def gift(price, **values):
    return Command.create({"name": "Gift", "unit_price": price, **values})


def fixed(price, **values):
    return gift(price, kind="fixed", **values)


@tagged("post_install", "-at_install")
class TestCampaignBudget(CampaignCommon):
    """Budget, limit and signatures (C1-05, C1-08, F1-05, T1-22, T1-23, BASE-41)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls._customers("K", 60)
        cls.new = cls._customers("N", 24)

    def _two_segments(self, **values):
        """60 key customers, and 25 new ones of whom one is a key customer."""
        both = repr(["|", ("ref", "=", "N"), ("id", "=", self.key[7].id)])
        return self._campaign(
            segment_ids=[
                self._segment("K"),
                self._segment("N", name="New", domain=both),
            ],
            **values,
        )

    def _in_budget(self, amount, **values):
        values.setdefault("cost_ids", [fixed(amount)])
        campaign = self._campaign(**values)
        campaign.action_submit()
        return campaign

    def test_ex_088_budget(self):
        """84 distinct customers: 5 712.00 + 1 200.00; with 85: 6 980.00."""
        campaign = self._two_segments(cost_ids=[gift(68), fixed(1200)])
        self.assertEqual(campaign.segment_ids.mapped("customer_count"), [60, 25])
        self.assertEqual(campaign.customer_count, 84)
        self.assertEqual(campaign.gift_amount, 5712)
        self.assertEqual(campaign.other_amount, 1200)
        self.assertEqual(campaign.budget, 6912)
        self._customers("N", 1)
        self.env.invalidate_all()
        self.assertEqual(campaign.customer_count, 85)
        self.assertEqual(campaign.budget, 6980)

    def test_t_12_half_up_at_the_last_step_of_a_line(self):
        """0.5 × 60 × 0.33 = 9.90; 2.5 × 0.01 = 0.025 becomes 0.03, three times."""
        half = [fixed(0.01, quantity=2.5) for _number in range(3)]
        campaign = self._campaign(cost_ids=[gift(0.33, quantity=0.5), *half])
        self.assertEqual(campaign.gift_amount, 9.90)
        self.assertEqual(campaign.other_amount, 0.09)
        self.assertEqual(campaign.budget, 9.99)

    def test_ex_085_limit_of_the_company(self):
        """2 000.00 is within; 2 000.01 waits for a third person."""
        self.env.company.callback_expense_limit = 2000
        within, above = self._in_budget(2000), self._in_budget(2000.01)
        self.assertEqual((within | above).mapped("is_above_limit"), [False, True])
        for campaign in within | above:
            campaign.with_user(self.chief).action_approve()
            campaign.with_user(self.manager).action_approve()
        self.assertEqual(within.state, "approved")
        self.assertEqual(above.state, "submitted")
        self.assertEqual(above.approval_text, "Expense above the limit")
        with self.assertRaisesRegex(UserError, "approved it already"):
            above.with_user(self.manager).action_approve()
        third = self._new_user("cb_third", "supervisor", self.head_office)
        with self.assertRaisesRegex(UserError, "third person"):
            above.with_user(third).action_approve()
        above.with_user(self.other_manager).action_approve()
        self.assertEqual(above.state, "approved")
        self.assertEqual(
            above.approval_ids.mapped("role"), ["supervisor", "leader", "excess"]
        )
        self.assertEqual(above.approval_ids.mapped("amount"), [2000.01] * 3)

    def test_t1_23_limit_of_the_policy_comes_first(self):
        self.env.company.callback_expense_limit = 10
        policy = self._campaign_policy("LP", expense_limit=500)
        rule = policy.rule_ids[0]
        campaign = self._in_budget(500, rule_id=rule.id)
        self.assertEqual(campaign.expense_limit, 500)
        self.assertFalse(campaign.is_above_limit)
        self.assertTrue(self._in_budget(500.01, rule_id=rule.id).is_above_limit)
        self.assertTrue(self._in_budget(10.01).is_above_limit)

    def test_no_limit_laid_down_needs_no_third_person(self):
        campaign = self._in_budget(1000000)
        self.assertFalse(campaign.is_above_limit)

    def test_t1_22_two_different_persons_neither_the_author(self):
        campaign = self._in_budget(1)
        with self.assertRaisesRegex(UserError, "author"):
            campaign.with_user(self.supervisor).action_approve()
        with self.assertRaisesRegex(UserError, "supervisor approves before"):
            campaign.with_user(self.manager).action_approve()
        campaign.with_user(self.chief).action_approve()
        self.assertEqual(campaign.state, "submitted")
        with self.assertRaisesRegex(UserError, "approved it already"):
            campaign.with_user(self.chief).action_approve()
        with self.assertRaisesRegex(UserError, "waits for cb_manager"):
            campaign.with_user(self.other_manager).action_approve()
        campaign.with_user(self.manager).action_approve()
        self.assertEqual(campaign.state, "approved")

    def test_leader_cannot_be_the_author(self):
        campaign = self._campaign(leader_id=self.supervisor.id)
        with self.assertRaisesRegex(UserError, "leader in charge"):
            campaign.action_submit()
        # submitted by another person, but still its author
        with self.assertRaisesRegex(UserError, "leader in charge"):
            campaign.with_user(self.manager).action_submit()

    def test_submitting_names_what_is_missing(self):
        campaign = self._campaign(purpose=" ", content=False, segment_ids=[])
        with self.assertRaisesRegex(UserError, "Purpose.*Content.*Segment.*Customers"):
            campaign.action_submit()
        for values, missing in [
            ({"leader_id": False}, "Leader in charge"),
            ({"schedule_pattern": False}, "Dates"),
            ({"rule_id": False}, "policy in force"),
        ]:
            with self.assertRaisesRegex(UserError, missing):
                self._campaign(**values).action_submit()

    def test_what_was_submitted_stays(self):
        """Also through RPC and in its parts; results stay open."""
        campaign = self._in_budget(5, publicity_ids=[self._publicity()])
        manager = campaign.with_user(self.manager)
        for change in (
            lambda: manager.write({"name": "x"}),
            lambda: manager.write({"date_end": "2030-01-01"}),
            lambda: manager.cost_ids.write({"unit_price": 9}),
            lambda: manager.cost_ids.unlink(),
            lambda: manager.segment_ids.write({"domain": "[]"}),
            lambda: manager.segment_ids.copy({"campaign_id": campaign.id}),
            lambda: manager.publicity_ids.write({"name": "x"}),
        ):
            with (
                self.assertRaisesRegex(UserError, "has been submitted"),
                self.env.cr.savepoint(),
            ):
                change()
        manager.cost_ids.write({"given_quantity": 3, "actual_amount": 4})
        manager.publicity_ids.write({"date_actual": "2026-02-01"})
        manager.write({"evaluation": "Good"})

    def _publicity(self):
        return Command.create(
            {"name": "Notice", "medium": "wechat", "date_planned": "2026-02-02"}
        )

    def test_state_and_signatures_are_guarded(self):
        campaign = self._campaign()
        for values in (
            {"state": "approved"},
            {"budget_submitted": 1},
            {"requester_id": self.manager.id},
            {"date_approved": "2026-01-01"},
            {"approval_ids": []},
        ):
            with self.assertRaisesRegex(AccessError, "buttons"):
                campaign.write(values)
        with self.assertRaises(AccessError):
            self.env["callback.campaign.approval"].with_user(self.manager).create(
                {
                    "campaign_id": campaign.id,
                    "role": "leader",
                    "user_id": self.manager.id,
                    "date": "2026-01-01",
                }
            )

    def test_back_to_draft_needs_all_signatures_anew(self):
        campaign = self._in_budget(5)
        campaign.with_user(self.chief).action_approve()
        campaign.action_reset()
        self.assertFalse(campaign.approval_ids)
        self.assertIn("cb_chief", campaign.message_ids[0].body)
        campaign.cost_ids.unit_price = 7
        campaign.action_submit()
        with self.assertRaisesRegex(UserError, "supervisor approves before"):
            campaign.with_user(self.manager).action_approve()
        self.assertEqual(campaign.budget_submitted, 7)

    def test_f1_05_more_customers_than_approved_stop_it(self):
        """Gifts above the approved budget are not given away silently."""
        campaign = self._campaign(cost_ids=[gift(10)])
        self._approve(campaign)
        self._customers("K", 1)
        with freeze_time("2026-03-10 02:00:00"):
            with self.assertRaisesRegex(UserError, "610.00; 600.00 was approved"):
                campaign.action_generate()
            self.assertFalse(campaign._generate_or_log())
            self.assertFalse(campaign.callback_count)
            campaign.action_reset()
            self._approve(campaign).action_generate()
        self.assertEqual(campaign.callback_count, 61)

    def test_amounts_are_not_negative(self):
        for command in (gift(-1), gift(1, quantity=0)):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._campaign(cost_ids=[command])
