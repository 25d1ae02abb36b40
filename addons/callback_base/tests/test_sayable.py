# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

#: Clause → steps, event, deadlines. A deadline without a time ends at midnight.
EVENTS = {
    "U1-18": ([(7, "working_day")], "2026-04-29 15:20", ["2026-05-13 18:00:00"]),
    "U1-19": ([(24, "hour")], "2026-06-19 23:45", ["2026-06-20 23:45:00"]),
    "U1-21": ([(5, "working_day")], "2026-06-17 09:00", ["2026-06-25 18:00:00"]),
    "U1-22": ([(10, "working_day")], "2026-06-17 09:00", ["2026-07-02 18:00:00"]),
    "U1-28": ([(1, "month")], "2026-08-31 08:00", ["2026-09-30"]),
    "U4-03": ([(10, "day")], "2026-12-25 08:00", ["2027-01-04"]),
    "U4-04": ([(1, "month")], "2027-01-30 08:00", ["2027-02-28"]),
    "U4-08": ([(3, "working_day")], "2026-04-02 10:00", ["2026-04-08 18:00:00"]),
    "G1-53": ([(2, "day")], "2026-02-27 08:00", ["2026-03-01"]),
    "M1-03": ([(3, "day")], "2026-10-01 09:30", ["2026-10-04"]),
    "M1-03 shifted": (
        [{"quantity": 3, "unit": "day", "shift": "next"}],
        "2026-10-01 09:30",
        ["2026-10-08"],
    ),
    "M1-04 M1-05 M1-06": (
        [(3, "day"), (1, "week"), (1, "month")],
        "2024-01-31 15:00",
        ["2024-02-03", "2024-02-07", "2024-02-29"],
    ),
    "M1-08": ([(1, "week")], "2026-12-28 11:00", ["2027-01-04"]),
    "M1-09": ([(3, "day")], "2026-02-26 11:00", ["2026-03-01"]),
    "F3-31": ([(1, "month")], "2026-05-31 10:00", ["2026-06-30"]),
    "F3-52": ([(5, "working_day")], "2026-09-29 17:45", ["2026-10-13 18:00:00"]),
    "S3-04": ([(24, "hour")], "2026-12-31 20:00", ["2027-01-01 20:00:00"]),
    "S3-06": ([(3, "day")], "2026-04-03 10:00", ["2026-04-06"]),
    "S3-07": ([(2, "day")], "2026-04-30 10:00", ["2026-05-02"]),
    "S6-07": ([(0, "day")], "2026-02-28 08:00", ["2026-02-28"]),
    "S6-08": ([(2, "working_day")], "2026-04-30 08:00", ["2026-05-07 18:00:00"]),
    "R2-05": ([(30, "minute")], "2026-12-31 23:50", ["2027-01-01 00:20:00"]),
    "E2-03": ([(12, "hour")], "2026-06-20 20:15", ["2026-06-21 08:15:00"]),
    "E1-12 E1-14 E1-17": (
        [(1, "month"), (6, "month"), (12, "month"), (24, "month"), (36, "month")],
        "2024-02-29 08:00",
        ["2024-03-29", "2024-08-29", "2025-02-28", "2026-02-28", "2027-02-28"],
    ),
    "F4-01": ([(10, "day")], "2026-06-30 08:00", ["2026-07-10"]),
    "T1-17": ([(0, "day")], "2026-05-20 16:30", ["2026-05-20"]),
}
#: Clause → period, times a period, callbacks a year, first and last deadline.
PERIODS = {
    "U1-03": ("year", 1, 1, "2026-12-31", "2026-12-31"),
    "U1-26": ("year", 2, 2, "2026-12-31", "2026-12-31"),
    "U5-08": ("half_year", 1, 2, "2026-06-30", "2026-12-31"),
    "P3-02": ("half_year", 1, 2, "2026-06-30", "2026-12-31"),
    "L1-02": ("quarter", 1, 4, "2026-03-31", "2026-12-31"),
    "G1-22": ("month", 1, 12, "2026-01-31", "2026-12-31"),
    "G1-42": ("week", 1, 53, "2026-01-04", "2027-01-03"),
    "F3-33": ("year", 1, 1, "2026-12-31", "2026-12-31"),
    "V1-04": ("month", 1, 12, "2026-01-31", "2026-12-31"),
}
#: Clause → schedule, callbacks of 2026, first, some one and last deadline.
CALENDAR = {
    "C2-01": (
        {
            "pattern": "monthly_weekday",
            "weekday": "4",
            "nth": "-1",
            "start": "2026-05-01",
            "count": 3,
        },
        (3, "2026-05-29", "2026-06-26", "2026-07-31"),
    ),
    "E1-06": (
        {"pattern": "monthly_day", "day": 25},
        (12, "2026-01-25", "2026-04-25", "2026-12-25"),
    ),
    "G1-41": (
        {"pattern": "weekly", "fri": True},
        (52, "2026-01-02", "2026-10-02", "2026-12-25"),
    ),
    # Two Fridays of the Spring Festival become one day; 2 January becomes 2025.
    "E1-29": (
        {"pattern": "weekly", "fri": True, "shift": "previous"},
        (50, "2026-01-09", "2026-09-30", "2026-12-25"),
    ),
    "U4-14 spring": (
        {"pattern": "yearly", "month": "5", "day": 31},
        (1, "2026-05-31", "2026-05-31", "2026-05-31"),
    ),
    "U4-14 autumn": (
        {"pattern": "yearly", "month": "11", "day": 30},
        (1, "2026-11-30", "2026-11-30", "2026-11-30"),
    ),
    "S7-06": (
        {"pattern": "yearly", "month": "1", "day": 15},
        (1, "2026-01-15", "2026-01-15", "2026-01-15"),
    ),
}
#: Clause → time after the last time, which was on 31 August 2026, and the next.
INTERVALS = {
    "G1-25": (1, "month", "2026-09-30"),
    "G1-26": (3, "month", "2026-11-30"),
    "G1-27": (6, "month", "2027-02-28"),
    "G1-28": (12, "month", "2027-08-31"),
    "U4-11": (24, "month", "2028-08-31"),
    "U4-12": (1, "year", "2027-08-31"),
    "U4-13": (6, "month", "2027-02-28"),
    "V1-02": (4, "month", "2026-12-31"),
    "Y1-04": (5, "week", "2026-10-05"),
}


