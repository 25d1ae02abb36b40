# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

DAY = (3, "day")


@tagged("post_install", "-at_install")
class TestSayablePeople(ScenarioCommon):
    """The sectors' rows of kind role, approval and contact window are data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.departments = cls.env["hr.department"].create(
            [{"name": f"Department {n}"} for n in range(4)]
        )
        cls.units = cls.env["callback.unit"].create(
            [{"name": d.name, "department_id": d.id} for d in cls.departments]
        )

    def _routed(self, routes, documents, **rule):
        """Return the departments of documents under a routing table."""
        policy = self._new_policy(
            self._event_rule("DOC", DAY, routing="table", **rule),
            route_ids=[
                Command.create({"name": f"Line {n}", "sequence": n, **route})
                for n, route in enumerate(routes)
            ],
        )
        with freeze_time(china("2027-06-01 00:00:00")):
            found = self._owed(policy, *documents).grouped("res_id")
        return [found[document.id].department_id for document in documents], policy

    def test_m1_15_a_type_has_its_team(self):
        """Four types of visit, four teams: one table for all rules."""
        types = self.env["callback.type"].create(
            [
                {
                    "name": f"Visit {n}",
                    "code": f"visit{n}",
                    "archive_category_id": self.category.id,
                }
                for n in range(4)
            ]
        )
        policy = self._new_policy(
            *(
                self._event_rule(kind.code, DAY, type_id=kind.id, routing="table")
                for kind in types
            ),
            route_ids=[
                Command.create(
                    {"name": kind.name, "type_id": kind.id, "unit_id": unit.id}
                )
                for kind, unit in zip(types, self.units, strict=True)
            ],
        )
        documents = [self._document(kind.code, "2026-03-30 09:00") for kind in types]
        found = self._owed(policy, *documents).grouped("res_id")
        for document, department in zip(documents, self.departments, strict=True):
            self.assertEqual(found[document.id].department_id, department)

    def test_p4_02_u2_08_by_condition_and_band(self):
        """P4-02 by aspect; U2-08 by a band whose lower end belongs to it."""
        documents = [
            self._document("DOC", "2026-03-02 09:00", priority=number)
            for number in (1, 9, 10, 64, 65)
        ]
        sub_centre, centre, section, _other = self.departments
        routes = [
            {"band_field": "priority", "band_to": 10, "unit_id": self.units[0].id},
            {
                "band_field": "priority",
                "band_from": 10,
                "band_to": 65,
                "unit_id": self.units[1].id,
            },
            {"domain": "[('priority', '>=', 65)]", "unit_id": self.units[2].id},
        ]
        found, _policy = self._routed(routes, documents)
        self.assertEqual(found, [sub_centre, sub_centre, centre, centre, section])

    def test_s4_01_x_03_a_stage_without_owner_is_counted(self):
        """EX-098: centre, sales team, centre, then nobody until it is configured."""
        days = ("2026-02-20", "2026-05-10", "2026-09-10", "2026-12-20")
        documents = [self._document("DOC", f"{day} 09:00") for day in days]
        centre, team = self.units[:2]
        stages = [
            {"date_to": "2026-02-28", "unit_id": centre.id},
            {"date_from": "2026-03-01", "date_to": "2026-08-31", "unit_id": team.id},
            {"date_from": "2026-09-01", "date_to": "2026-12-14", "unit_id": centre.id},
        ]
        policy = self._new_policy(
            self._event_rule("DOC", DAY, routing="table"),
            route_ids=[
                Command.create({"name": f"Stage {n}", "sequence": n, **stage})
                for n, stage in enumerate(stages)
            ],
        )
        with freeze_time(china("2027-01-01 00:00:00")):
            plan, records = self._carried_out(policy, "2026-01-01", "2026-12-31")
        found = {record.res_id: record.department_id for record in records}
        nobody = self.env["hr.department"]
        first, second = self.departments[:2]
        self.assertEqual(
            [found[document.id] for document in documents],
            [first, second, first, nobody],
        )
        self.assertEqual(plan.line_ids.homeless_count, 1)

    def test_u1_12_who_accepts_and_u1_13_one_line_by_channel(self):
        document = self._document("DOC", "2026-03-02 09:00")
        routes = [
            {"channel_id": self.letter.id, "unit_id": self.units[0].id},
            {"channel_id": self.phone.id, "target": "acceptor"},
        ]
        found, _policy = self._routed(routes, [document])
        self.assertEqual(found, [self.branch])
        found, _policy = self._routed(
            routes, [document], channel_id=self.letter.id, name="Letters"
        )
        self.assertEqual(found, [self.departments[0]])

    def test_r1_01_the_owner_on_the_document(self):
        policy = self._new_policy(
            self._event_rule("DOC", DAY, assign_method="user", user_field="user_id")
        )
        document = self._document(
            "DOC", "2026-03-02 09:00", user_id=self.other_caller.id
        )
        self.assertEqual(self._owed(policy, document).user_id, self.other_caller)

    def test_contact_windows(self):
        """F3-58, T1-05, E2-01: hours by policy and category."""
        categories = self.env["callback.customer.category"]
        government = categories.search([("code", "=", "government")], limit=1)
        self.assertTrue(government)
        hours = [(10, 11, False), (14, 16, False), (10, 11, True), (15, 16, True)]
        policy = self._new_policy(
            window_ids=[
                Command.create(
                    {
                        "hour_from": opens,
                        "hour_to": closes,
                        "category_id": special and government.id,
                    }
                )
                for opens, closes, special in hours
            ]
        )
        hotline = self._new_policy(
            code="HOT",
            window_ids=[
                Command.create(
                    {"hour_from": 0, "hour_to": 24, "working_days_only": False}
                )
            ],
        )
        visitor = self.env["res.partner"].create(
            {"name": "Visitor", "callback_category_id": government.id}
        )
        for time, usual, special in (
            ("2026-06-22 10:00", True, True),
            ("2026-06-22 10:59", True, True),
            ("2026-06-22 11:00", False, False),
            ("2026-06-22 14:30", True, False),
            ("2026-06-22 15:00", True, True),
            ("2026-06-22 15:59", True, True),
            ("2026-06-22 16:00", False, False),
            ("2026-06-19 10:30", False, False),
            ("2026-06-20 10:30", False, False),
        ):
            with self.subTest(time):
                moment = china(time)
                self.assertEqual(policy._is_in_window(moment, self.customer), usual)
                self.assertEqual(policy._is_in_window(moment, visitor), special)
                self.assertTrue(hotline._is_in_window(moment, self.customer))
        proposed = policy._next_window(china("2026-06-18 16:20"), visitor)
        self.assertEqual(local([proposed]), ["2026-06-22 10:00:00"])

    def test_f2_05_e2_07_who_may_call(self):
        """A policy asks for a permission, a training, both or none."""
        permissions = self.env["callback.permission"]
        day = china("2026-05-20 12:00").date()
        for needed, given in (
            ({"permission_required": True}, "permission"),
            ({"training_required": True}, "training"),
        ):
            policy = self._new_policy(code=given, **needed)
            allowed = permissions._filter_allowed(self.caller, policy, day)
            self.assertFalse(allowed)
            permissions.with_user(self.manager).create(
                {
                    "user_id": self.caller.id,
                    "kind": given,
                    "date_from": "2026-05-20",
                    "policy_id": policy.id,
                }
            )
            allowed = permissions._filter_allowed(self.caller, policy, day)
            self.assertEqual(allowed, self.caller)
        free = self._new_policy(code="free")
        allowed = permissions._filter_allowed(self.other_caller, free, day)
        self.assertEqual(allowed, self.other_caller)

    def test_f3_36_b1_02_u1_24_what_a_plan_needs(self):
        """Filing, a second person or head office; the yearly plan by its day."""
        for approval, state in (
            ("file", "approved"),
            ("approve", "submitted"),
            ("head_office", "submitted"),
        ):
            policy = self._new_policy(
                {
                    "trigger": "calendar",
                    "schedule_pattern": "year_end",
                },
                approval=approval,
                code=approval,
                plan_due_month=11,
                plan_due_day=15,
            )
            plan = self._new_plan(policy, "2031-01-01", "2031-12-31")
            plan.with_user(self.supervisor).action_submit()
            self.assertEqual(plan.state, state)
            self.assertEqual(str(plan.date_due), "2030-11-15")
            if state == "submitted":
                with self.assertRaises(UserError):
                    plan.with_user(self.supervisor).action_approve()
                plan.with_user(self.chief).action_approve()
            self.assertEqual(plan.with_user(self.chief).state, "approved")
