# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .utility_common import UtilityCommon, china

YEAR = ("2026-01-01", "2026-12-31")


@tagged("post_install", "-at_install")
class TestPlanning(UtilityCommon):
    """Yearly visits, samples and routing of the U1 and U2 packs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_u2 = cls.env.ref("callback_utility.policy_u2")
        cls.large_u1 = cls.env.ref("callback_utility.rule_u1_large")
        cls.large_u2 = cls.env.ref("callback_utility.rule_u2_large")
        cls.sample_u1 = cls.env.ref("callback_utility.rule_u1_sample")
        if cls.policy_u2.state == "draft":
            cls.policy_u2.action_activate()
        cls.units = {}
        for code in ("marketing", "service_centre", "sub_centre", "power_use"):
            department = cls.env["hr.department"].create({"name": code})
            unit = cls.env.ref(f"callback_utility.unit_{code}")
            unit.department_id = department
            cls.units[code] = department
        cls.env["callback.utility.supply.point"].search([]).active = False

    @classmethod
    def _points(cls, *voltages, **values):
        """Return new supply points of the branch, one for each voltage level."""
        points = cls.env["callback.utility.supply.point"]
        number = points.with_context(active_test=False).search_count([])
        return points.create(
            [
                {
                    "name": f"PLAN{number + place}",
                    "partner_id": cls.customer.id,
                    "department_id": cls.branch.id,
                    "voltage_level": voltage,
                    "use_type": "industrial",
                    **values,
                }
                for place, voltage in enumerate(voltages)
            ]
        )

    def _plan(self, rule, first, last, **values):
        """File a plan of one rule and have it approved by a second person."""
        plan = (
            self.env["callback.plan"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Plan",
                    "policy_id": rule.policy_id.id,
                    "rule_ids": [Command.set(rule.ids)],
                    "department_id": self.branch.id,
                    "date_from": first,
                    "date_to": last,
                    "frequency": "As laid down",
                    "content": "Six topics",
                    "channel_ids": [Command.set(rule.channel_id.ids)],
                    "user_ids": [Command.set(self.caller.ids)],
                    **values,
                }
            )
        )
        plan.action_submit()
        if plan.state == "submitted":
            with self.assertRaises(UserError):
                plan.action_generate()
            plan.with_user(self.chief).action_approve()
        return plan

    def _records(self, plan):
        return self.env["callback.record"].search([("plan_id", "=", plan.id)])

    def test_ex_010_voltage_thresholds(self):
        """U1-03, U2-03, X-02: 10 kV owes a visit under U2 only; 0.4 kV never."""
        small, ten, large = self._points("0.4", "10", "35")
        for rule, breaches in ((self.large_u1, large), (self.large_u2, ten | large)):
            plan = self._plan(rule, *YEAR)
            self.assertEqual(plan.action_generate(), len(breaches))
            records = self._records(plan)
            self.assertEqual(set(records.mapped("res_id")), set(breaches.ids))
            self.assertEqual(
                set(records.mapped("deadline")), {china("2026-12-31 23:59:59")}
            )
            missing = rule.get_coverage(*YEAR)["missing_ids"]
            self.assertEqual(set(missing), set(breaches.ids))
        line = self._plan(self.sample_u1, "2026-12-01", "2026-12-31")
        line.action_generate()
        pool = line.line_ids.sample_id.population
        self.assertEqual(pool, len(small | ten))

    def test_ex_010_the_edges_of_the_bands(self):
        """66 and 20 kV stand for numbers that the example does not have."""
        self._points("20", "66", "220", "6")
        counts = [
            self._plan(rule, *YEAR).action_generate()
            for rule in (self.large_u1, self.large_u2)
        ]
        self.assertEqual(counts, [2, 3])

    def test_u1_03_a_visit_in_the_year_is_enough(self):
        [point] = self._points("110")
        plan = self._plan(self.large_u1, *YEAR)
        plan.action_generate()
        record = self._records(plan)
        self.assertEqual(record.department_id, self.units["marketing"])
        with freeze_time(china("2026-12-31 23:59:59")):
            record.log_attempt("visit", "answered")
            record.write(
                {"content": "Met", "problem": "None", "result": "Fine"}
                | {"satisfaction": "satisfied"}
            )
            with self.assertRaisesRegex(UserError, "Customer signature"):
                record.action_done()
            self._add_evidence(record, "customer_signature")
            record.action_done()
        figures = self.large_u1.get_coverage(*YEAR)
        self.assertEqual((figures["called"], figures["missing_ids"]), (1, []))
        figures = self.large_u1.get_coverage("2027-01-01", "2027-12-31")
        self.assertEqual(figures["missing_ids"], point.ids)

    def test_u1_24_next_year_s_plan_is_due_by_the_year_end(self):
        plan = self._plan(self.large_u1, "2028-01-01", "2028-12-31")
        self.assertEqual(str(plan.date_due), "2027-12-31")
        month = self._plan(self.large_u1, "2028-01-01", "2028-01-31")
        self.assertFalse(month.date_due)

    def test_ex_011_routing_by_voltage_band(self):
        """U2-08, X-03: 10–<65 kV has no owner, and that is said beforehand."""
        self.assertIn("10–<65", self.large_u2.route_gap)
        low, ten, middle, high = self._points("0.4", "10", "35", "110")
        rule = self.env.ref("callback_utility.rule_u2_connection")
        orders = [
            self._order("new_connection", "2026-03-02 09:00", name=f"O{point.id}")
            for point in (low, ten, middle)
        ]
        for order, point in zip(orders, (low, ten, middle), strict=True):
            order.supply_point_id = point
        rule.with_user(self.supervisor).sweep()
        records = self.env["callback.record"].search([("rule_id", "=", rule.id)])
        found = {record.res_id: record.department_id for record in records}
        self.assertEqual(
            [found[order.id] for order in orders],
            [self.units["sub_centre"]] + [self.units["service_centre"]] * 2,
        )
        plan = self._plan(self.large_u2, *YEAR)
        plan.action_generate()
        visits = {r.res_id: r.department_id for r in self._records(plan)}
        self.assertEqual(visits[high.id], self.units["power_use"])
        self.assertFalse(visits[middle.id])
        self.assertEqual(plan.line_ids.homeless_count, 2)

    def test_ex_011_other_levels(self):
        """U2-08: 6 kV is low, 20 and 220 kV are not; 66 kV has its owner."""
        levels = {"0.22": "sub_centre", "6": "sub_centre"}
        levels |= {"20": "service_centre", "220": "service_centre"}
        points = self._points(*levels)
        rule = self.env.ref("callback_utility.rule_u2_connection")
        orders = [
            self._order("new_connection", "2026-03-02 09:00", name=f"L{point.id}")
            for point in points
        ]
        for order, point in zip(orders, points, strict=True):
            order.supply_point_id = point
        rule.with_user(self.supervisor).sweep()
        records = self.env["callback.record"].search([("rule_id", "=", rule.id)])
        found = {record.res_id: record.department_id for record in records}
        self.assertEqual(
            [found[order.id] for order in orders],
            [self.units[code] for code in levels.values()],
        )
        high = self._points("66", "220")
        plan = self._plan(self.large_u2, *YEAR)
        plan.action_generate()
        visits = {r.res_id: r.department_id for r in self._records(plan)}
        self.assertEqual({visits[p.id] for p in high}, {self.units["power_use"]})

    def test_ex_007_every_type_of_use_is_covered(self):
        """U1-04, T-09: other numbers than the example, one type without anybody."""
        for use, count in (
            ("residential", 30),
            ("commercial", 11),
            ("industrial", 1),
            ("agricultural", 20),
        ):
            self._points(*["0.4"] * count, use_type=use)
        plan = self._plan(self.sample_u1, "2026-05-01", "2026-05-31")
        self.assertEqual(plan.action_generate(), 3 + 2 + 1 + 2)
        sizes = {s.key: s.size for s in plan.line_ids.sample_id.stratum_ids}
        self.assertEqual(sizes.pop("street_lighting"), 0)
        self.assertEqual(sizes.pop("other"), 0)
        self.assertEqual(
            sizes,
            {"residential": 3, "commercial": 2, "industrial": 1, "agricultural": 2},
        )
        ends = set(self._records(plan).mapped("deadline"))
        self.assertEqual(ends, {china("2026-05-31 23:59:59")})

    def test_u1_04_not_below_ten_percent(self):
        with self.assertRaisesRegex(ValidationError, "9.9 %.*10 %"):
            self._plan(self.sample_u1, "2026-05-01", "2026-05-31", sample_rate=0.099)
        self._points(*["0.4"] * 10)
        plan = self._plan(self.sample_u1, "2026-05-01", "2026-05-31", sample_rate=0.15)
        self.assertEqual(plan.action_generate(), 2)

    def test_the_packs_name_no_clause_that_nothing_carries_out(self):
        for policy in (self.policy_u1, self.policy_u2):
            self.assertFalse(policy.clause_gap, policy.code)
