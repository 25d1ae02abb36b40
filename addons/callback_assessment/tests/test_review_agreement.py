# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fractions import Fraction

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.callback_base.tests.plan_common import china

from ..review_score import agreement
from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewAgreement(ReviewCommon):
    """Blind double checks, agreement and Cohen's kappa (calibration)."""

    def _pairs(self, count, rate=1.0, items=({},), **values):
        both = self.reviewer | self.second_reviewer
        rule = self._lay_down(
            {
                "size_kind": "all",
                "inspector_ids": [(6, 0, both.ids)],
                "double_rate": rate,
                **values,
            },
            items=items,
        )
        self._work(rule, count)
        reviews = self._draw(rule).review_ids
        return rule, reviews.filtered(lambda review: review.kind == "second")

    def test_kappa_of_known_tables(self):
        # Cohen's table 20/5/10/15: po 0.7, pe 0.5, kappa 0.4.
        table = (("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15))
        pairs = [(a, b) for a, b, number in table for _i in range(number)]
        self.assertEqual(agreement(pairs), (35, 50, Fraction(2, 5)))
        self.assertEqual(agreement([("y", "n"), ("n", "y")]), (0, 2, Fraction(-1)))
        self.assertEqual(agreement([("a", "a"), ("b", "b")]), (2, 2, Fraction(1)))
        self.assertEqual(agreement([("y", "y")] * 5), (5, 5, None))
        self.assertEqual(agreement([("y", "n")] * 5), (0, 5, Fraction(0)))
        self.assertEqual(agreement([]), (0, 0, None))

    def test_a_share_is_checked_twice_by_two_persons(self):
        _rule, seconds = self._pairs(10, rate=0.25)
        self.assertEqual(len(seconds), 3)
        for second in seconds:
            self.assertEqual(second.pair_id.pair_id, second)
            self.assertNotEqual(second.user_id, second.pair_id.user_id)
            self.assertEqual(second.pair_user_id, second.pair_id.user_id)
            self.assertTrue(second.is_blind and second.pair_id.is_blind)
        self.assertEqual(seconds.quota_id.demanded, 10)

    @mute_logger("odoo.models")
    def test_neither_sees_the_other_before_both_are_finished(self):
        _rule, second = self._pairs(1, rectify_quantity=3)
        first = second.pair_id
        one, two = first.user_id, second.user_id
        self._check(first, "no")
        for user, other in ((one, second), (two, first)):
            theirs = other.with_user(user)
            self.assertFalse(theirs.search([("id", "=", other.id)]))
            with self.assertRaises(AccessError):
                theirs.read(["score"])
        lines = first.line_ids.with_user(two)
        self.assertFalse(lines.search([("id", "in", lines.ids)]))
        tasks = first.rectification_ids.with_user(two)
        self.assertFalse(tasks.search([("id", "in", tasks.ids)]))
        for user in (self.manager, self.auditor, self.supervisor):
            self.assertTrue(first.with_user(user).read(["score"]))
        with self.assertRaisesRegex(UserError, "second person"):
            first.with_user(one).action_release()
        self._check(second, "yes")
        self.assertFalse(first.is_blind or second.is_blind)
        self.assertFalse(second.rectification_ids)
        with self.assertRaisesRegex(UserError, "compares"):
            second.with_user(two).action_release()
        with freeze_time(china("2026-04-03 10:00")):
            first.with_user(one).action_release()
        self.assertEqual(first.state, "released")

    def test_a_supervisor_who_is_in_the_pair_is_blind_too(self):
        both = self.supervisor | self.reviewer
        rule = self._lay_down(
            {
                "size_kind": "all",
                "inspector_ids": [(6, 0, both.ids)],
                "double_rate": 1,
            }
        )
        self._work(rule, 1)
        reviews = self._draw(rule).review_ids
        other = reviews.filtered(lambda review: review.user_id == self.reviewer)
        found = other.with_user(self.supervisor).search([("id", "in", reviews.ids)])
        self.assertEqual(found, reviews - other)
        with self.assertRaises(AccessError):
            other.with_user(self.supervisor).action_assign(self.supervisor)

    def test_agreement_and_kappa_of_each_item(self):
        items = ({}, {}, {"answer_type": "score"})
        rule, seconds = self._pairs(4, items=items)
        firsts = (
            ("yes", "yes", "10"),
            ("yes", "yes", "8"),
            ("no", "yes", "8.0"),
            ("no", "yes", "5"),
        )
        others = (
            ("yes", "yes", "10"),
            ("yes", "yes", "8.00"),
            ("no", "yes", "8"),
            ("yes", "yes", "4"),
        )
        for second, one, two in zip(seconds, firsts, others, strict=True):
            self._check(second.pair_id, *one)
            self._check(second, *two)
        model = self.env["callback.review.agreement"].with_user(self.manager)
        rows = model.search([("rule_id", "=", rule.id)]).sorted("item_id")
        self.assertEqual(rows.mapped("pair_count"), [4, 4, 4])
        self.assertEqual(rows.mapped("agree_count"), [3, 4, 3])
        self.assertEqual(
            rows.mapped("agree_text"), ["75.00 %", "100.00 %", "75.00 %"]
        )
        # Item 0: (4·3 − 8) / (16 − 8); item 2: (4·3 − 5) / (16 − 5).
        self.assertEqual(rows.mapped("kappa_text"), ["0.50", "–", "0.64"])
        action = rows[0].action_open_reviews()
        self.assertEqual(
            self.env["callback.review"].search_count(action["domain"]), 8
        )
        with self.assertRaises(AccessError):
            model.with_user(self.reviewer).search([])

    def test_unfinished_pairs_are_not_counted(self):
        rule, seconds = self._pairs(2)
        self._check(seconds[0].pair_id, "yes")
        self.assertFalse(
            self.env["callback.review.agreement"].search([("rule_id", "=", rule.id)])
        )
