# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .scenario_common import ScenarioCommon, local

END = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]


@tagged("post_install", "-at_install")
class TestRowsPool(ScenarioCommon):
    """Y1-01, Y1-02, Y1-04: the core pool is the best x % by a score."""

    def _scored(self, ref, scores, **values):
        """Return customers whose score is in ``color``, the number field at hand."""
        return self.env["res.partner"].create(
            [
                {"name": f"{ref} {n}", "ref": ref, "color": score, **values}
                for n, score in enumerate(scores)
            ]
        )

    def _pool_rule(self, ref, rate, **values):
        return {
            "name": f"{ref} {rate}",
            "trigger": "coverage",
            "period": "month",
            "domain": repr([("ref", "=", ref)]),
            "steps": END,
            "pool_field": "color",
            "pool_rate": rate,
            **values,
        }

    def _called(self, policy, first="2026-05-01", last="2026-05-31"):
        _plan, records = self._carried_out(policy, first, last)
        return records

    def test_y1_02_the_best_sixteen_percent_rounded_up(self):
        pool = self._scored("TERM", range(101, 1, -1))
        expected = {1: 16, 26: 16, 100: 16, 101: 17}
        for size in (100,):
            records = self._called(self._new_policy(self._pool_rule("TERM", 0.16)))
            self.assertEqual(len(records), expected[size])
            self.assertEqual(records.partner_id, pool[:16])
        pool += self._scored("TERM", [1])
        records = self._called(self._new_policy(self._pool_rule("TERM", 0.16)))
        self.assertEqual(len(records), expected[101])

    def test_t_08_the_share_is_exact(self):
        """7 % of 100 is 7, where binary fractions would make it 8."""
        self._scored("EXACT", range(100))
        for rate, size in ((0.07, 7), (0.29, 29), (0.001, 1), (1, 100)):
            policy = self._new_policy(self._pool_rule("EXACT", rate))
            with self.subTest(rate):
                self.assertEqual(len(self._called(policy)), size)

    def test_y1_01_of_equal_scores_the_older_comes_first(self):
        pool = self._scored("TIE", [5, 9, 9, 9, 0])
        policy = self._new_policy(self._pool_rule("TIE", 0.4))
        self.assertEqual(self._called(policy).partner_id, pool[1:3])
        pool[4].color = 11
        policy = self._new_policy(self._pool_rule("TIE", 0.4))
        self.assertEqual(self._called(policy).partner_id, pool[1] | pool[4])

    def test_y1_04_each_tier_has_its_own_frequency(self):
        pool = self._scored("TIER", [50, 40, 30, 20, 10])
        quarterly = {"period": "quarter", "pool_rate_skipped": 0.4}
        policy = self._new_policy(
            self._pool_rule("TIER", 0.4),
            self._pool_rule("TIER", 0.8, **quarterly),
        )
        records = self._called(policy, "2026-01-01", "2026-06-30")
        found = {
            partner: len(of) for partner, of in records.grouped("partner_id").items()
        }
        self.assertEqual(found, {pool[0]: 6, pool[1]: 6, pool[2]: 2, pool[3]: 2})
        self.assertIn("2026-03-31 23:59:59", local(records.mapped("deadline")))

    def test_y1_02_coverage_is_of_the_pool(self):
        self._scored("COV", range(10))
        policy = self._new_policy(self._pool_rule("COV", 0.25))
        figures = policy.rule_ids.get_coverage("2026-05-01", "2026-05-31")
        self.assertEqual((figures["population"], figures["missing"]), (3, 3))

    def test_y1_02_many_members_are_one_query(self):
        self._scored("MANY", range(1500))
        policy = self._new_policy(self._pool_rule("MANY", 0.16))
        rule = policy.rule_ids
        model = rule._get_source_model()
        [occasion] = rule._get_occasions(
            policy.create_date.date(), policy.create_date.date(), self.env.company
        )
        domain = rule._get_population_domain(occasion)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertEqual(model.search_count(domain), 240)

    def test_y1_02_bad_pools_are_refused(self):
        cases = (
            ({"pool_rate": 0}, "above 0"),
            ({"pool_rate": 1.4}, "140"),
            ({"pool_rate_skipped": 0.2}, "leave out less"),
            ({"pool_field": "name"}, "stored field"),
            ({"trigger": "sample", "sample_rate": 0.1}, "as a whole"),
        )
        for values, message in cases:
            rule = {**self._pool_rule("BAD", 0.16), **values}
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, message),
                self.env.cr.savepoint(),
            ):
                self._new_policy(rule)
