# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal
from fractions import Fraction

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..sampling import inference, sizes
from .sample_common import SampleCommon


@tagged("post_install", "-at_install")
class TestSampleSizes(SampleCommon):
    """T-08 … T-10 and the sample sizes of the clauses."""

    def test_ex_008_rounding_up(self):
        populations = (0, 1, 9, 10, 11, 40, 41, 50)
        self.assertEqual(
            [sizes.size(n, 0.1) for n in populations], [0, 1, 1, 1, 2, 4, 5, 5]
        )

    def test_t_10_no_binary_fraction(self):
        for rate in (0.07, "0.07", Decimal("0.07"), Fraction(7, 100)):
            self.assertEqual(sizes.at_least(rate, 100), 7)
            self.assertEqual(sizes.at_most(rate, 100), 7)
        self.assertEqual(sizes.at_least(0.29, 100), 29)

    def test_ex_009_two_rates_of_a_card_round(self):
        self.assertEqual(
            sizes.by_rate([1234, 56789], [0.1, 0.01]),
            [124, 568],
        )

    def test_ex_016_base_and_shares(self):
        shares = [0.3, 0.3, 0.15, 0.15, 0.1]
        base = sizes.size(10000, 0.02)
        self.assertEqual(sizes.split(base, shares), [60, 60, 30, 30, 20])
        base = sizes.size(12345, 0.02)
        self.assertEqual(base, 247)
        self.assertEqual(sizes.split(base, shares), [75, 75, 38, 38, 25])
        self.assertEqual(sizes.size(10000, 0.03), 300)

    def test_x_45_largest_remainder_keeps_the_total(self):
        parts = sizes.split(247, [0.3, 0.3, 0.15, 0.15, 0.1], keep_total=True)
        self.assertEqual(parts, [74, 74, 37, 37, 25])
        self.assertEqual(sum(parts), 247)

    def test_ex_018_floor_and_halves(self):
        expected = {600: (10, 10), 1000: (10, 10), 1050: (11, 10)}
        expected |= {1500: (15, 15), 15: (8, 7)}
        for population, halves in expected.items():
            size = sizes.size(population, 0.02, 20)
            self.assertEqual(tuple(sizes.split(size, [0.5, 0.5], True)), halves)

    def test_ex_019_fixed_and_shared_rates(self):
        rates = [1, 0.05, 0.05, 0.5, 1]
        self.assertEqual(sizes.by_rate([2, 61, 40, 7, 3], rates), [2, 4, 2, 4, 3])
        self.assertEqual(sizes.by_rate([0] * 5, rates), [0] * 5)

    def test_ex_020_inspectors(self):
        cases = [(180, 0.03), (180, 0.05), (400, 0.04), (401, 0.04), (8, 0.05)]
        self.assertEqual(
            [sizes.size(n, rate, 10) for n, rate in cases], [10, 10, 16, 17, 8]
        )

    def test_ex_020_rate_outside_its_range(self):
        limits = {"rate_min": 0.03, "rate_max": 0.05, "floor": 10}
        for rate in (0.029, 0.051):
            with self.assertRaisesRegex(ValidationError, r"3 % to 5 %"):
                self._sample("[]", rate=rate, **limits)
        self.assertTrue(self._sample("[]", rate=0.05, **limits))

    def test_ex_016_lower_rate_refused_higher_accepted(self):
        with self.assertRaisesRegex(ValidationError, r"1\.5 %"):
            self._sample("[]", rate=0.015, rate_min=0.02)
        self.assertTrue(self._sample("[]", rate=0.03, rate_min=0.02))

    def test_ex_038_cap(self):
        cases = [(163, 150, 7), (41, 500, 3), (0, 10, 0), (160, 160, 8)]
        for orders, households, expected in cases:
            cap = sizes.at_most(0.05, households)
            self.assertEqual(sizes.size(orders, 0.05, 0, cap), expected)

    def test_ex_038_the_cut_is_kept(self):
        sample = self._sample(
            self._population(Orders=163), rate=0.05, cap_rate=0.05, cap_base=150
        )
        sample.action_draw()
        self.assertEqual((sample.size, sample.size_uncut), (7, 9))
        self.assertEqual(sample.picked_count, 7)
        sample.action_confirm()

    def test_floor_and_cap_of_strata(self):
        self.assertEqual(sizes.by_rate([100, 50, 0], [0.1, 0.1, 0.1], 30), [20, 10, 0])
        self.assertEqual(sizes.by_rate([100, 50, 1], [0.1, 0.1, 0.1], 0, 9), [5, 3, 1])
        self.assertEqual(sizes.by_rate([3, 2, 1], [0.1] * 3, 99), [3, 2, 1])
        self.assertEqual(sizes.by_rate([9, 9, 9], [1] * 3, 0, 2), [1, 1, 0])

    def test_rounding_up_the_shares_stays_below_the_cap(self):
        shares = [0.3, 0.3, 0.15, 0.15, 0.1]
        parts = sizes.by_share([500] * 5, shares, 247, maximum=247)
        self.assertEqual(sum(parts), 247)

    def test_ex_017_moved_shares(self):
        domain = self._population(Indoor=40, Outdoor=40, Unseen=20, Unused=20)
        names = {"Indoor": 0.3, "Outdoor": 0.3, "Unseen": 0.15, "Unused": 0.15}
        sample = self._by_city(
            domain,
            "share",
            rate=0.02,
            base_count=1000,
            stratum_ids=self._strata(**names, Boiler=0.1),
        )
        sample.action_freeze()
        with self.assertRaisesRegex(UserError, "Boiler is empty.*10 %"):
            sample.action_confirm()
        with self.assertRaisesRegex(UserError, "Boiler"):
            sample.action_draw()
        indoor, boiler = (
            sample.stratum_ids.filtered(lambda s, key=key: s.key == key)
            for key in ("Indoor", "Boiler")
        )
        with self.assertRaisesRegex(ValidationError, "sum to 90 %"):
            sample.stratum_ids = [Command.update(boiler.id, {"share": 0})]
        boiler.share = 0
        with self.assertRaisesRegex(ValidationError, "sum to 90 %"):
            sample.action_draw()
        sample.stratum_ids = [
            Command.update(indoor.id, {"share": 0.4}),
        ]
        expected = {"Indoor": 8, "Outdoor": 6, "Unseen": 3, "Unused": 3, "Boiler": 0}
        self.assertEqual(self._sizes(sample), expected)
        sample.action_draw()
        sample.action_confirm()
        self.assertEqual(sample.picked_count, 20)

    def test_ex_017_shares_of_90_percent_refused(self):
        with self.assertRaisesRegex(ValidationError, "sum to 90 %"):
            self._by_city("[]", "share", stratum_ids=self._strata(A=0.4, B=0.5))

    def test_inference(self):
        self.assertAlmostEqual(inference.half_width([(10**9, 1067)]), 0.03, places=4)
        self.assertEqual(inference.half_width([(50, 50)]), 0)
        self.assertIsNone(inference.half_width([(50, 5), (10, 0)]))
        self.assertEqual(inference.required_size(10**9, 0.05), 385)
        self.assertEqual(inference.required_size(1000, 0.05), 278)
        self.assertEqual(inference.required_size(0, 0.05), 0)
        self.assertEqual(inference.defects_possible(10, 10), 0)
        # Of 100 with 3 defects, 60 drawn miss all three in 40·39·38/(100·99·98).
        self.assertEqual(inference.defects_possible(100, 60), 3)
