# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fractions import Fraction

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.callback_base.tests.plan_common import china

from ..review_score import half_up, percent, score
from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewSize(ReviewCommon):
    """How many are drawn: P1-05, P1-06, G1-33, G1-38, G1-39, G1-49 (T-08 … T-10)."""

    def _size(self, count, **values):
        """Return (population, without cap, to be checked) of one draw."""
        rule = self._lay_down(values)
        self._work(rule, count)
        quota = self._draw(rule)
        self.assertEqual(len(quota.review_ids), quota.demanded)
        return quota.population, quota.uncut, quota.demanded

    def test_g1_33_share_is_rounded_up_exactly(self):
        self.assertEqual(self._size(61, rate=0.05), (61, 4, 4))
        self.assertEqual(self._size(40, rate=0.05), (40, 2, 2))
        # 0.07 × 100 is 7.000000000000001 in binary fractions.
        self.assertEqual(self._size(100, rate=0.07), (100, 7, 7))

    def test_g1_38_floor_and_a_floor_above_the_population(self):
        self.assertEqual(self._size(130, rate=0.02, floor=20), (130, 20, 20))
        self.assertEqual(self._size(15, rate=0.02, floor=20), (15, 15, 15))

    def test_g1_32_all_of_them(self):
        self.assertEqual(self._size(7, size_kind="all"), (7, 7, 7))

    def test_a_fixed_number(self):
        self.assertEqual(self._size(9, size_kind="fixed", number=4), (9, 4, 4))
        self.assertEqual(self._size(3, size_kind="fixed", number=4), (3, 3, 3))

    def test_p1_06_the_cap_cuts_and_the_cut_is_shown(self):
        self.assertEqual(self._size(163, rate=0.05, cap=7), (163, 9, 7))

    def test_p1_06_cap_as_a_share_of_households(self):
        model = self.env["ir.model"]._get("res.partner.industry")
        households = self.env[model.model]
        households.search([]).action_archive()
        households.create([{"name": f"Flat {n}"} for n in range(150)])
        cap = {"rate": 0.05, "cap_rate": 0.05, "cap_model_id": model.id}
        self.assertEqual(self._size(163, **cap), (163, 9, 7))
        self.assertEqual(self._size(41, **cap), (41, 3, 3))

    def test_p1_06_a_cap_of_nothing_draws_nothing(self):
        model = self.env["ir.model"]._get("res.partner.industry")
        self.env[model.model].search([]).action_archive()
        cap = {"rate": 0.05, "cap_rate": 0.05, "cap_model_id": model.id}
        self.assertEqual(self._size(30, **cap), (30, 2, 0))

    def test_empty_population_is_zero_and_never_100_percent(self):
        rule = self._lay_down({"size_kind": "all", "due_quantity": 1})
        self._create_record()
        quota = self._draw(rule)
        self.assertEqual(len(quota), 1)
        self.assertEqual((quota.population, quota.demanded), (0, 0))
        self.assertEqual((quota.done_text, quota.status), ("–", "none"))
        self.assertTrue(quota.verify())
        self.env["callback.breach"].sweep(china("2026-06-01 00:00"))
        self.assertFalse(
            self.env["callback.breach"].search_count(
                [("res_model", "=", quota._name), ("res_id", "=", quota.id)]
            )
        )

    def test_g1_39_the_odd_one_is_checked_by_the_first_method(self):
        for count, first, second in ((21, 11, 10), (15, 8, 7), (30, 15, 15)):
            rule = self._lay_down(
                {
                    "size_kind": "all",
                    "method": "on_site",
                    "second_method": "telephone",
                    "second_share": 0.5,
                }
            )
            self._work(rule, count)
            methods = self._draw(rule).review_ids.mapped("method")
            self.assertEqual(methods.count("on_site"), first)
            self.assertEqual(methods.count("telephone"), second)

    def test_bad_sizes_are_refused_with_rule_and_value(self):
        bad = (
            ({"rate": 0.029, "rate_min": 0.03, "rate_max": 0.05}, "2.9 %"),
            ({"rate": 0.051, "rate_min": 0.03, "rate_max": 0.05}, "5.1 %"),
            ({"rate": 0}, "0 %"),
            ({"rate": 1.01}, "101 %"),
            ({"floor": 20, "cap": 19}, "19 < 20"),
            ({"floor": -1}, "-1"),
            ({"size_kind": "fixed", "number": 0}, "0"),
            ({"cap_rate": 0.05}, "–"),
            ({"double_rate": 0.1}, "10 %"),
            ({"second_method": "ledger"}, "0 %"),
            ({"inspector_ids": False}, "0"),
            ({"inspector_ids": [(6, 0, self.caller.ids)]}, "cb_caller"),
            ({"inspector_kind": "head", "inspector_ids": False}, "Head of the unit"),
            ({"domain": "[('no_such_field', '=', 1)]"}, "no_such_field"),
        )
        for values, said in bad:
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(ValidationError, f"Check.*{said}"),
                self.cr.savepoint(),
            ):
                self._draft(values)

    def test_rules_in_force_are_locked(self):
        rule = self._lay_down()
        locked = rule.with_user(self.manager)
        for part, values in (
            (locked, {"rate": 0.01}),
            (locked.checklist_id, {"name": "Easier"}),
            (locked.checklist_id.item_ids, {"points": 1}),
        ):
            with self.assertRaisesRegex(UserError, "in force"), self.cr.savepoint():
                part.write(values)

    def test_a_new_version_has_its_own_rules_lists_and_clauses(self):
        rule = self._lay_down({"rate": 0.04})
        new = self.env["callback.policy"].browse(
            rule.policy_id.action_new_version()["res_id"]
        )
        copied = new.review_rule_ids
        self.assertEqual(copied.rate, 0.04)
        self.assertEqual(copied.checklist_id.policy_id, new)
        self.assertEqual(copied.clause_ids.policy_id, new)
        self.assertEqual(copied.inspector_ids, self.reviewer)
        self.assertEqual(len(copied.checklist_id.item_ids), 1)

    def test_a_check_without_items_or_clause_is_not_put_in_force(self):
        policy = self._draft({"clause_ids": False}, items=())
        with self.assertRaisesRegex(UserError, "checklist with items(.|\n)*clause"):
            policy.action_activate()

    def test_scores_are_exact_and_rounded_half_up(self):
        self.assertEqual(str(half_up(Fraction("90.005"))), "90.01")
        self.assertEqual(str(half_up(Fraction("90.0049"))), "90.00")
        self.assertEqual(str(percent(1, 3)), "33.33")
        self.assertEqual(str(percent(2, 3)), "66.67")
        self.assertIsNone(percent(0, 0))
        tenth = Fraction("0.1")
        self.assertEqual(str(score([(tenth, tenth, False)] * 3)), "100.00")
        self.assertIsNone(score([]))
