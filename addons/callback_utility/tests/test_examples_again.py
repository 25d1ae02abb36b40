# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestExamplesAgain(SupplyCommon):
    """The worked examples with other days, sizes and voltages: the clause counts."""

    def _assert_deadlines(self, kind, *cases):
        """Check the deadline of an order of this kind for each (moment, deadline)."""
        for moment, expected in cases:
            times = {"date_accepted": china(moment)}
            archived = None if kind.startswith("letter") else moment
            order = self._order(kind, archived, name=f"{kind} {moment}", **times)
            with freeze_time(china("2026-12-31 23:59:59")), self.subTest(moment):
                self.assertEqual(self._sweep(order).deadline, china(expected))

    def test_ex_001_other_days(self):
        """U1-18: from a holiday, a weekend, an evening, over the year end."""
        self._assert_deadlines(
            "new_connection",
            ("2026-02-13 20:00", "2026-03-04 18:00"),
            ("2026-02-28 00:00", "2026-03-10 18:00"),
            ("2026-05-03 08:00", "2026-05-14 18:00"),
            ("2026-12-31 23:59", "2027-01-11 18:00"),
        )

    def test_ex_001_a_change_is_business_too(self):
        """U1-02, U1-18: a changed connection has the same limit."""
        self._assert_deadlines("change", ("2026-06-18 17:59", "2026-06-30 18:00"))

    def test_ex_002_other_minutes(self):
        """U1-19: 24 hours to the minute, over month ends and the change of year."""
        self._assert_deadlines(
            "fault_repair",
            ("2026-02-28 23:59:59", "2026-03-01 23:59:59"),
            ("2026-04-30 00:00:01", "2026-05-01 00:00:01"),
            ("2026-12-31 12:34:56", "2027-01-01 12:34:56"),
        )

    def test_ex_004_other_days(self):
        """U1-21: 5 working days after a Friday before Spring Festival, a Sunday."""
        self._assert_deadlines(
            "letter_complaint",
            ("2026-02-13 09:00", "2026-03-02 18:00"),
            ("2026-03-15 09:00", "2026-03-20 18:00"),
        )

    def test_ex_004_other_days_of_a_report(self):
        """U1-22: 10 working days."""
        self._assert_deadlines(
            "letter_report",
            ("2026-02-13 09:00", "2026-03-09 18:00"),
            ("2026-09-24 17:00", "2026-10-16 18:00"),
        )

    def test_ex_008_other_sizes(self):
        """U1-04: a tenth of each type, rounded up, of 1, 9, 10, 11, 20 and 21."""
        counts = {
            "residential": 21,
            "commercial": 11,
            "industrial": 10,
            "agricultural": 9,
            "street_lighting": 1,
        }
        self.point.active = False
        for use, count in counts.items():
            self._points(count, prefix=use, voltage_level="0.4", use_type=use)
        plan = self._plan(self._rule("u1_sample"), "2026-02-01", "2026-02-28")
        found = {
            stratum.key: stratum.size
            for stratum in plan.sudo().line_ids.sample_id.stratum_ids
        }
        self.assertEqual(
            {use: found[use] for use in counts},
            {use: -(-count // 10) for use, count in counts.items()},
        )

    def test_ex_010_ex_023_every_level_has_its_interval(self):
        """U1-03, U2-03, U4-11…13: 6 kV is below all bands, 66 kV above both."""
        self._in_force("u2")
        owed = {"0.22": 0, "6": 0, "10": 1, "20": 1, "35": 2, "66": 2, "220": 2}
        rules = self._rule("u1_large"), self._rule("u2_large")
        for number, level in enumerate(owed):
            self._points(1, prefix=f"V{number}", voltage_level=level)
        self.point.active = False
        plans = [self._plan(rule, "2028-01-01", "2028-12-31") for rule in rules]
        points = self.env["callback.utility.supply.point"].search(
            [("name", "=like", "V%")]
        )
        found = {
            point.voltage_level: sum(
                len(self._records(plan.rule_ids, point)) for plan in plans
            )
            for point in points
        }
        self.assertEqual(found, owed)

    def _card_round(self, start, others, residents):
        """Return a round of contact cards by the shipped rule, sizes typed."""
        found = (
            self.env["callback.satisfaction.round"]
            .with_user(self.supervisor)
            .create(
                {
                    "name": f"Cards {start}",
                    "rule_id": self.env.ref("callback_utility.card_u1").id,
                    "department_id": self.branch.id,
                    "date_start": start,
                }
            )
        )
        groups = found.group_ids.sorted("sequence")
        groups[0].population, groups[1].population = others, residents
        return found

    def test_ex_009_rounds_of_cards(self):
        """U1-27, U1-28: the shipped rates, and a month that ends with the month."""
        for start, others, residents, sizes, limit in (
            ("2026-01-31", 1234, 56789, [124, 568], "2026-02-28"),
            ("2028-01-31", 61, 201, [7, 3], "2028-02-29"),
            ("2026-10-31", 1, 1, [1, 1], "2026-11-30"),
            ("2026-12-15", 10, 100, [1, 1], "2027-01-15"),
            ("2026-06-30", 0, 101, [0, 2], "2026-07-30"),
        ):
            found = self._card_round(start, others, residents)
            with self.subTest(start):
                groups = found.group_ids.sorted("sequence")
                self.assertEqual(groups.mapped("target"), sizes)
                self.assertEqual(found.target_count, sum(sizes))
                self.assertEqual(found.deadline, china(f"{limit} 23:59:59"))

    def test_ex_009_a_round_is_missing_at_the_end_of_the_year(self):
        """U1-26: one round of two is a breach on 31 December, two are none."""
        rule = self.env.ref("callback_utility.card_u1")
        rule.policy_id.date_from = "2022-01-01"
        for start in ("2023-12-31", "2024-02-29", "2024-12-15"):
            found = self._card_round(start, 10, 10).sudo()
            found.date_verified = china(f"{start} 12:00:00")
        # begun in the year, but collected after it
        late = self._card_round("2023-12-30", 10, 10).sudo()
        late.date_verified = china("2024-01-01 00:00:00")
        breaches = self.env["callback.breach"]
        for moment in (
            "2023-12-31 23:59:59",
            "2024-01-01 00:00:00",
            "2025-01-01 09:00",
        ):
            breaches.sweep(china(moment))
        missing = breaches.search(
            [
                ("res_model", "=", rule._name),
                ("res_id", "=", rule.id),
                ("company_id", "=", self.env.company.id),
                ("date_limit", ">=", "2023-06-01"),
                ("date_limit", "<", "2025-06-01"),
            ]
        )
        self.assertEqual(missing.mapped("date_limit"), [china("2023-12-31 23:59:59")])
