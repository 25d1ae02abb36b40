# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .plan_common import UTC_OFFSET, PlanCommon, china

YEARLY = {
    "trigger": "coverage",
    "period": "year",
    "steps": [
        {"name": "Call", "quantity": 0, "unit": "day", "anchor": "period_end"},
    ],
}


@tagged("post_install", "-at_install")
class TestPlan(PlanCommon):
    """The life of a plan (B1-02, B1-03, BASE-03)."""

    def test_ex_099_filed_before_it_runs(self):
        policy = self._new_policy(YEARLY)
        plan = self._new_plan(policy, channel_ids=False)
        with self.assertRaisesRegex(UserError, "does not state: Channel"):
            plan.action_submit()
        plan.channel_ids = self.phone
        with self.assertRaises(UserError):
            plan.action_generate()
        self.assertFalse(self._records(plan))
        plan.action_submit()
        self.assertTrue(plan.date_filed)
        self.assertEqual(plan.action_generate(), 7)
        self.assertEqual(plan.state, "running")

    def test_b1_03_each_element_is_asked_for(self):
        policy = self._new_policy(YEARLY)
        for name in ("frequency", "content", "user_ids"):
            plan = self._new_plan(policy, **{name: False})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                plan.action_submit()
            self.assertEqual(plan.state, "draft")

    def test_f3_36_a_plan_in_approval_makes_nothing(self):
        policy = self._new_policy(YEARLY, approval="approve")
        plan = self._new_plan(policy).with_user(self.supervisor)
        own = plan.sudo().copy({"name": "Own"}).with_user(self.supervisor)
        own.with_user(self.supervisor).action_submit()
        with self.assertRaises(UserError):
            own.action_generate()
        with self.assertRaisesRegex(UserError, "second person"):
            own.action_approve()
        own.with_user(self.chief).action_approve()
        self.assertEqual(own.state, "approved")
        self.assertEqual(own.action_generate(), 7)

    def test_f3_36_head_office_approves(self):
        policy = self._new_policy(YEARLY, approval="head_office")
        plan = self._new_plan(policy)
        plan.with_user(self.supervisor).action_submit()
        other = self._new_user("cb_supervisor2", "supervisor", self.branch)
        with self.assertRaisesRegex(UserError, "head office"):
            plan.with_user(other).action_approve()
        plan.with_user(self.chief).action_approve()
        self.assertEqual(plan.approver_id, self.chief)

    def test_sent_back_with_a_reason(self):
        policy = self._new_policy(YEARLY, approval="approve")
        plan = self._new_plan(policy)
        plan.with_user(self.supervisor).action_submit()
        with self.assertRaises(UserError):
            plan.with_user(self.chief).action_refuse(" ")
        plan.with_user(self.chief).action_refuse("Too late")
        self.assertEqual((plan.state, plan.refusal), ("draft", "Too late"))

    def test_state_cannot_be_typed(self):
        plan = self._new_plan(self._new_policy(YEARLY))
        with self.assertRaises(AccessError):
            plan.with_user(self.supervisor).write({"state": "running"})
        with self.assertRaises(AccessError):
            plan.with_user(self.caller).action_submit()

    def test_u1_24_the_plan_of_a_year_is_due_before_it(self):
        policy = self._new_policy(YEARLY, plan_due_month=12, plan_due_day=31)
        plan = self._new_plan(policy, "2027-01-01", "2027-12-31")
        self.assertEqual(str(plan.date_due), "2026-12-31")
        with freeze_time(china("2026-12-31 23:59:59")):
            plan.action_submit()
        self.assertFalse(plan.is_late)
        late = self._new_plan(policy, "2027-01-01", "2027-12-31")
        with freeze_time(china("2027-01-01 00:00:00")):
            late.action_submit()
        self.assertTrue(late.is_late)

    def test_u1_24_a_reminder_in_december(self):
        policy = self._new_policy(YEARLY, plan_due_month=12, plan_due_day=31)
        plan = self._new_plan(policy, "2027-01-01", "2027-12-31", name="Visits 2027")
        plan.with_user(self.supervisor).sudo().action_submit()
        plans = self.env["callback.plan"]
        domain = [("policy_id", "=", policy.id), ("id", "!=", plan.id)]
        with freeze_time(china("2027-11-30 12:00:00")):
            plans._cron_prepare_next()
        self.assertFalse(plans.search(domain))
        with freeze_time(china("2027-12-01 12:00:00")):
            plans._cron_prepare_next()
            plans._cron_prepare_next()
        draft = plans.search(domain)
        self.assertEqual(
            (draft.name, str(draft.date_from), draft.state),
            ("Visits 2028", "2028-01-01", "draft"),
        )
        self.assertEqual(draft.activity_ids.user_id, self.supervisor)
        self.assertEqual(str(draft.activity_ids.date_deadline), "2027-12-31")

    def test_made_again_it_makes_the_same(self):
        plan = self._new_plan(self._new_policy(YEARLY))
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 7)
        self.assertEqual(plan.action_generate(), 0)
        self._new_customers(2, ref="PLAN-N")
        self.assertEqual(plan.action_generate(), 2)
        twin = self._new_plan(plan.policy_id, name="Twin")
        twin.action_submit()
        self.assertEqual(twin.action_generate(), 0)

    def test_rules_of_another_policy_are_refused(self):
        policy = self._new_policy(YEARLY)
        with self.assertRaises(ValidationError):
            self._new_plan(policy, rule_ids=[Command.set(self.rule.ids)])

    def test_closed_plans_say_what_is_open(self):
        plan = self._new_plan(self._new_policy(YEARLY))
        plan.action_submit()
        plan.action_generate()
        plan.action_close()
        self.assertEqual(plan.state, "closed")
        self.assertIn("7 open", plan.message_ids[0].body)
        with self.assertRaises(UserError):
            plan.action_generate()


