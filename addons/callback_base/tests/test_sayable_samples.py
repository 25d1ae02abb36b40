# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .scenario_common import ScenarioCommon

#: Clause → what the rule says, the population by kind, the sizes by kind.
SAMPLES = {
    "U1-04": (
        {"sample_rate": 0.1, "strata_method": "rate", "stratum_field": "function"},
        {"residential": 31, "commercial": 20, "industrial": 1},
        {"residential": 4, "commercial": 2, "industrial": 1},
    ),
    "P3-03": ({"sample_rate": 0.8}, {"any": 11}, {"any": 9}),
    "P3-10": ({"sample_rate": 0.05}, {"any": 41}, {"any": 3}),
    "G1-33": ({"sample_rate": 0.05}, {"any": 61}, {"any": 4}),
    "G1-34": ({"sample_rate": 0.05}, {"any": 40}, {"any": 2}),
    "G1-35": ({"sample_rate": 0.5}, {"any": 7}, {"any": 4}),
    "G1-36": ({"sample_rate": 1}, {"any": 3}, {"any": 3}),
    "G1-38": ({"sample_rate": 0.02, "sample_floor": 20}, {"any": 15}, {"any": 15}),
    "G1-49": (
        {
            "sample_rate": 0.05,
            "sample_rate_min": 0.03,
            "sample_rate_max": 0.05,
            "sample_floor": 10,
        },
        {"any": 121},
        {"any": 10},
    ),
}
#: Clause → rates of groups with a condition of their own, population, sizes.
OWN_RATES = {
    "U1-27": (
        {"other": {"rate": 0.1}, "residential": {"rate": 0.01}},
        {"other": 34, "residential": 101},
        {"other": 4, "residential": 2},
    ),
    "G1-47": (
        {"repair": {"rate": 0.2}, "inspect": {"rate": 0.1}, "counter": {"rate": 0.05}},
        {"repair": 6, "inspect": 11, "counter": 0},
        {"repair": 2, "inspect": 2, "counter": 0},
    ),
    # Influential visitors are all called, of the others a few.
    "T1-07": (
        {"influential": {"rate": 1}, "other": {"rate": 0.1}},
        {"influential": 3, "other": 25},
        {"influential": 3, "other": 3},
    ),
}
#: Clause → rate, shares of the size, population, sizes (each rounded up).
SHARES = {
    "G1-15": (
        0.02,
        {"indoor": 0.3, "outdoor": 0.3, "unseen": 0.15, "idle": 0.15, "boiler": 0.1},
        {"indoor": 250, "outdoor": 210, "unseen": 60, "idle": 50, "boiler": 30},
        {"indoor": 4, "outdoor": 4, "unseen": 2, "idle": 2, "boiler": 2},
    ),
    "F1-03": (
        0.5,
        {"young": 0.25, "middle": 0.5, "old": 0.25},
        {"young": 8, "middle": 8, "old": 8},
        {"young": 3, "middle": 6, "old": 3},
    ),
}


