# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .gas_common import MONTH, REPAIR, GasCommon
from .utility_common import china


def month(number):
    """Return the first and the last day of a month of 2026."""
    first = china(f"2026-{number:02}-01 08:00").date()
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, last


@tagged("post_install", "-at_install")
class TestGasNumbers(GasCommon):
    """The worked examples of G1 at their full numbers, and at others."""

    def test_ex_016_numbers(self):
        """EX-016, G1-15…G1-20: 12 345 read make 75, 75, 38, 38, 25; 3 % more."""
        self._households(
            "N", unseen=1800, idle=1800, boiler=1245, indoor=3700, outdoor=3800
        )
        rule = self._rule("g1_read")
        plan = self._plan(rule, *MONTH)
        self.assertEqual(plan.sudo().line_ids.sample_id.population, 12345)
        self.assertEqual(list(self._sizes(plan).values()), [38, 38, 25, 75, 75])

    def test_ex_016_a_higher_rate(self):
        """EX-016, G1-15: 3 % of 10 000 is a base of 300, of 1 001 one of 31."""
        kinds = {"unseen": 1500, "idle": 1500, "boiler": 1000, "indoor": 3000}
        self._households("H", **kinds, outdoor=3000)
        plan = self._plan(self._rule("g1_read"), *MONTH, sample_rate=0.03)
        self.assertEqual(list(self._sizes(plan).values()), [45, 45, 30, 90, 90])

    def test_ex_018_numbers(self):
        """EX-018, G1-38, G1-39, X-23: 20, 20, 21, 30 and all 15; 1 001 make 21."""
        [point] = self._points(1, prefix="EX18", supply_kind="gas")
        rule = self._rule("g1_safety")
        cases = ((600, 10, 10), (1000, 10, 10), (1050, 11, 10), (1500, 15, 15))
        cases += ((15, 8, 7), (1001, 11, 10))
        for number, (count, visits, calls) in enumerate(cases, 1):
            moment = f"2026-{number:02}-15 10:00"
            with freeze_time(china(moment)):
                sheet = self._sheet(point, moment, "gas_home")
                sheet.action_done()
            self._copies(sheet, count)
            plan = self._plan(rule, *month(number))
            records = self.env["callback.record"].search(
                [("plan_id", "=", plan.id), ("rule_id", "=", rule.id)]
            )
            channels = records.mapped(lambda record: record.channel_id.code)
            found = (channels.count("check_site"), channels.count("phone"))
            self.assertEqual(found, (visits, calls), count)

    def test_ex_020_numbers(self):
        """EX-020, G1-49: 10, 10, 16, 17 and all 8; 333 at 4.5 % make 15."""
        rule = self._rule("g1_inspectors")
        cases = ((180, 0.03, 10), (180, 0.05, 10), (400, 0.04, 16), (401, 0.04, 17))
        cases += ((8, 0.05, 8), (333, 0.045, 15))
        for number, (count, rate, size) in enumerate(cases, 1):
            order = self._order(
                "gas_violation",
                None,
                name=f"EX20-{number}",
                supply_point_id=self.gas.id,
                date_completed=china(f"2026-{number:02}-12 10:00"),
            )
            self._copies(order, count)
            for wrong in (0.029, 0.051):
                with self.assertRaises(ValidationError), self.cr.savepoint():
                    self._plan(rule, *month(number), sample_rate=wrong)
            plan = self._plan(rule, *month(number), sample_rate=rate)
            self.assertEqual(plan.record_count, size, (count, rate))

    def test_ex_022_numbers(self):
        """EX-022, G1-46: 56 of 57 are 98.25 %, below 100 %; the missing one shows."""
        order = self._order(
            "gas_repair",
            "2026-03-10 09:00",
            supply_point_id=self.gas.id,
            name="EX22",
            **REPAIR,
        )
        self._copies(order, 57)
        orders = self.env["callback.utility.work.order"].search(
            [("name", "=like", "EX22%")]
        )
        with freeze_time(china("2026-03-10 10:00")):
            records = self._sweep(*orders).filtered(
                lambda record: record.policy_id == self.policy_g1
            )
            self.assertEqual(len(records), 57)
            missing = records[11]
            for record in records - missing:
                self._finish(record)
        quota = self.env.ref("callback_utility.quota_g1_repair")
        value = quota.get_value("2026-03-31")
        self.assertEqual((value["numerator"], value["denominator"]), (56, 57))
        self.assertEqual(round(100 * value["rate"], 2), 98.25)
        found = self.env["callback.record"].search(value["missing_domain"])
        self.assertEqual(found, missing)
        self.assertIs(value["holds"], False)
