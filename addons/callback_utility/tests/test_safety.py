# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestSafety(SupplyCommon):
    """U4: reviews and tests in time, inspections by voltage, notices with limits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_u4 = cls._in_force("u4")

    def _deadline(self, kind, received, voltage="0.4"):
        [point] = self._points(1, prefix=f"D{received}", voltage_level=voltage)
        order = self._order(
            kind,
            None,
            name=f"{kind} {received}",
            date_accepted=china(received),
            supply_point_id=point.id,
        )
        with freeze_time(china("2026-12-01 09:00")):
            record = self._sweep(order)
        self.assertEqual(record.policy_id, self.policy_u4)
        return record.deadline

    def test_ex_023_written_answers(self):
        """U4-02, U4-03, U4-04, U4-08: the four dates of the example and others."""
        cases = (
            ("design_review", "2026-03-02 09:00", "0.4", "2026-03-12 23:59:59"),
            ("design_review", "2026-01-31 09:00", "10", "2026-02-28 23:59:59"),
            ("test_request", "2026-09-24 10:00", "10", "2026-09-30 18:00"),
            ("design_review", "2026-06-30 23:00", "0.22", "2026-07-10 23:59:59"),
            ("design_review", "2026-08-31 08:00", "35", "2026-09-30 23:59:59"),
        )
        for kind, received, voltage, expected in cases:
            with self.subTest(kind, received=received):
                self.assertEqual(
                    self._deadline(kind, received, voltage), china(expected)
                )

    def test_ex_023_intervals_by_voltage(self):
        """U4-01, U4-11…13: two years, a year, half a year after the last check."""
        cases = (
            ("u4_low", "0.4", "2026-08-31", "2028-08-31"),
            ("u4_10kv", "10", "2026-08-31", "2027-08-31"),
            ("u4_10kv", "20", "2026-02-28", "2027-02-28"),
            ("u4_35kv", "35", "2026-08-31", "2027-02-28"),
            ("u4_35kv", "110", "2026-03-31", "2026-09-30"),
        )
        for number, (rule, voltage, last, due) in enumerate(cases):
            [point] = self._points(
                1,
                prefix=f"I{number}",
                voltage_level=voltage,
                use_type="industrial",
                date_last_check=last,
            )
            rule = self._rule(rule)
            with freeze_time(china("2026-11-01 09:00")):
                self._plan(rule, f"{due[:4]}-01-01", f"{due[:4]}-12-31")
            record = self._records(rule, point)
            with self.subTest(voltage, last=last):
                self.assertEqual(record.deadline, china(f"{due} 23:59:59"))

    def test_u4_11_residents_and_gas_are_not_power_customers(self):
        """U4-11 is about low-voltage power customers."""
        self._points(1, prefix="R", date_last_check="2026-01-01")
        self._points(
            1, "G", supply_kind="gas", use_type="other", date_last_check="2026-01-01"
        )
        rule = self._rule("u4_low")
        plan = self._plan(rule, "2028-01-01", "2028-12-31")
        self.assertFalse(plan.record_count)

    def test_u4_14_spring_and_autumn(self):
        """U4-14: two checks a year, from 10 kV on."""
        small, large = (
            self._points(1, prefix=f"S{level}", voltage_level=level)
            for level in ("0.4", "10")
        )
        for name, due in (("spring", "2026-06-01"), ("autumn", "2026-12-01")):
            rule = self._rule(f"u4_{name}")
            self._plan(rule, "2026-01-01", "2026-12-31")
            self.assertFalse(self._records(rule, small))
            record = self._records(rule, large)
            self.assertEqual(record.deadline, china(f"{due} 23:59:59"))

    def test_u4_15_one_visit_satisfies_both(self):
        """U4-05…U4-07, U4-15, U4-16: a sheet with both kinds does both callbacks."""
        [point] = self._points(
            1,
            prefix="B",
            voltage_level="10",
            use_type="industrial",
            date_last_check="2025-03-10",
        )
        rules = self._rule("u4_10kv") | self._rule("u4_spring")
        for rule in rules:
            self._plan(rule, "2026-01-01", "2026-12-31")
        with freeze_time(china("2026-03-09 16:00")):
            sheet = self._sheet(point, "2026-03-09 15:00", "periodic", "spring")
            self.assertEqual(len(sheet.line_ids), 7)
            sheet.line_ids[2].result = False
            with self.assertRaisesRegex(UserError, "U4-16.*has no result"):
                sheet.action_done()
            sheet.line_ids[2].result = "defect"
            with self.assertRaisesRegex(UserError, "U4-16.*say what is defective"):
                sheet.action_done()
            sheet.line_ids[2].note = "Switch worn"
            sheet.signed_by = False
            with self.assertRaisesRegex(UserError, "U4-09.*not signed"):
                sheet.action_done()
            sheet.signed_by = "Wang"
            sheet.action_done()
        self.assertEqual(point.date_last_check, date(2026, 3, 9))
        records = self.env["callback.record"].search([("res_id", "=", point.id)])
        records = records.filtered(lambda r: r.rule_id in rules)
        self.assertEqual(records.mapped("state"), ["done", "done"])
        self.assertEqual(set(records.mapped("problem")), {"Switch worn"})
        with self.assertRaisesRegex(UserError, "G1-57"):
            sheet.with_user(self.manager).result = "Different"
        with self.assertRaises(UserError):
            sheet.line_ids.with_user(self.manager)[0].result = "ok"

    def test_u4_16_the_rest_is_in_order(self):
        """U4-16: one button for the lines without a result; defects stay."""
        [point] = self._points(1, prefix="RO", voltage_level="10")
        sheet = self._sheet(point, "2026-03-09 15:00", "periodic")
        sheet.line_ids.result = False
        sheet.line_ids[1].write({"result": "defect", "note": "Worn"})
        sheet.with_user(self.caller).action_fill_ok()
        self.assertEqual(sheet.line_ids.mapped("result"), ["ok", "defect", *["ok"] * 5])
        sheet.action_done()
        with self.assertRaisesRegex(UserError, "is finished"):
            sheet.action_fill_ok()

    def test_a_spring_check_does_not_do_the_autumn(self):
        """U4-14: only the callbacks of the kinds on the sheet are done."""
        [point] = self._points(
            1, prefix="SA", voltage_level="10", date_last_check="2025-10-10"
        )
        rules = self._rule("u4_10kv") | self._rule("u4_spring")
        rules |= self._rule("u4_autumn")
        for rule in rules:
            self._plan(rule, "2026-01-01", "2026-12-31")
        with freeze_time(china("2026-10-09 16:00")):
            self._sheet(point, "2026-10-09 15:00", "autumn").action_done()
        found = {rule: self._records(rule, point).state for rule in rules}
        self.assertEqual(found.pop(self._rule("u4_autumn")), "done")
        self.assertEqual(set(found.values()), {"planned"})
        self.assertEqual(point.date_last_check, date(2025, 10, 10))

    def test_the_next_check_counts_from_the_earlier_one(self):
        """U4-12: at least once a year; an earlier check moves the next one."""
        [point] = self._points(
            1, prefix="E", voltage_level="10", date_last_check="2026-05-20"
        )
        with freeze_time(china("2026-11-02 12:00")):
            self._sheet(point, "2026-10-31 09:00", "periodic").action_done()
            self._sheet(point, "2026-04-01 09:00", "periodic").action_done()
        self.assertEqual(point.date_last_check, date(2026, 10, 31))
        rule = self._rule("u4_10kv")
        self._plan(rule, "2027-01-01", "2027-12-31")
        record = self._records(rule, point)
        self.assertEqual(record.deadline, china("2027-10-31 23:59:59"))

    def test_sheets_of_the_future_and_of_another_supply_are_refused(self):
        """U4-16: a sheet says what was seen."""
        with self.assertRaisesRegex(ValidationError, "in the past"):
            self._sheet(self.point, "2099-01-01 09:00", "periodic")
        with self.assertRaisesRegex(ValidationError, "another supply"):
            self._sheet(self.point, "2026-01-05 09:00", "gas_full")

    def test_u4_09_u4_10_notices(self):
        """U4-09, U4-10, U5-06, U5-07, U5-10: signed, followed up, told."""
        with freeze_time(china("2026-03-02 10:00")):
            notice = self.env["callback.utility.notice"].create(
                {
                    "name": "ZG-T-1",
                    "kind": "limit",
                    "supply_point_id": self.point.id,
                    "hazard": "No earthing",
                    "date_limit": "2026-03-31",
                }
            )
            with self.assertRaisesRegex(UserError, "U4-09.*not signed"):
                notice.action_issue()
            notice.signed_by = "Wang"
            notice.action_issue()
            with self.assertRaisesRegex(UserError, "not overdue"):
                notice.action_ask_outage()
            with self.assertRaises(AccessError):
                notice.with_user(self.manager).state = "rectified"
        with self.assertRaisesRegex(ValidationError, "U5-06.*ZG-T-1"):
            self._order(
                "new_connection",
                None,
                date_accepted=china("2026-03-01 09:00"),
                date_completed=china("2026-03-05 09:00"),
            )
        with freeze_time(china("2026-03-31 23:00")):
            self.assertFalse(notice.is_overdue)
        with freeze_time(china("2026-04-01 09:00")):
            notice.invalidate_recordset(["is_overdue"])
            self.assertTrue(notice.is_overdue)
            with self.assertRaisesRegex(UserError, "U4-10.*no hazard for the grid"):
                notice.action_ask_outage()
            notice.endangers_grid = True
            notice.date_government = "2026-04-01"
            notice.date_regulator = "2026-04-01"
            with self.assertRaisesRegex(UserError, "U5-10.*Safety department"):
                notice.action_ask_outage()
            notice.date_safety = "2026-04-01"
            notice.action_ask_outage()
            self.assertEqual(notice.state, "outage")
            with self.assertRaisesRegex(UserError, "looked again"):
                notice.action_rectified()
            notice.write(
                {"date_follow": china("2026-04-01 08:00"), "follow_result": "Earthed"}
            )
            notice.action_rectified()
        self.assertEqual(notice.state, "rectified")
        for name in ("date_follow", "date_limit", "demand", "follow_result"):
            with self.subTest(name), self.assertRaisesRegex(UserError, "stays as it"):
                notice.with_user(self.supervisor)[name] = False
        self.assertFalse(notice.is_overdue)
