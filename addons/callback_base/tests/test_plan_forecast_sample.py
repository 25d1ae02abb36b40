# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .test_plan_forecast import ForecastCommon

SAMPLE = {
    "trigger": "sample",
    "ref": "POOL",
    "sample_rate": 0.1,
    "steps": [{"name": "Call", "quantity": 0, "unit": "day", "anchor": "period_end"}],
}


@tagged("post_install", "-at_install")
class TestPlanForecastSample(ForecastCommon):
    """A forecast knows the exact size of a sample without drawing it (T-08 … T-10)."""

    def _pool(self, **sizes):
        for kind, size in sizes.items():
            self._new_customers(size, ref=f"POOL-{kind}", function=kind)

    def _assert_size(self, size, **rule):
        plan = self._new_plan(
            self._new_policy({**SAMPLE, **rule}), "2026-03-01", "2026-03-31"
        )
        samples = self.env["callback.sample"].search_count([])
        due = self._due(self._forecast(plan))
        self.assertEqual(due, {date(2026, 3, 31): size})
        self.assertEqual(self.env["callback.sample"].search_count([]), samples)
        self._assert_same_as_made(plan)

    def test_rate_floor_and_cap(self):
        self._pool(shop=41)
        self._assert_size(5)

    def test_floor(self):
        self._pool(shop=41)
        self._assert_size(20, sample_floor=20)

    def test_cap(self):
        self._pool(shop=41)
        self._assert_size(3, sample_cap=3)

    def test_strata_of_a_field(self):
        self._pool(shop=41, hotel=3, bank=20)
        self._assert_size(8, strata_method="rate", stratum_field="function")

    def test_strata_with_own_rates(self):
        self._pool(shop=41, hotel=3, bank=20)
        rates = [
            Command.create({"name": "Shop", "key": "shop", "rate": 0.5}),
            Command.create({"name": "Bank", "key": "bank", "rate": 1}),
        ]
        self._assert_size(
            21 + 1 + 20,
            strata_method="rate",
            stratum_field="function",
            stratum_ids=rates,
        )

    def test_strata_by_condition(self):
        self._pool(shop=41, hotel=3, bank=20)
        shares = [
            Command.create(
                {"name": name, "sequence": number, "domain": domain, "share": share}
            )
            for number, (name, domain, share) in enumerate(
                [
                    ("Shops", "[('function', '=', 'shop')]", 0.25),
                    ("The rest", "[]", 0.75),
                ]
            )
        ]
        self._assert_size(8, strata_method="share", stratum_ids=shares)

    def test_exclusions_are_not_drawn(self):
        self._pool(shop=41)
        plan = self._new_plan(self._new_policy(SAMPLE), "2026-03-01", "2026-03-31")
        pool = self.env["res.partner"].search([("ref", "=like", "POOL-%")])
        excluded = self.env["callback.exclusion"].create(
            {
                "rule_id": plan.rule_ids.id,
                "res_id": pool[0].id,
                "reason": "Abroad",
                "evidence": "Letter",
            }
        )
        self.assertEqual(self._forecast(plan).total_count, 5)
        excluded.sudo().state = "approved"
        self.assertEqual(self._forecast(plan).total_count, 4)
        self._assert_same_as_made(plan)

    def test_what_if_the_rate_were_another(self):
        self._pool(shop=40)
        policy = self._new_policy(
            {**SAMPLE, "sample_rate_min": 0.1, "sample_rate_max": 0.3}
        )
        plan = self._new_plan(policy, "2026-03-01", "2026-03-31", sample_rate=0.2)
        self.assertEqual(self._forecast(plan).total_count, 8)
        forecast = self._forecast(plan, rate=0.5)
        self.assertEqual(forecast.total_count, 20)
        self.assertEqual(plan.sample_rate, 0.2)

    def test_what_if_the_strata_had_another_rate(self):
        self._pool(shop=40, bank=20)
        plan = self._new_plan(
            self._new_policy(
                {
                    **SAMPLE,
                    "strata_method": "rate",
                    "stratum_field": "function",
                    "stratum_ids": [
                        Command.create({"name": "Bank", "key": "bank", "rate": 1})
                    ],
                }
            ),
            "2026-03-01",
            "2026-03-31",
        )
        self.assertEqual(self._forecast(plan).total_count, 24)
        self.assertEqual(self._forecast(plan, rate=0.5).total_count, 30)

    def test_a_sample_of_a_coming_month_is_estimated(self):
        """So many documents as in the days of the average are likely to come."""
        self._events(
            "EVENT", *[f"2026-02-{day:02} 10:00:00" for day in range(10, 30 - 1)]
        )
        policy = self._new_policy(
            {
                **SAMPLE,
                "period": "month",
                "sample_rate": 0.5,
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'EVENT')]",
                "event_field": "date_event",
            }
        )
        plan = self._new_plan(policy, "2026-02-01", "2026-04-30")
        forecast = self._forecast(plan, estimate_days=20)
        # 19 in February; 19 in the 20 days since the 10th: 29 in 30 days, 29 in 30.
        days = {date(2026, 2, 28): 10, date(2026, 3, 31): 15, date(2026, 4, 30): 15}
        self.assertEqual(self._due(forecast), days)
        self.assertEqual(forecast.estimate_count, 30)
