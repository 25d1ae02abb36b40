# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

MORNING = datetime(2026, 1, 31, 4)


@tagged("post_install", "-at_install")
class TestPlanCalls(ScenarioCommon):
    """The public calls with what other programs may send, and on many at once."""

    def _refused(self, call, *arguments):
        with (
            self.subTest(arguments),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            call(*arguments)

    def test_base_05_a_calendar_that_is_none(self):
        both = self.calendar_a | self.calendar_b
        for calendar in ("5", True, [5], both, self.env.company, 9999999, -1):
            self._refused(self.Workday.deadline, MORNING, 3, "day", calendar)
            self._refused(self.Workday.explain, MORNING, 3, "day", calendar)
        day = self.Workday.deadline(MORNING, 3, "day", self.calendar_a.id)
        self.assertEqual(local([day]), ["2026-02-03 23:59:59"])

    def test_base_08_a_period_that_is_none(self):
        """F3-34: no rate of a period that nobody asked for."""
        policy = self._new_policy(
            {"name": "Year", "trigger": "coverage", "period": "year"}
        )
        coverage = policy.rule_ids.get_coverage
        for first, last in (
            ("abc", "2026-12-31"),
            ("2026-01-01", "2026-13-01"),
            (None, None),
            (5, 6),
            ("2026-02-01", "2026-01-31"),
        ):
            self._refused(coverage, first, last)
        for company in ("x", 1.5, 9999999):
            self._refused(coverage, "2026-01-01", "2026-12-31", company)
        self.assertEqual(coverage("2026-01-01", "2026-12-31")["missing"], 7)

    def test_base_02_base_07_base_53_values_that_are_none(self):
        policy = self._new_policy(self._event_rule("NONE", (1, "day")))
        for now in ("abc", 5, "2026-13-01 00:00:00"):
            self._refused(policy.rule_ids.with_user(self.supervisor).sweep, now)
        sample = self.env["callback.sample"]
        for values in (("x", 0.05), (1000, "a"), (None, 0.1), (1000, 1.4), (10, 0)):
            self._refused(sample.get_required_size, *values)
        for other in ("x", 9999999, 0, 1.5):
            self._refused(policy.get_difference, other)
        self.assertEqual(policy.get_difference(policy), [])

    def test_b1_03_blanks_state_nothing(self):
        policy = self._new_policy(
            {"name": "Year", "trigger": "coverage", "period": "year"}
        )
        plan = self._new_plan(policy, content=" \n ")
        with self.assertRaisesRegex(UserError, "Content"):
            plan.action_submit()
        self.assertEqual(plan.state, "draft")

    def test_u1_04_strata_that_nothing_tells_apart(self):
        """Refused when the policy is put in force, not each month in the plan."""
        rule = {"name": "Bare strata", "trigger": "sample", "sample_rate": 0.1}
        with self.assertRaisesRegex(UserError, "Bare strata"):
            self._new_policy({**rule, "strata_method": "rate"})

    def test_base_06_an_extension_counts_from_the_end_of_the_period(self):
        """The longer limit counts from where the time limit does."""
        self._pool("LONGER", any=1)
        policy = self._new_policy(
            {
                "name": "Quarter",
                "trigger": "coverage",
                "period": "quarter",
                "domain": repr([("ref", "=", "LONGER")]),
                "steps": [
                    {
                        "name": "Call",
                        "quantity": 5,
                        "unit": "day",
                        "anchor": "period_end",
                        "extension_quantity": 9,
                        "extension_unit": "day",
                    }
                ],
            }
        )
        _plan, record = self._carried_out(policy, "2028-01-01", "2028-03-31")
        self.assertEqual(local([record.deadline]), ["2028-04-05 23:59:59"])
        ask = record.with_user(self.supervisor).request_extension
        self._refused(ask, 10, "day", "Too long")
        with freeze_time(china("2028-04-01 09:00")):
            ask(8, "day", "Flood").with_user(self.chief).action_approve()
        self.assertEqual(local([record.deadline]), ["2028-04-08 23:59:59"])
        self.assertIn("2028-04-08 23:59:59", record.deadline_basis_text)

    def test_t_01_qualified_from_the_local_day_on(self):
        """BASE-50: at half past midnight in Shanghai the day before is over."""
        self._pool("EARLY", any=2)
        policy = self._new_policy(
            {
                "name": "Year",
                "trigger": "coverage",
                "period": "year",
                "assign_method": "round_robin",
                "domain": repr([("ref", "=", "EARLY")]),
            },
            permission_required=True,
        )
        grant = self.env["callback.permission"].with_user(self.manager)
        grant.create({"user_id": self.caller.id, "date_from": "2026-03-10"})
        plan = self._new_plan(policy)
        plan.action_submit()
        nightly = plan.with_context(tz=False).with_user(self.env.user)
        nightly.env.user.tz = "UTC"
        with freeze_time(china("2026-03-10 00:30")):
            self.assertEqual(nightly.action_generate(), 2)
        self.assertEqual(self._records(plan).user_id, self.caller)

    def test_base_02_a_condition_in_words(self):
        """“Or” and “not” are said: a list of both would mean something else."""
        rule = self._new_rule(
            self.env["callback.policy"].create({"name": "Draft", "code": "DR"}),
            trigger="coverage",
            period="year",
        )
        city, zip_code = ("city", "=", "East"), ("zip", "!=", "1")
        for domain, words in (
            ([], "every document"),
            ([(0, "=", 1)], "no document"),
            ([city, zip_code], "City = East; Zip ≠ 1"),
            (["|", city, zip_code], "(City = East or Zip ≠ 1)"),
            ([city, "|", zip_code, city], "City = East; (Zip ≠ 1 or City = East)"),
        ):
            rule.domain = repr(domain)
            self.assertEqual(rule.condition_text, words)

    # Many at once ---------------------------------------------------------------

    def _count_queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def test_base_08_lines_of_a_plan_are_counted_together(self):
        self._pool("LINES", any=2)
        policy = self._new_policy(
            {
                "name": "Month",
                "trigger": "coverage",
                "period": "month",
                "domain": repr([("ref", "=", "LINES")]),
            }
        )
        names = ["population_count", "record_count", "done_count", "missing_count"]
        queries = []
        for last in ("2026-02-28", "2026-12-31"):
            plan, _records = self._carried_out(policy, "2026-01-01", last)
            queries.append(self._count_queries(lambda p=plan: p.line_ids.read(names)))
        # Who was called differs from line to line; nothing else does.
        self.assertLessEqual(queries[1] - queries[0], 10)

    def test_base_55_units_of_users_are_looked_up_together(self):
        users = self.caller | self.other_caller | self.supervisor | self.chief
        fewer, more = (
            self._count_queries(lambda u=some: u.mapped("callback_department_ids"))
            for some in (users[:1], users)
        )
        self.assertLessEqual(more, fewer)
        below = self.chief.callback_department_ids
        self.assertEqual(below, self.head_office | self.branch | self.other_branch)
        self.assertEqual(self.caller.callback_department_ids, self.branch)

    def test_base_07_forecast_of_strata_in_one_statement(self):
        queries = []
        for count in (2, 9):
            kinds = {f"kind{number}": {} for number in range(count)}
            ref = f"STRATA{count}"
            self._pool(ref, **dict.fromkeys(kinds, 11), other=5)
            policy = self._new_policy(
                self._sample_rule(
                    ref,
                    sample_rate=0.1,
                    strata_method="rate",
                    stratum_ids=self._strata(**kinds),
                )
            )
            plan = self._new_plan(policy, "2026-03-01", "2026-03-31")
            queries.append(self._count_queries(plan.action_forecast))
            forecast = self.env["callback.plan.forecast"].search(
                [("plan_id", "=", plan.id)], order="id desc", limit=1
            )
            self.assertEqual(forecast.total_count, 2 * count)
        self.assertLessEqual(queries[1], queries[0])

    def test_base_03_rules_without_strata_are_forecast(self):
        """A draft that is not complete yet has no forecast that fails."""
        rule = {"name": "Bare", "trigger": "sample", "sample_rate": 0.1}
        policy = self._new_policy(rule)
        policy.rule_ids.strata_method = "rate"
        plan = self._new_plan(policy, "2026-03-01", "2026-03-31")
        plan.action_forecast()
        self.assertFalse(plan.line_ids)
