# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .gas_common import MONTH, REPAIR, GasCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestGas(GasCommon):
    """G1: the samples, intervals and callbacks of a gas company, as shipped."""

    def test_ex_016_two_percent_of_the_households_read(self):
        """G1-08, G1-14…G1-20: 10 000 read give 60, 60, 30, 30, 20."""
        self._households(
            "A", unseen=1500, idle=1500, boiler=1000, indoor=3000, outdoor=3000
        )
        # Read in another month, electricity, or never read: not counted.
        self._points(3, prefix="X", supply_kind="gas", date_last_read="2026-02-28")
        self._points(3, prefix="Y", date_last_read="2026-03-15")
        rule = self._rule("g1_read")
        plan = self._plan(rule, *MONTH)
        sample = plan.sudo().line_ids.sample_id
        self.assertEqual(sample.population, 10000)
        self.assertEqual(
            list(self._sizes(plan).values()), [30, 30, 20, 60, 60], self._sizes(plan)
        )
        self.assertTrue(sample.verify())

    def test_ex_016_a_lower_rate_is_refused(self):
        """G1-15: 1.5 % is refused, 3 % accepted."""
        self._households("B", unseen=15, idle=15, boiler=10, indoor=30, outdoor=30)
        rule = self._rule("g1_read")
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._plan(rule, *MONTH, sample_rate=0.015)
        plan = self._plan(rule, *MONTH, sample_rate=0.03)
        self.assertEqual(list(self._sizes(plan).values()), [1, 1, 1, 1, 1])

    def test_ex_017_no_boilers(self):
        """G1-20: refused until the company moves the 10 %."""
        self._households("C", unseen=150, idle=150, indoor=400, outdoor=300)
        rule = self._rule("g1_read")
        with self.assertRaisesRegex(UserError, "boiler"), self.cr.savepoint():
            self._plan(rule, *MONTH)
        rule.sudo().write(
            {
                "stratum_ids": [
                    (1, rule.stratum_ids[2].id, {"share": 0}),
                    (1, rule.stratum_ids[3].id, {"share": 0.4}),
                ]
            }
        )
        plan = self._plan(rule, *MONTH)
        self.assertEqual(list(self._sizes(plan).values()), [3, 3, 0, 8, 6])

    def test_ex_018_safety_inspections_are_checked(self):
        """G1-38, G1-39, G1-40: 2 %, at least 20, the odd one on site."""
        [other] = self._points(1, prefix="SI", supply_kind="gas")
        with freeze_time(china("2026-03-20 12:00")):
            sheets = self.env["callback.utility.inspection"].union(
                *(
                    self._sheet(other, f"2026-03-{day:02d} 09:00", "gas_home")
                    for day in range(1, 16)
                )
            )
            sheets.action_done()
        rule = self._rule("g1_safety")
        plan = self._plan(rule, *MONTH)
        records = self._records(rule, *sheets)
        self.assertEqual(plan.record_count, 15)
        channels = records.mapped(lambda record: record.channel_id.code)
        self.assertEqual(
            (channels.count("check_site"), channels.count("phone")), (8, 7)
        )

    def test_ex_019_checks_of_repairs(self):
        """G1-31…G1-37: 2, 4, 2, 4, 3 and nothing the month after."""
        counts = {
            "riser_replacement": (2, 2),
            "meter_change": (61, 4),
            "ignition": (40, 2),
            "pipe_exposed": (7, 4),
            "pipe_concealed": (3, 3),
        }
        for kind, (count, _size) in counts.items():
            for number in range(count):
                self._order(
                    kind,
                    None,
                    name=f"{kind}-{number}",
                    supply_point_id=self.gas.id,
                    date_completed=china("2026-03-10 09:00"),
                    **REPAIR,
                )
        rule = self._rule("g1_repair_check")
        sizes = self._sizes(self._plan(rule, *MONTH))
        self.assertEqual(
            list(sizes.values()), [size for _count, size in counts.values()], sizes
        )
        plan = self._plan(rule, "2026-04-01", "2026-04-30")
        self.assertFalse(plan.record_count)

    def test_ex_019_what_a_gas_order_needs(self):
        """G1-12, G1-32: no archive without test, joint acceptance, look on site."""
        values = {"supply_point_id": self.gas.id}
        for kind, given, reason in (
            ("gas_repair", {}, "G1-12.*tightness"),
            ("meter_change", {"tightness_test": "failed"}, "G1-12.*tightness"),
            ("ignition", {"tightness_test": "passed"}, "G1-12.*joint acceptance"),
            ("riser_replacement", {"tightness_test": "passed"}, "G1-32"),
        ):
            with self.assertRaisesRegex(ValidationError, reason), self.cr.savepoint():
                self._order(kind, "2026-03-10 09:00", **values, **given)
        order = self._order(
            "riser_replacement",
            "2026-03-10 09:00",
            tightness_test="passed",
            date_onsite_check="2026-03-10",
            **values,
        )
        self.assertEqual(order.state, "archived")

    def test_ex_020_work_of_the_inspectors(self):
        """G1-48, G1-49, G1-50: 3 to 5 %, at least 10, never more than there are."""
        rule = self._rule("g1_inspectors")
        for number in range(8):
            self._order(
                "gas_violation",
                None,
                name=f"V{number}",
                supply_point_id=self.gas.id,
                date_completed=china("2026-03-12 10:00"),
            )
        for rate in (0.029, 0.051):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._plan(rule, *MONTH, sample_rate=rate)
        self.assertEqual(self._plan(rule, *MONTH, sample_rate=0.05).record_count, 8)
        for number in range(180 - 3):
            self._order(
                "gas_violation",
                None,
                name=f"W{number}",
                supply_point_id=self.gas.id,
                date_completed=china("2026-05-12 10:00"),
            )
        plan = self._plan(rule, "2026-05-01", "2026-05-31", sample_rate=0.05)
        self.assertEqual(plan.record_count, 10)

    def test_ex_021_interval_by_reading_rhythm(self):
        """G1-25…G1-29, X-16: from 31 August, clamped; once a month by setting."""
        cases = {
            "daily": "2026-09-30",
            "weekly": "2026-11-30",
            "three": "2027-02-28",
            "twice": "2027-08-31",
            "monthly": "2027-08-31",
        }
        for rhythm, due in cases.items():
            [point] = self._points(
                1,
                prefix=f"RH{rhythm}",
                supply_kind="gas",
                use_type="commercial",
                reading_rhythm=rhythm,
                date_last_check="2026-08-31",
            )
            rule = self._rule(f"g1_{rhythm}")
            self._plan(rule, "2026-09-01", "2027-12-31")
            with self.subTest(rhythm):
                record = self._records(rule, point)[:1]
                self.assertEqual(record.deadline, china(f"{due} 23:59:59"))

    def test_g1_29_a_full_check_answers_three_questions(self):
        """G1-29, G1-57, G1-58: three lines and the signature."""
        [point] = self._points(
            1, "FC", supply_kind="gas", use_type="commercial", reading_rhythm="daily"
        )
        with freeze_time(china("2026-03-20 12:00")):
            sheet = self._sheet(point, "2026-03-20 10:00", "gas_full", signed_by=False)
            self.assertEqual(len(sheet.line_ids), 3)
            sheet.line_ids[1].result = False
            with self.assertRaisesRegex(UserError, "G1-29"):
                sheet.action_done()
            sheet.line_ids.result = "ok"
            with self.assertRaisesRegex(UserError, "G1-58"):
                sheet.action_done()
            sheet.signed_by = "Li"
            sheet.action_done()
        self.assertEqual(point.date_last_check, date(2026, 3, 20))

    def test_g1_30_hazards_are_handed_over(self):
        """G1-30, G1-54, G1-59: reporter, receiver and time stand on the notice."""
        notice = self.env["callback.utility.notice"].create(
            {
                "name": "GAS-1",
                "kind": "gas",
                "supply_point_id": self.gas.id,
                "hazard": "Hose too old",
                "date_limit": "2099-01-31",
                "signed_by": "Li",
            }
        )
        with self.assertRaisesRegex(UserError, "G1-30"):
            notice.action_issue()
        notice.write(
            {
                "receiver_id": self.supervisor.id,
                "date_handover": china("2026-03-02 10:00"),
            }
        )
        notice.action_issue()
        self.assertEqual(notice.state, "issued")

    def test_g1_22_all_readings_of_the_others(self):
        """G1-21, G1-22: commercial readings of the month, every one of them."""
        self._points(
            7,
            "CO",
            supply_kind="gas",
            use_type="commercial",
            date_last_read="2026-03-30",
        )
        plan = self._plan(self._rule("g1_recheck"), *MONTH)
        self.assertEqual(plan.record_count, 7)

    def test_g1_51_g1_52_key_customers(self):
        """G1-51, G1-52: everybody with one of the reasons."""
        for reason in ("arrears", "theft", "demolition"):
            self._points(2, f"W{reason}", supply_kind="gas", watch_reason=reason)
        plan = self._plan(self._rule("g1_watch"), *MONTH)
        self.assertEqual(plan.record_count, 6)

    def test_ex_022_callbacks_of_repairs_and_answers(self):
        """G1-42…G1-46: 20 and 21 seconds; a missing order is listed."""
        policy = self.policy_g1.with_user(self.caller)
        self.assertTrue(policy.check_answer("phone", 20, "second"))
        self.assertFalse(policy.check_answer("phone", 21, "second"))
        orders = [
            self._order(
                "gas_repair",
                f"2026-03-{day:02d} 09:00",
                supply_point_id=self.gas.id,
                **REPAIR,
            )
            for day in (10, 11, 12)
        ]
        with freeze_time(china("2026-03-12 10:00")):
            records = self._sweep(*orders)
            for record in records[:2]:
                self._finish(record)
        quota = self.env.ref("callback_utility.quota_g1_repair")
        value = quota.get_value("2026-03-15")
        self.assertEqual((value["numerator"], value["denominator"]), (2, 3))
        missing = self.env["callback.record"].search(value["missing_domain"])
        self.assertEqual(missing, records[2])
        self.assertEqual(
            set(self.policy_g1.duty_rule_ids.mapped("kind")),
            {"recording", "spot_check"},
        )

    def test_g1_53_violations_in_two_days(self):
        """G1-53: two days from the report, to the end of the day."""
        order = self._order(
            "gas_violation",
            None,
            supply_point_id=self.gas.id,
            date_accepted=china("2026-02-27 23:00"),
        )
        with freeze_time(china("2026-02-28 09:00")):
            record = self._sweep(order)
        self.assertEqual(record.deadline, china("2026-03-01 23:59:59"))

    def test_g1_11_the_file_of_a_gas_customer(self):
        """G1-11: contract, handbook and safety notice, signed for."""
        missing = self.gas.file_missing
        for name in ("contract", "handbook"):
            kind = self.env.ref(f"callback_utility.file_kind_gas_{name}")
            self.assertIn(kind.name, missing)
            self.env["callback.utility.file"].create(
                {
                    "supply_point_id": self.gas.id,
                    "kind_id": kind.id,
                    "date_signed": "2026-01-05",
                }
            )
        self.assertFalse(self.gas.file_missing)