@tagged("post_install", "-at_install")
class TestSayableDates(ScenarioCommon):
    """The sectors' rows of kind schedule and deadline are data (BASE-02, BASE-05)."""

    def _ends(self, days):
        return [day if " " in day else f"{day} 23:59:59" for day in days]

    def test_deadlines_after_an_event(self):
        rules = [self._event_rule(c, *row[0]) for c, row in EVENTS.items()]
        policy = self._new_policy(*rules)
        documents = {c: self._document(c, row[1]) for c, row in EVENTS.items()}
        with freeze_time(china("2027-06-01 00:00:00")):
            records = self._owed(policy, *documents.values())
        found = records.grouped("res_id")
        for code, (_steps, _event, days) in EVENTS.items():
            with self.subTest(code):
                mine = found[documents[code].id]
                self.assertEqual(local(mine.mapped("deadline")), self._ends(days))

    def test_f3_24_f3_31_two_clocks(self):
        step = {"quantity": 1, "unit": "month"}
        step |= {"start_quantity": 5, "start_unit": "working_day"}
        policy = self._new_policy(self._event_rule("F3", step))
        record = self._owed(policy, self._document("F3", "2026-05-31 10:00"))
        self.assertEqual(local([record.deadline_start]), ["2026-06-05 18:00:00"])
        self.assertEqual(local([record.deadline]), ["2026-06-30 23:59:59"])

    def test_occasions_in_a_year(self):
        one = self._pool("ONE", any=1)
        domain = repr([("ref", "=", "ONE")])
        end = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]
        rules, expected = [], {}
        for code, (period, times, count, first, last) in PERIODS.items():
            values = {"trigger": "coverage", "period": period, "steps": end}
            values |= {"coverage_count": times, "name": code, "domain": domain}
            rules.append(values)
            expected[code] = (count, first, first, last)
        for code, (schedule, days) in CALENDAR.items():
            values = {f"schedule_{name}": value for name, value in schedule.items()}
            values |= {"trigger": "calendar", "name": code, "domain": domain}
            rules.append(values)
            expected[code] = days
        policy = self._new_policy(*rules)
        _plan, records = self._carried_out(policy, "2026-01-01", "2026-12-31")
        self.assertEqual(records.partner_id, one)
        found = {rule.name: of for rule, of in records.grouped("rule_id").items()}
        for code, (count, first, some, last) in expected.items():
            with self.subTest(code):
                ends = local(found[code].mapped("deadline"))
                self.assertEqual(len(ends), count)
                self.assertEqual([ends[0], ends[-1]], self._ends([first, last]))
                self.assertIn(f"{some} 23:59:59", ends)

    def test_again_so_long_after_the_last_time(self):
        rules = []
        for code, (quantity, unit, _day) in INTERVALS.items():
            rule = self._event_rule(code, (quantity, unit))
            rules.append({**rule, "trigger": "coverage", "coverage_method": "interval"})
        policy = self._new_policy(*rules)
        for code in INTERVALS:
            self._document(code, "2026-08-31 12:00")
        _plan, records = self._carried_out(policy, "2026-09-01", "2028-12-31")
        found = {rule.name: of for rule, of in records.grouped("rule_id").items()}
        for code, (_quantity, _unit, day) in INTERVALS.items():
            with self.subTest(code):
                ends = local(found[code].mapped("deadline"))
                self.assertEqual(ends, self._ends([day]))

    def test_y1_04_each_finished_callback_owes_the_next(self):
        """The interval may also count from the last callback itself."""
        chain = {"name": "Y1-04", "domain": repr([("state", "=", "done")])}
        rule = self._event_rule("Y1-04", (1, "month"), **chain)
        policy = self._new_policy({**rule, "event_field": "date_done"})
        first = self._create_record()
        with freeze_time(china("2026-08-31 10:00:00")):
            self._finish(first)
        second = self._owed(policy, first)
        self.assertEqual(local(second.mapped("deadline")), ["2026-09-30 23:59:59"])
        with freeze_time(china("2026-09-15 10:00:00")):
            self._finish(second)
        third = self._owed(policy, second)
        self.assertEqual(local(third.mapped("deadline")), ["2026-10-15 23:59:59"])

    def test_f3_35_the_requester_types_the_day(self):
        """F3-30, F3-35: by order, no rule computes it."""
        policy = self._new_policy(
            {"trigger": "order", "model_id": False, "domain": "[]"}
        )
        order = (
            self.env["callback.order"]
            .with_user(self.caller)
            .create(
                {
                    "rule_id": policy.rule_ids.id,
                    "department_id": self.branch.id,
                    "reason": "Asked for by the branch",
                    "date_due": china("2026-12-24 12:00:00"),
                    "partner_ids": [Command.set(self.customer.ids)],
                }
            )
        )
        order.action_submit()
        order.with_user(self.chief).action_approve()
        deadline = order.sudo().record_ids.mapped("deadline")
        self.assertEqual(local(deadline), ["2026-12-24 12:00:00"])

    def test_internal_checks_are_of_employees_and_companies(self):
        """G1-05, G1-55, G1-56: what is checked need not be a customer."""
        people = self.env["hr.employee"].create(
            [
                {"name": name, "department_id": self.branch.id, "barcode": f"CHK{n}"}
                for n, name in enumerate(("Leader", "Manager"))
            ]
        )
        for person in people.filtered(lambda p: not p.work_contact_id):
            person.work_contact_id = self.env["res.partner"].create(
                {"name": person.name}
            )
        end = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]
        unit = self.env["callback.unit"].create(
            {"name": "Group", "department_id": self.head_office.id}
        )
        model = self.env["ir.model"]._get_id
        base = {"trigger": "coverage", "steps": end}
        policy = self._new_policy(
            {
                **base,
                "name": "G1-55",
                "period": "week",
                "model_id": model("hr.employee"),
                "domain": repr([("barcode", "=", "CHK0")]),
                "partner_field": "work_contact_id",
            },
            {
                **base,
                "name": "G1-56",
                "period": "month",
                "model_id": model("hr.employee"),
                "domain": repr([("barcode", "=", "CHK1")]),
                "partner_field": "work_contact_id",
            },
            {
                **base,
                "name": "G1-05",
                "period": "year",
                "model_id": model("res.company"),
                "domain": repr([("id", "=", self.env.company.id)]),
                "partner_field": "partner_id",
                "routing": "unit",
                "unit_id": unit.id,
            },
        )
        _plan, records = self._carried_out(policy, "2026-01-01", "2026-12-31")
        found = {rule.name: of for rule, of in records.grouped("rule_id").items()}
        counts = {code: len(of) for code, of in found.items()}
        self.assertEqual(counts, {"G1-55": 53, "G1-56": 12, "G1-05": 1})
        self.assertEqual(found["G1-05"].department_id, self.head_office)
        self.assertEqual(found["G1-55"].department_id, self.branch)
