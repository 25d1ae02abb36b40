# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .plan_common import PlanCommon, china

EVENT = {
    "trigger": "event",
    "domain": "[('source_name', '=like', 'ROUTE%')]",
    "event_field": "date_event",
    "routing": "table",
    "steps": [{"name": "Call", "quantity": 3, "unit": "day"}],
}


@tagged("post_install", "-at_install")
class TestRoute(PlanCommon):
    """Who is responsible: the routing table (BASE-43)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.centre, cls.section = cls.env["callback.unit"].create(
            [
                {"name": "Service centre", "department_id": cls.branch.id},
                {"name": "Section", "department_id": cls.other_branch.id},
            ]
        )

    def _draft(self, *routes, **rule):
        """Return a draft policy with these routing lines, and its rule."""
        policy = self.env["callback.policy"].create(
            {
                "name": "Routed",
                "code": f"RT{self.env['callback.policy'].search_count([])}",
                "calendar_id": self.calendar.id,
                "clause_ids": [
                    Command.create({"code": "RT-1", "name": "Who", "kind": "role"})
                ],
                "route_ids": [
                    Command.create({"name": f"Line {number}", **route})
                    for number, route in enumerate(routes)
                ],
            }
        )
        model = self.env["ir.model"]._get_id("callback.record")
        return policy, self._new_rule(policy, **{**EVENT, "model_id": model, **rule})

    def _sources(self, *priorities, day="2026-03-02"):
        """Documents with a number; callbacks stand in for documents of a sector."""
        return self.env["callback.record"].concat(
            *[
                self._create_record(
                    source_name=f"ROUTE {number}",
                    priority=number,
                    date_event=china(f"{day} 10:00:00"),
                )
                for number in priorities
            ]
        )

    def _swept(self, rule, sources):
        rule.with_user(self.supervisor).sweep()
        records = self.env["callback.record"].search(
            [("rule_id", "=", rule.id), ("res_id", "in", sources.ids)]
        )
        return {record.res_id: record for record in records}

    def test_ex_011_bands_and_the_gap(self):
        """U2-08, X-03: a band without an owner is named until it has one."""
        policy, rule = self._draft(
            {"band_field": "priority", "band_to": 10, "target": "acceptor"},
            {"band_field": "priority", "band_from": 65, "unit_id": self.section.id},
            domain="[('source_name', '=like', 'ROUTE%'), ('priority', '>=', 5)]",
        )
        self.assertIn("10–<65", rule.route_gap)
        policy.action_activate()
        sources = self._sources(5, 9, 10, 35, 64, 65, 110)
        found = self._swept(rule, sources)
        units = [found[s.id].department_id for s in sources]
        nobody = self.env["hr.department"]
        self.assertEqual(
            units,
            [self.branch, self.branch, nobody, nobody, nobody]
            + [self.other_branch, self.other_branch],
        )

    def test_a_complete_table_has_no_gap(self):
        _policy, rule = self._draft(
            {"band_field": "priority", "band_to": 10, "unit_id": self.centre.id},
            {"band_field": "priority", "band_from": 10, "unit_id": self.section.id},
        )
        self.assertFalse(rule.route_gap)
        self.section.department_id = False
        rule.invalidate_recordset(["route_gap"])
        self.assertIn("Section", rule.route_gap)

    def test_the_first_line_that_fits_decides(self):
        """S4-01: by stage; the line without a condition takes what is left."""
        policy, rule = self._draft(
            {
                "date_from": "2026-03-01",
                "date_to": "2026-08-31",
                "unit_id": self.section.id,
                "sequence": 1,
            },
            {"unit_id": self.centre.id, "sequence": 2},
        )
        policy.action_activate()
        days = ("2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01")
        sources = [self._sources(1, day=day) for day in days]
        found = self._swept(rule, self.env["callback.record"].concat(*sources))
        self.assertEqual(
            [found[s.id].department_id for s in sources],
            [self.branch, self.other_branch, self.other_branch, self.branch],
        )

    def test_lines_of_another_channel_do_not_count(self):
        policy, rule = self._draft(
            {"channel_id": self.letter.id, "unit_id": self.section.id},
            {"channel_id": self.phone.id, "unit_id": self.centre.id},
        )
        policy.action_activate()
        sources = self._sources(1)
        self.assertEqual(
            self._swept(rule, sources)[sources.id].department_id, self.branch
        )

    def test_one_unit_for_all(self):
        """M1-15: surgery is called by the nursing group."""
        policy, rule = self._draft(routing="unit", unit_id=self.section.id)
        policy.action_activate()
        sources = self._sources(1)
        self.assertEqual(
            self._swept(rule, sources)[sources.id].department_id, self.other_branch
        )
        with self.assertRaises(ValidationError):
            self._draft(routing="unit")

    def test_bad_lines_are_refused_with_the_place(self):
        for route, text in (
            ({"band_field": "nothing", "unit_id": self.centre.id}, "nothing"),
            ({"domain": "[('x'", "unit_id": self.centre.id}, "Line 0"),
        ):
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValidationError, text),
                self.env.cr.savepoint(),
            ):
                policy, rule = self._draft(route)
                policy.route_ids.rule_ids = rule

    def test_a_new_version_routes_its_own_rules(self):
        policy, rule = self._draft({"unit_id": self.centre.id})
        policy.route_ids.rule_ids = rule
        policy.action_activate()
        new = self.env["callback.policy"].browse(policy.action_new_version()["res_id"])
        self.assertEqual(new.route_ids.rule_ids, new.rule_ids)
        with self.assertRaisesRegex(UserError, "in force"):
            policy.route_ids.with_user(self.manager).name = "Changed"


@tagged("post_install", "-at_install")
class TestAssign(PlanCommon):
    """Who in the unit calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._new_user("cb_caller_b", "caller", cls.branch)
        cls.callers = cls.caller | cls.supervisor | cls.second

    def _made(self, count, ref="PLAN", **rule):
        policy = self._new_policy(
            {
                "trigger": "coverage",
                "period": "year",
                "steps": [
                    {"name": "C", "quantity": 0, "unit": "day", "anchor": "period_end"}
                ],
                "ref": ref,
                **rule,
            },
            exclude_salesperson=True,
        )
        plan = self._new_plan(policy, user_ids=[Command.set(self.callers.ids)])
        plan.action_submit()
        self.assertEqual(plan.action_generate(), count)
        return plan, self._records(plan)

    def test_in_turn(self):
        plan, records = self._made(7, assign_method="round_robin")
        counts = sorted(len(r) for r in records.grouped("user_id").values())
        self.assertEqual(counts, [2, 2, 3])
        # The turn goes on where it stopped: nobody is ahead by more than one.
        self._new_customers(2, ref="PLAN-M")
        plan.action_generate()
        counts = [len(r) for r in self._records(plan).grouped("user_id").values()]
        self.assertEqual(counts, [3, 3, 3])

    def test_who_has_least_open(self):
        for _number in range(5):
            self._create_record(user_id=self.caller.id)
        _plan, records = self._made(7, assign_method="load")
        counts = {user: len(of) for user, of in records.grouped("user_id").items()}
        self.assertEqual(counts.get(self.caller, 0), 0)
        self.assertEqual({counts[self.second], counts[self.supervisor]}, {3, 4})

    def test_f3_06_the_own_customer_goes_to_a_colleague(self):
        self.customers.user_id = self.caller
        _plan, records = self._made(7, assign_method="round_robin")
        self.assertNotIn(self.caller, records.user_id)
        self.assertEqual(len(records.filtered("user_id")), 7)

    def test_f3_06_nobody_else_left_means_the_open_queue(self):
        self.callers = self.caller
        self.customers.user_id = self.caller
        _plan, records = self._made(7, assign_method="round_robin")
        self.assertFalse(records.user_id)

    def test_base_18_declared_conflicts(self):
        self.env["callback.conflict"].create(
            {
                "partner_id": self.customers[0].id,
                "user_id": self.second.id,
                "reason": "Brother",
                "date_from": "2020-01-01",
            }
        )
        _plan, records = self._made(7, assign_method="round_robin")
        mine = records.filtered(lambda r: r.partner_id == self.customers[0])
        self.assertNotEqual(mine.user_id, self.second)

    def test_ex_029_a_refused_channel_gives_way(self):
        """F3-04: the duty and its deadline stay."""
        self.customers[0].callback_refused_channel_ids = self.phone
        sms = self.env.ref("callback_base.callback_channel_sms")
        _plan, records = self._made(
            7, channel_ids=[Command.set((self.phone | sms).ids)]
        )
        mine = records.filtered(lambda r: r.partner_id == self.customers[0])
        self.assertEqual(mine.channel_id, sms)
        self.assertEqual((records - mine).channel_id, self.phone)
        self.assertEqual(len(set(records.mapped("deadline"))), 1)

    def test_ex_099_order_of_the_classes(self):
        """B1-04: large, important, ordinary at the same deadline."""
        classes = self.env["callback.customer.class"]
        for customer, code in zip(
            self.customers, ("ordinary", "large", "important"), strict=False
        ):
            customer.callback_class_id = classes.search([("code", "=", code)])
        _plan, records = self._made(7)
        queue = self.env["callback.record"].search([("id", "in", records.ids)])
        first = queue[:3].partner_id.mapped("callback_class_id.code")
        self.assertEqual(first, ["large", "important", "ordinary"])
        made = self._create_record(partner_id=self.customers[1].id)
        self.assertEqual(made.priority, self.customers[1].callback_class_id.sequence)
