# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

END = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]
GAS = {"indoor": 0.3, "outdoor": 0.3, "unseen": 0.15, "idle": 0.15, "boiler": 0.1}


@tagged("post_install", "-at_install")
class TestScenariosPlanning(ScenarioCommon):
    """Worked examples through rules, plans and sweeps, as a user works with them."""

    def _gas(self, pool, **shares):
        """Return the policy of a gas company whose pool of households has shares."""
        strata = {kind: {"share": share} for kind, share in shares.items()}
        return self._new_policy(
            self._sample_rule(
                pool,
                sample_rate=0.02,
                sample_rate_min=0.02,
                strata_method="share",
                stratum_ids=self._strata(**strata),
            )
        )

    def _sizes(self, plan):
        return {s.name: s.size for s in plan.line_ids.sample_id.stratum_ids}

    def test_ex_009_u1_26_one_of_two_rounds_is_a_breach(self):
        """U1-27, U1-28: two rates; finished a month after it was started."""
        self._pool("CARD", other=61, residential=201)
        strata = self._strata(other={"rate": 0.1}, residential={"rate": 0.01})
        cards = self._sample_rule(
            "CARD",
            strata_method="rate",
            stratum_ids=strata,
        )
        rounds = {
            "name": "Rounds",
            "trigger": "coverage",
            "period": "year",
            "coverage_count": 2,
            "domain": repr([("id", "=", self.customer.id)]),
            "steps": END,
        }
        started = self._event_rule("ROUND", (1, "month"))
        policy = self._new_policy(cards, rounds, started)
        first = policy.rule_ids.filtered(lambda rule: rule.name == "CARD")
        second = policy.rule_ids.filtered(lambda rule: rule.name == "Rounds")
        plan, records = self._carried_out(
            policy, "2026-01-01", "2026-01-31", rule_ids=[Command.set(first.ids)]
        )
        self.assertEqual(self._sizes(plan), {"other": 7, "residential": 3})
        self.assertEqual(len(records), 10)
        round_one = self._document("ROUND", "2026-01-31 09:00")
        found = self._owed(policy, round_one)
        self.assertEqual(local(found.mapped("deadline")), ["2026-02-28 23:59:59"])
        _plan, owed = self._carried_out(
            policy, "2026-01-01", "2026-12-31", rule_ids=[Command.set(second.ids)]
        )
        self.assertEqual(len(owed), 2)
        with freeze_time(china("2026-02-20 10:00:00")):
            self._finish(owed[0])
        figures = second.get_coverage("2026-01-01", "2026-12-31")
        self.assertEqual((figures["called"], figures["missing"]), (0, 1))
        with freeze_time(china("2026-12-31 23:59:59")):
            self._finish(owed[1])
        figures = second.get_coverage("2026-01-01", "2026-12-31")
        self.assertEqual((figures["called"], figures["missing"]), (1, 0))

    def test_ex_016_two_percent_and_strata(self):
        """G1-15…20: each stratum rounded up; the sum may exceed the base."""
        sizes = {"indoor": 260, "outdoor": 250, "unseen": 60, "idle": 50, "boiler": 15}
        self._pool("GAS", **sizes)
        policy = self._gas("GAS", **GAS)
        plan, records = self._carried_out(policy, "2026-03-01", "2026-03-31")
        expected = {"indoor": 4, "outdoor": 4, "unseen": 2, "idle": 2, "boiler": 2}
        self.assertEqual(self._sizes(plan), expected)
        self.assertEqual(plan.line_ids.sample_id.population, 635)
        self.assertEqual(len(records), 14)

    def test_ex_017_no_boiler_customers(self):
        """G1-20: refused with the stratum until the 10 % are moved by a version."""
        self._pool("GAS", indoor=300, outdoor=200, unseen=60, idle=40)
        policy = self._gas("GAS", **GAS)
        plan = self._new_plan(policy, "2026-03-01", "2026-03-31")
        plan.with_user(self.supervisor).action_submit()
        with (
            self.assertRaisesRegex(UserError, "boiler is empty.*10 %"),
            self.env.cr.savepoint(),
        ):
            plan.with_user(self.supervisor).action_generate()
        self.assertEqual(plan.state, "approved")
        self.assertFalse(self._records(plan))
        self.assertFalse(plan.line_ids)
        moved = self._gas("GAS", **{**GAS, "indoor": 0.4, "boiler": 0})
        plan, records = self._carried_out(moved, "2026-03-01", "2026-03-31")
        expected = {"indoor": 5, "outdoor": 4, "unseen": 2, "idle": 2, "boiler": 0}
        self.assertEqual(self._sizes(plan), expected)
        self.assertEqual(len(records), 13)

    def test_ex_019_orders_of_the_month_and_none_in_the_next(self):
        """G1-33, G1-36: each month its own draw, when the month is over."""
        rule = {
            "trigger": "sample",
            "model_id": self.event_model,
            "event_field": "date_event",
            "period": "month",
            "steps": [{**END[0], "quantity": 10}],
        }
        policy = self._new_policy(
            *(
                {
                    **rule,
                    "name": code,
                    "domain": repr([("source_name", "=", code)]),
                    "sample_rate": rate,
                }
                for code, rate in (("METER", 0.05), ("CONCEALED", 1))
            )
        )
        for code, count in (("METER", 41), ("CONCEALED", 3)):
            for number in range(count):
                # The last one in the last minute of the month.
                day = "31 23:59" if not number else "15 09:00"
                self._document(code, f"2026-03-{day}")
        plan = self._new_plan(policy, "2026-03-01", "2026-04-30")
        plan.action_submit()
        with freeze_time(china("2026-03-31 12:00:00")):
            self.assertEqual(plan.action_generate(), 0)
        with freeze_time(china("2026-04-01 00:10:00")):
            self.assertEqual(plan.action_generate(), 3 + 3)
        with freeze_time(china("2026-05-01 08:00:00")):
            self.assertEqual(plan.action_generate(), 0)
        lines = plan.line_ids.sorted(lambda line: (line.rule_id.name, line.date_first))
        self.assertEqual(lines.mapped("record_count"), [3, 0, 3, 0])
        populations = [line.sample_id.population for line in lines]
        self.assertEqual(populations, [3, 0, 41, 0])
        records = self._records(plan)
        self.assertEqual(
            set(local(records.mapped("deadline"))), {"2026-04-10 23:59:59"}
        )

    def test_ex_024_u5_08_a_check_in_each_half_year(self):
        rule = {
            "trigger": "coverage",
            "period": "half_year",
            "domain": repr([("id", "in", self.customers[:2].ids)]),
            "steps": END,
        }
        policy = self._new_policy(rule)
        _plan, records = self._carried_out(policy, "2026-01-01", "2026-12-31")
        self.assertEqual(len(records), 4)
        with freeze_time(china("2026-06-30 23:59:59")):
            self._finish(records[0])
        first = policy.rule_ids.get_coverage("2026-01-01", "2026-06-30")
        self.assertEqual((first["called"], first["missing"]), (1, 1))
        second = policy.rule_ids.get_coverage("2026-07-01", "2026-12-31")
        self.assertEqual((second["called"], second["missing"]), (0, 2))
        self.assertTrue(records[0].on_time)

    def test_ex_026_ex_034_make_up_days_are_data(self):
        """F3-24, F3-52: the same rules on calendars A and B."""
        cases = (
            ("2026-02-10 10:00", "2026-02-25", "2026-02-24"),
            ("2026-09-18 17:45", "2026-09-28", "2026-09-24"),
            ("2026-04-30 09:00", "2026-05-12", "2026-05-11"),
            # Nothing made up near: the same in both.
            ("2026-07-03 09:00", "2026-07-10", "2026-07-10"),
        )
        for number, calendar in ((1, self.calendar_a), (2, self.calendar_b)):
            policy = self._new_policy(
                self._event_rule("SIGN", (5, "working_day")), calendar_id=calendar.id
            )
            for case in cases:
                record = self._owed(policy, self._document("SIGN", case[0]))
                with self.subTest(case[0], calendar=calendar.name):
                    expected = [f"{case[number]} 18:00:00"]
                    self.assertEqual(local(record.mapped("deadline")), expected)

    def test_ex_035_rate_and_missing_customers(self):
        """F3-33, F3-34: 118 of 120, and 2 of 3, exact and with their names."""
        for total, called in ((120, 118), (3, 2)):
            pool = self._pool(f"YEAR{total}", any=total)
            rule = {"trigger": "coverage", "period": "year", "steps": END}
            policy = self._new_policy(
                {**rule, "domain": repr([("ref", "=", f"YEAR{total}")])}
            )
            _plan, records = self._carried_out(policy, "2026-01-01", "2026-12-31")
            with freeze_time(china("2026-12-31 23:00:00")):
                for record in records[:called]:
                    self._finish(record)
            figures = policy.rule_ids.get_coverage("2026-01-01", "2026-12-31")
            self.assertEqual(
                (figures["called"], figures["missing"]), (called, total - called)
            )
            self.assertEqual(figures["rate"], called / total)
            left = pool - records[:called].partner_id
            self.assertEqual(set(figures["missing_ids"]), set(left.ids))

    def test_ex_072_one_call_closes_one_of_three(self):
        """M1-04…07: the three callbacks after surgery are separate."""
        steps = [(3, "day"), (1, "week"), (1, "month")]
        policy = self._new_policy(self._event_rule("SURGERY", *steps))
        for day, ends in (
            ("2026-01-31", ["2026-02-03", "2026-02-07", "2026-02-28"]),
            ("2026-11-29", ["2026-12-02", "2026-12-06", "2026-12-29"]),
        ):
            surgery = self._document("SURGERY", f"{day} 16:00")
            with freeze_time(china("2026-12-01 09:00:00")):
                records = self._owed(policy, surgery)
            expected = [f"{end} 23:59:59" for end in ends]
            self.assertEqual(local(records.mapped("deadline")), expected)
            with freeze_time(china(f"{ends[0]} 10:00:00")):
                self._finish(records[0])
            states = records.mapped("state")
            self.assertEqual(states, ["done", "planned", "planned"])

    def test_ex_075_a_new_version_counts_from_its_first_day(self):
        """M1-18, T-13: 3 days until 15 March, 2 days from the 16th."""
        policy = self._new_policy(
            self._event_rule("OP", (3, "day")), date_from="2026-01-01"
        )
        action = policy.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        new.with_user(self.manager).rule_ids.step_ids.quantity = 2
        new.with_user(self.manager).date_from = "2026-03-16"
        days = ("2026-03-15 23:59", "2026-03-16 00:00")
        before, after = (self._document("OP", day) for day in days)
        self.assertFalse(self._owed(new, before, after))
        second = self._new_user("cb_manager3", "manager")
        new.with_user(second).action_activate()
        for version, document in ((policy, before), (new, after)):
            records = self._owed(version, before, after)
            self.assertEqual(records.mapped("res_id"), document.ids)
            ends = local(records.mapped("deadline"))
            self.assertEqual(ends, ["2026-03-18 23:59:59"])

    def test_ex_078_ex_079_a_condition_chooses_rule_and_channel(self):
        """E1-20: from the threshold on by visit; below by phone; to the last unit."""
        limit = 3000000
        low = repr([("source_name", "=", "SUM"), ("priority", "<", limit)])
        high = repr([("source_name", "=", "SUM"), ("priority", ">=", limit)])
        policy = self._new_policy(
            self._event_rule("By phone", (12, "month"), domain=low),
            self._event_rule(
                "On site",
                (12, "month"),
                domain=high,
                channel_id=self.visit.id,
                channel_ids=[Command.set(self.visit.ids)],
            ),
        )
        for amount, channel in (
            (limit, self.visit),
            (limit - 1, self.phone),
            (limit + 1, self.visit),
        ):
            energised = self._document("SUM", "2026-03-01 08:00", priority=amount)
            record = self._owed(policy, energised)
            self.assertEqual(record.channel_id, channel)
            self.assertEqual(local([record.deadline]), ["2027-03-01 23:59:59"])