@tagged("post_install", "-at_install")
class TestPlanWork(PlanCommon):
    """What the rules of a plan make: coverage, dates, samples, events."""

    def _run(self, plan):
        plan.action_submit()
        plan.action_generate()
        return self._records(plan)

    def test_ex_090_l1_02_one_callback_a_quarter(self):
        policy = self._new_policy({**YEARLY, "period": "quarter"})
        records = self._run(self._new_plan(policy))
        self.assertEqual(len(records), 28)
        mine = records.filtered(lambda r: r.partner_id == self.customers[0])
        days = ("03-31", "06-30", "09-30", "12-31")
        self.assertEqual(
            mine.mapped("deadline"), [china(f"2026-{day} 23:59:59") for day in days]
        )
        self.assertIn("2026-03-31", mine[0].deadline_basis_text)

    def test_a_plan_of_part_of_a_period_asks_for_the_same(self):
        policy = self._new_policy({**YEARLY, "period": "quarter"})
        first = self._run(self._new_plan(policy, "2026-02-10", "2026-04-01"))
        self.assertEqual(len(first), 14)
        again = self._run(self._new_plan(policy, "2026-03-01", "2026-03-31"))
        self.assertFalse(again)

    def test_twice_a_year_makes_two(self):
        policy = self._new_policy({**YEARLY, "coverage_count": 2})
        records = self._run(self._new_plan(policy))
        self.assertEqual(len(records), 14)
        self.assertEqual(len(set(records.mapped("occurrence"))), 2)

    def test_ex_010_ex_035_who_was_not_called_is_named(self):
        """F3-33, F3-34, U1-03: called, missing and excluded add up."""
        policy = self._new_policy(YEARLY)
        plan = self._new_plan(policy)
        records = self._run(plan)
        for record in records[:5]:
            self._finish(record)
        missing = records[5:].partner_id
        rule = policy.rule_ids
        year = str(records[0].date_done.year)
        figures = rule.get_coverage(f"{year}-01-01", f"{year}-12-31")
        self.assertEqual(figures["called"], 5)
        self.assertEqual(set(figures["missing_ids"]), set(missing.ids))
        self.assertAlmostEqual(figures["rate"], 5 / 7)
        exclusion = self.env["callback.exclusion"].create(
            {
                "rule_id": rule.id,
                "res_id": missing[0].id,
                "reason": "Moved abroad",
                "evidence": "Letter of 3 March",
            }
        )
        with self.assertRaisesRegex(UserError, "second person"):
            exclusion.action_approve()
        exclusion.with_user(self.chief).action_approve()
        figures = rule.get_coverage(f"{year}-01-01", f"{year}-12-31")
        self.assertEqual(figures["excluded"], 1)
        self.assertEqual(figures["missing_ids"], missing[1].ids)
        self.assertEqual(
            figures["population"],
            figures["excluded"] + figures["called"] + figures["missing"],
        )
        given_up = records.filtered(lambda r: r.partner_id == missing[0])
        self.assertEqual(given_up.state, "cancelled")
        line = plan.line_ids
        self.assertEqual(
            (line.population_count, line.excluded_count, line.missing_count), (7, 1, 1)
        )
        found = self.env["res.partner"].search(line.action_view_missing()["domain"])
        self.assertEqual(found, missing[1])

    def test_excluded_customers_get_no_work(self):
        policy = self._new_policy(YEARLY)
        self.env["callback.exclusion"].create(
            {
                "rule_id": policy.rule_ids.id,
                "res_id": self.customers[3].id,
                "reason": "Court order",
                "evidence": "File 12",
            }
        ).with_user(self.chief).action_approve()
        records = self._run(self._new_plan(policy))
        self.assertEqual(records.partner_id, self.customers - self.customers[3])

    def test_policy_scope_counts_callbacks_of_other_rules(self):
        policy = self._new_policy({**YEARLY, "coverage_scope": "policy"}, YEARLY)
        scoped, other = policy.rule_ids
        records = self._run(self._new_plan(policy, rule_ids=[Command.set(other.ids)]))
        self._finish(records[0])
        year = str(records[0].date_done.year)
        dates = (f"{year}-01-01", f"{year}-12-31")
        self.assertEqual(scoped.get_coverage(*dates)["called"], 1)

    def test_ex_086_calendar_rule_last_friday(self):
        """C2-01: the last Friday of each month, three times."""
        policy = self._new_policy(
            {
                "trigger": "calendar",
                "schedule_pattern": "monthly_weekday",
                "schedule_weekday": "4",
                "schedule_nth": "-1",
            }
        )
        records = self._run(self._new_plan(policy, "2026-01-01", "2026-03-31"))
        mine = records.filtered(lambda r: r.partner_id == self.customers[0])
        self.assertEqual(
            mine.mapped("deadline"),
            [china(f"2026-{day} 23:59:59") for day in ("01-30", "02-27", "03-27")],
        )

    def test_ex_093_v1_02_so_long_after_the_last_time(self):
        """Due from the last time on the document; a new last time asks again."""
        visits = [
            self._create_record(
                source_name="VISIT", date_event=china(f"2026-{day} 10:00:00")
            )
            for day in ("03-30", "03-31", "04-01")
        ]
        policy = self._new_policy(
            {
                "trigger": "coverage",
                "coverage_method": "interval",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'VISIT')]",
                "event_field": "date_event",
                "steps": [{"name": "Call", "quantity": 6, "unit": "month"}],
            }
        )
        plan = self._new_plan(policy, "2026-09-01", "2026-09-30")
        records = self._run(plan)
        self.assertEqual(records.mapped("res_id"), [visits[0].id, visits[1].id])
        self.assertEqual(records.mapped("deadline"), [china("2026-09-30 23:59:59")] * 2)
        self.assertEqual(plan.action_generate(), 0)
        # sudo-like superuser of the test: a document of a sector would be written.
        visits[0].date_event = china("2026-03-29 10:00:00")
        self.assertEqual(plan.action_generate(), 1)

    def test_an_interval_of_working_days_ends_in_the_plan(self):
        """What ends after the last day of the plan waits for the next one (T-02)."""
        visits = [
            self._create_record(
                source_name="VISIT", date_event=china(f"2026-09-{day} 10:00:00")
            )
            for day in ("22", "23", "24")
        ]
        policy = self._new_policy(
            {
                "trigger": "coverage",
                "coverage_method": "interval",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'VISIT')]",
                "event_field": "date_event",
                "steps": [{"name": "Call", "quantity": 5, "unit": "working_day"}],
            }
        )
        limit = self.env["callback.workday"].deadline
        last = limit(visits[1].date_event, 5, "working_day", calendar=self.calendar)
        records = self._run(
            self._new_plan(policy, "2026-09-01", (last + UTC_OFFSET).date())
        )
        self.assertEqual(records.mapped("res_id"), [v.id for v in visits[:2]])
        self.assertEqual(records[1].deadline, last)

    def test_events_of_the_plan_are_those_of_the_sweep(self):
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'EVENT')]",
                "event_field": "date_event",
                "steps": [
                    {"name": "3 days", "quantity": 3, "unit": "day"},
                    {"name": "1 week", "quantity": 1, "unit": "week"},
                    {"name": "1 month", "quantity": 1, "unit": "month"},
                ],
            }
        )
        for day in ("01-31", "02-28", "03-01"):
            self._create_record(
                source_name="EVENT", date_event=china(f"2026-{day} 15:00:00")
            )
        plan = self._new_plan(policy, "2026-01-01", "2026-02-28")
        records = self._run(plan)
        self.assertEqual(len(records), 6)
        first = records.filtered(lambda r: r.date_event == china("2026-01-31 15:00:00"))
        days = ("2026-02-03", "2026-02-07", "2026-02-28")
        self.assertEqual(
            first.mapped("deadline"), [china(f"{day} 23:59:59") for day in days]
        )
        self.assertEqual(policy.rule_ids.with_user(self.supervisor).sweep(), 3)

    def test_ex_024_u5_11_a_reminder_before_the_date(self):
        """A permit that ends on 31 December is renewed by 1 December."""
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'PERMIT')]",
                "event_field": "date_event",
                "steps": [
                    {"name": "R", "quantity": 30, "unit": "day", "anchor": "before"}
                ],
            }
        )
        ends = ("2026-12-30", "2026-12-31", "2027-01-02", "2027-03-31")
        permits = [
            self._create_record(
                source_name="PERMIT", date_event=china(f"{day} 00:00:00")
            )
            for day in ends
        ]
        rule = policy.rule_ids.with_user(self.supervisor)
        rule.sweep(now=china("2026-11-29 23:59:59"))
        made = [("rule_id", "=", rule.id)]
        records = self.env["callback.record"]
        self.assertFalse(records.search(made))
        self.env["callback.rule"].sweep(now=china("2026-12-01 08:00:00"))
        found = records.search(made, order="deadline")
        self.assertEqual(found.mapped("res_id"), [permits[0].id, permits[1].id])
        self.assertEqual(
            found.mapped("deadline"),
            [china("2026-11-30 23:59:59"), china("2026-12-01 23:59:59")],
        )
        self.assertIn("30 days before is 2026-12-01", found[1].deadline_basis_text)
        by_hand = self._create_record(
            step_id=rule.step_ids.id, date_event=permits[1].date_event
        )
        self.assertEqual(by_hand.deadline, found[1].deadline)
        self.assertEqual(by_hand.deadline_basis, found[1].deadline_basis)
        # A permit that has ended is not reminded of any more.
        rule.sweep(now=china("2027-01-03 08:00:00"))
        self.assertEqual(records.search(made, order="deadline") - by_hand, found)

    def test_e1_10_due_before_another_date(self):
        """The first callback is made on arrival and due before energising."""
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'SET')]",
                "event_field": "date_event",
                "steps": [
                    {
                        "name": "Before energising",
                        "quantity": 1,
                        "unit": "day",
                        "anchor": "before",
                        "lead_days": 90,
                    }
                ],
            }
        )
        arrived = self._create_record(
            source_name="SET", date_event=china("2026-08-31 10:00:00")
        )
        policy.rule_ids.with_user(self.supervisor).sweep(
            now=china("2026-06-15 09:00:00")
        )
        record = self.env["callback.record"].search(
            [("rule_id.policy_id", "=", policy.id)]
        )
        self.assertEqual(record.res_id, arrived.id)
        self.assertEqual(record.deadline, china("2026-08-30 23:59:59"))
        with self.assertRaises(ValidationError):
            self._new_rule(
                self.env["callback.policy"].create({"name": "X", "code": "X"}),
                **YEARLY
                | {
                    "steps": [
                        {"name": "R", "quantity": 3, "unit": "hour"}
                        | {"anchor": "before"}
                    ]
                },
            )

    def test_ex_025_two_clocks(self):
        """F3-24, F3-31: first contact in 5 working days, finished in one month."""
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'SIGNED')]",
                "event_field": "date_event",
                "steps": [
                    {
                        "name": "Call",
                        "quantity": 1,
                        "unit": "month",
                        "start_quantity": 5,
                        "start_unit": "working_day",
                    }
                ],
            }
        )
        signed = self._create_record(
            source_name="SIGNED", date_event=china("2026-01-31 11:00:00")
        )
        policy.rule_ids.with_user(self.supervisor).sweep()
        record = self.env["callback.record"].search(
            [("res_id", "=", signed.id), ("policy_id", "=", policy.id)]
        )
        self.assertEqual(record.deadline_start, china("2026-02-06 18:00:00"))
        self.assertEqual(record.deadline, china("2026-02-28 23:59:59"))
        with freeze_time(china("2026-02-06 17:59:00")):
            record.log_attempt("phone", "other", note="Call again")
        self.assertTrue(record.start_on_time)
        self.assertEqual(record.state, "ongoing")
        self.assertFalse(record.is_complete)
        made = self._create_record(
            step_id=policy.rule_ids.step_ids.id, date_event=china("2026-01-31 11:00:00")
        )
        self.assertEqual(made.deadline_start, record.deadline_start)
        with freeze_time(china("2026-02-06 18:00:01")):
            made.log_attempt("phone", "other")
        self.assertFalse(made.start_on_time)