@tagged("post_install", "-at_install")
class TestSayableSamples(ScenarioCommon):
    """The sectors' rows of kind sampling are data (BASE-07, T-08, T-09)."""

    def _draw(self, *rules):
        """Carry out sample rules in one plan; returns their lines by name."""
        policy = self._new_policy(*rules)
        plan, _records = self._carried_out(policy, "2026-01-01", "2026-01-31")
        return {line.rule_id.name: line for line in plan.line_ids}

    def _sizes(self, line):
        return {stratum.name: stratum.size for stratum in line.sample_id.stratum_ids}

    def test_sizes(self):
        rules, expected = [], {}
        for code, (values, pool, sizes) in SAMPLES.items():
            self._pool(code, **pool)
            rules.append(self._sample_rule(code, **values))
            expected[code] = sum(sizes.values())
        for code, (strata, pool, sizes) in OWN_RATES.items():
            self._pool(code, **pool)
            values = {"strata_method": "rate", "stratum_ids": self._strata(**strata)}
            rules.append(self._sample_rule(code, **values))
            expected[code] = sizes
        for code, (rate, shares, pool, sizes) in SHARES.items():
            self._pool(code, **pool)
            strata = {kind: {"share": share} for kind, share in shares.items()}
            values = {"strata_method": "share", "stratum_ids": self._strata(**strata)}
            rules.append(self._sample_rule(code, sample_rate=rate, **values))
            expected[code] = sizes
        lines = self._draw(*rules)
        for code, sizes in expected.items():
            with self.subTest(code):
                line = lines[code]
                self.assertEqual(line.sample_id.state, "confirmed")
                self.assertTrue(line.sample_id.verify())
                if isinstance(sizes, dict):
                    self.assertEqual(self._sizes(line), sizes)
                    sizes = sum(sizes.values())
                self.assertEqual(line.sample_id.picked_count, sizes)
                self.assertEqual(line.record_count, sizes)

    def test_p1_05_p1_06_the_cap_is_of_another_population(self):
        """EX-038: 5 % of the orders, at most 5 % of all households."""
        self._pool("HOUSE", any=150)
        capped = {
            "sample_rate": 0.05,
            "sample_cap_rate": 0.05,
            "sample_cap_model_id": self.env["ir.model"]._get_id("res.partner"),
            "sample_cap_domain": repr([("ref", "=", "HOUSE")]),
        }
        for code, orders, size, uncut in (
            ("P1-a", 163, 7, 9),
            ("P1-b", 41, 3, 3),
            ("P1-c", 0, 0, 0),
            ("P1-d", 141, 7, 8),
        ):
            self._pool(code, any=orders)
            line = self._draw(self._sample_rule(code, **capped))[code]
            with self.subTest(code):
                self.assertEqual(line.sample_id.picked_count, size)
                self.assertEqual(line.sample_id.size_uncut, uncut)

    def test_g1_39_the_methods_share_the_sample(self):
        """EX-018: an odd one goes on site."""
        rules = []
        for code, count in (("G39-a", 1001), ("G39-b", 15)):
            self._pool(code, any=count)
            split = [
                Command.create({"sequence": n, "channel_id": channel.id, "share": 0.5})
                for n, channel in enumerate((self.visit, self.phone))
            ]
            rules.append(
                self._sample_rule(
                    code,
                    sample_rate=0.02,
                    sample_floor=20,
                    split_ids=split,
                    channel_ids=[Command.set((self.visit | self.phone).ids)],
                )
            )
        lines = self._draw(*rules)
        for code, on_site, by_phone in (("G39-a", 11, 10), ("G39-b", 8, 7)):
            records = self.env["callback.record"].search(
                lines[code]._get_record_domain()
            )
            channels = records.mapped("channel_id.code")
            found = [r.channel_id for r in records]
            self.assertEqual(
                (found.count(self.visit), found.count(self.phone)),
                (on_site, by_phone),
                channels,
            )

    def test_f3_09_e2_08_finished_callbacks_are_checked_again(self):
        """G1-49, BASE-44: the population are the callbacks of another policy."""
        records = [self._create_record() for _number in range(12)]
        for record in records[:11]:
            self._finish(record)
        rule = {
            "name": "F3-09",
            "trigger": "sample",
            "model_id": self.event_model,
            "domain": repr(
                [("policy_id", "=", self.policy.id), ("state", "=", "done")]
            ),
            "sample_rate": 0.1,
            "steps": [
                {"name": "Check", "quantity": 3, "unit": "day", "anchor": "period_end"}
            ],
        }
        line = self._draw(rule)["F3-09"]
        self.assertEqual((line.population_count, line.record_count), (2, 2))
        self.assertEqual(line.sample_id.population, 11)

    def test_the_office_may_raise_a_rate_but_not_lower_it(self):
        """P1-20, G1-15: a floor that the policy gives, adjustable above."""
        self._pool("P1-20", any=40)
        rule = self._sample_rule("P1-20", sample_rate=0.1, sample_rate_min=0.1)
        policy = self._new_policy(rule)
        with self.assertRaisesRegex(ValidationError, "9.9 %.*10 % to 100 %.*P1-20"):
            self._new_plan(policy, sample_rate=0.099)
        plan, records = self._carried_out(
            policy, "2026-01-01", "2026-01-31", sample_rate=0.25
        )
        self.assertEqual(len(records), 10)
        self.assertEqual(plan.line_ids.sample_id.rate, 0.25)
