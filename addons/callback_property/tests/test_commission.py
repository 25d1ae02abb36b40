# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestCommission(PropertyCommon):
    """Shares of a commission: S5-11, S5-12, S5-18…S5-20, S5-23…S5-25, S1-07."""

    def test_ex_049_two_to_eight(self):
        """EX-049, S5-11, S5-12, S5-18: 20 % who closes; the rest the absent agent."""
        original = self._visit(self.agent_a, "2026-02-20")
        for case in ("absent", "asked", "phone_asked"):
            for commission, mine, yours in (
                (12000, 2400, 9600),
                (9999.99, 2000, 7999.99),
                (0.03, 0.01, 0.02),
                (33333.33, 6666.67, 26666.66),
            ):
                deal = self._deal(case, commission, original)
                deal.action_decide()
                with self.subTest(f"{case} {commission}"):
                    self.assertEqual(self._shares(deal), {"b": mine, "a": yours})
                    self.assertAlmostEqual(
                        sum(deal.share_ids.mapped("amount")), commission, 2
                    )
                    self.assertEqual(deal.paperwork_user_id, self.agent_a)

    def test_ex_050_three_days_and_sixty(self):
        """EX-050, S5-23, S5-24: half within three days, else all; 61 days is new."""
        for registered, found, shares in (
            ("2026-01-09", "2026-03-13", {"b": 5000, "a": 5000}),
            ("2026-01-09", "2026-03-14", {"b": 10000}),
            ("2026-01-08", "2026-03-13", {"b": 10000}),
            ("2026-01-08", "2026-03-14", {"b": 10000}),
            ("2026-03-10", "2026-03-10", {"b": 5000, "a": 5000}),
        ):
            original = self._visit(self.agent_a, registered)
            deal = self._deal(
                "unaware_deal", 10000, original, date_found=found, closed="2026-03-10"
            )
            deal.date_deposit = "2026-03-09"
            self.assertEqual(str(deal.date_deal), "2026-03-10")
            deal.action_decide()
            with self.subTest(f"{registered} {found}"):
                self.assertEqual(self._shares(deal), shares)
                self.assertEqual(deal.paperwork_user_id, self.agent_b)
                self.assertIn("S5-23", deal.basis)

    def test_s5_23_odd_cents_over_a_leap_day(self):
        """S5-23: 60 days from 31 December 2027 end on 29 February 2028."""
        original = self._visit(self.agent_a, "2027-12-31")
        for closed, shares in (
            ("2028-02-29", {"b": 0.51, "a": 0.5}),
            ("2028-03-01", {"b": 1.01}),
        ):
            deal = self._deal(
                "unaware_deal", 1.01, original, closed=closed, date_found=closed
            )
            deal.action_decide()
            self.assertEqual(self._shares(deal), shares)

    def test_s5_23_unaware_is_found_afterwards(self):
        """S5-23: who knew before the deal was not unaware; no line after the deal."""
        original = self._visit(self.agent_a, "2026-03-01")
        deal = self._deal("unaware_deal", 0.01, original, date_found="2026-03-09")
        with self.assertRaisesRegex(UserError, "S5-23"):
            deal.action_decide()
        deal.date_found = "2026-03-10"
        deal.original_visit_id = self._visit(self.agent_a, "2026-03-11")
        with self.assertRaisesRegex(UserError, "S5-23"):
            deal.action_decide()
        deal.original_visit_id = original
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 0.01, "a": 0})

    def test_s5_24_no_deal_without_both(self):
        """S5-24: the deposit alone is no deal."""
        deal = self._deal("own", 100, date_signed=False)
        self.assertFalse(deal.date_deal)
        with self.assertRaisesRegex(UserError, "S5-24"):
            deal.action_decide()
        deal.date_signed = "2026-03-11"
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 100})

    def test_ex_054_snatching(self):
        """EX-054, S5-19, S5-20: nothing, and a fine from 200 to 500."""
        original = self._visit(self.agent_a, "2026-02-20")
        for fine, accepted in (
            (150, False),
            (350, True),
            (501, False),
            (200, True),
            (500, True),
            (0, False),
        ):
            deal = self._deal("other", 8000, original, fine=fine)
            with self.subTest(fine):
                if not accepted:
                    with self.assertRaisesRegex(ValidationError, "S5-20"):
                        deal.action_decide()
                    continue
                deal.action_decide()
                self.assertEqual(deal.decided_case, "snatched")
                self.assertEqual(self._shares(deal), {"b": 0})

    def test_ex_054_violation(self):
        """EX-054, S5-20: the typed fine becomes one violation of the shipped rule."""
        original = self._visit(self.agent_a, "2026-02-20")
        deal = self._deal("other", 8000, original, fine=350.25)
        with self.assertRaises(UserError), self.cr.savepoint():
            deal.action_report_violation()
        deal.action_decide()
        deal.action_report_violation()
        action = deal.action_report_violation()
        violation = self.env["callback.violation"].sudo().search(action["domain"])
        self.assertEqual(len(violation), 1)
        self.assertEqual(
            violation.rule_id, self.env.ref("callback_property.penalty_s5_20")
        )
        self.assertEqual(violation.typed_amount, 350.25)
        self.assertEqual(violation.employee_id.user_id, self.agent_b)

    def test_ex_054_consent(self):
        """EX-054, S2-04, S5-19: consent before the closing, or unreachable: 20/80."""
        original = self._visit(self.agent_a, "2026-02-20")
        with self.assertRaises(AccessError):
            original.with_user(self.agent_c).consent_to(self.agent_b, "x")
        with self._at("2026-03-10 09:00:00"):
            original.with_user(self.agent_a).consent_to(self.agent_b, "Wants 3 rooms")
        deal = self._deal("other", 8000, original)
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 1600, "a": 6400})
        self.assertFalse(deal.fine)
        late = self._deal("other", 8000, original, closed="2026-03-09", fine=300)
        late.action_decide()
        self.assertEqual(late.decided_case, "snatched", "the consent came too late")
        note = {"unreachable_note": "Called three times"}
        other = self._visit(self.agent_a, "2026-02-21")
        deal = self._deal("other", 8000, other, **note)
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 1600, "a": 6400})
        with self.assertRaisesRegex(ValidationError, "fine"):
            self._deal("absent", 8000, other, fine=300).action_decide()

    def test_s5_25_group_by_agreement(self):
        """S5-25, S1-07: shares by agreement are the whole, and are approved."""
        deal = self._deal("group", 10000.01)
        share = [
            Command.create({"user_id": self.agent_b.id, "rate": 33.3333}),
            Command.create({"user_id": self.agent_a.id, "rate": 66.6666}),
        ]
        deal.share_ids = share
        with self.assertRaisesRegex(ValidationError, "99.9999 %"):
            deal.action_decide()
        deal.share_ids[1].rate = 66.6667
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 3333.33, "a": 6666.68})
        with self.assertRaises(AccessError):
            deal.action_approve()
        deal.with_user(self.judge).action_approve()
        self.assertEqual(deal.state, "approved")
        with self.assertRaises(UserError):
            deal.action_reopen()

    def test_s5_25_not_wholly_the_receiver_s(self):
        """S5-25, S1-07: a group purchase is shared; a referral may be one agent’s."""
        whole = {"user_id": self.agent_b.id, "rate": 100}
        deal = self._deal("group", 100)
        deal.share_ids = [Command.create(whole)]
        with self.assertRaisesRegex(ValidationError, "S5-25"):
            deal.action_decide()
        deal.share_ids.rate = 99.99
        three = ((self.agent_a, 0.005), (self.agent_c, 0.005))
        deal.share_ids = [
            Command.create({"user_id": user.id, "rate": rate}) for user, rate in three
        ]
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 99.99, "a": 0.01, "c": 0})
        deal = self._deal("company", 100)
        deal.share_ids = [Command.create(whole)]
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 100})

    def test_a_decided_deal_stays(self):
        """S5-28: a decision is neither changed nor deleted, shares are not typed."""
        deal = self._deal("own", 100)
        deal.action_decide()
        with self.assertRaises(UserError), self.cr.savepoint():
            deal.commission = 200
        with self.assertRaises(UserError), self.cr.savepoint():
            deal.unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            deal.share_ids.write({"rate": 50})
        with self.assertRaises(AccessError), self.cr.savepoint():
            deal.with_user(self.agent_b).action_decide()
        deal.action_reopen()
        deal.commission = 200
        deal.action_decide()
        self.assertEqual(self._shares(deal), {"b": 200})