@tagged("post_install", "-at_install")
class TestPlanSample(PlanCommon):
    """Samples that plans draw as the policy lays down."""

    SAMPLE = {
        "trigger": "sample",
        "ref": "POOL",
        "sample_rate": 0.1,
        "strata_method": "rate",
        "stratum_field": "function",
        "steps": [
            {"name": "Call", "quantity": 0, "unit": "day", "anchor": "period_end"}
        ],
    }

    def _pool(self, **sizes):
        for kind, size in sizes.items():
            self._new_customers(size, ref=f"POOL-{kind}", function=kind)

    def test_ex_007_a_stratum_each_and_at_least_one(self):
        """U1-04, T-08, T-09: 41, 10, 9 and 1 make 5, 1, 1 and 1."""
        self._pool(residential=41, commercial=10, industrial=9, street=1)
        policy = self._new_policy(self.SAMPLE)
        plan = self._new_plan(policy, "2026-11-01", "2026-11-30")
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 8)
        sample = plan.line_ids.sample_id
        self.assertEqual(sample.state, "confirmed")
        self.assertTrue(sample.verify())
        sizes = {s.key: s.picked_count for s in sample.stratum_ids}
        self.assertEqual(
            sizes, {"residential": 5, "commercial": 1, "industrial": 1, "street": 1}
        )
        records = self._records(plan)
        self.assertEqual(
            set(records.mapped("res_id")), set(sample.member_ids.mapped("res_id"))
        )
        self.assertEqual(records.sample_id, sample)
        self.assertEqual(plan.action_generate(), 0)

    def test_g1_49_the_plan_chooses_within_the_policy(self):
        policy = self._new_policy(
            {**self.SAMPLE, "sample_rate": 0.03, "sample_rate_min": 0.03}
            | {"sample_rate_max": 0.05, "strata_method": "none", "sample_floor": 10}
        )
        for rate in (0.029, 0.051):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._new_plan(policy, sample_rate=rate)
        self._pool(any=180)
        plan = self._new_plan(policy, sample_rate=0.05)
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 10)

    def test_g1_39_half_on_site_half_by_phone(self):
        """EX-018: 1 050 make 21: 11 on site, 10 by phone."""
        self._pool(any=1050)
        visit = self.env.ref("callback_base.callback_channel_visit")
        policy = self._new_policy(
            {
                **self.SAMPLE,
                "sample_rate": 0.02,
                "sample_floor": 20,
                "strata_method": "none",
                "channel_ids": [Command.set((visit | self.phone).ids)],
                "split_ids": [
                    Command.create(
                        {"sequence": 1, "channel_id": visit.id, "share": 0.5}
                    ),
                    Command.create(
                        {"sequence": 2, "channel_id": self.phone.id, "share": 0.5}
                    ),
                ],
            }
        )
        plan = self._new_plan(policy)
        plan.action_submit()
        plan.action_generate()
        records = self._records(plan)
        self.assertEqual(len(records.filtered(lambda r: r.channel_id == visit)), 11)
        self.assertEqual(
            len(records.filtered(lambda r: r.channel_id == self.phone)), 10
        )

    def test_excluded_customers_are_not_drawn(self):
        self._pool(one=1, two=2)
        policy = self._new_policy({**self.SAMPLE, "sample_rate": 1})
        out = self.env["res.partner"].search([("ref", "=", "POOL-two-0000")])
        self.env["callback.exclusion"].create(
            {
                "rule_id": policy.rule_ids.id,
                "res_id": out.id,
                "reason": "Died",
                "evidence": "Notice",
            }
        ).with_user(self.chief).action_approve()
        plan = self._new_plan(policy)
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 2)
        self.assertEqual(plan.line_ids.sample_id.excluded_count, 1)
        self.assertTrue(plan.line_ids.sample_id.verify())

    def test_a_population_of_nobody_is_no_error(self):
        plan = self._new_plan(self._new_policy(self.SAMPLE))
        plan.action_submit()
        self.assertEqual(plan.action_generate(), 0)
        self.assertEqual(plan.line_ids.population_count, 0)

    def test_bad_rates_and_shares_are_refused_with_the_place(self):
        for values, text in (
            ({"sample_rate": 0}, "0 %"),
            ({"sample_rate": 1.4}, "140 %"),
            (
                {
                    "strata_method": "share",
                    "stratum_field": False,
                    "stratum_ids": [
                        Command.create({"name": "A", "share": 0.5}),
                        Command.create({"name": "B", "share": 0.4}),
                    ],
                },
                "90 %",
            ),
            ({"domain": "[('nothing', '=', 1)]"}, "condition"),
            ({"domain": "[("}, "condition"),
        ):
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValidationError, text),
                self.env.cr.savepoint(),
            ):
                policy = self.env["callback.policy"].create({"name": "B", "code": "B"})
                self._new_rule(policy, **{**self.SAMPLE, **values})
