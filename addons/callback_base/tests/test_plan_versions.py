# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china

LOGGER = "odoo.addons.callback_base.models.callback_plan_generate"


@tagged("post_install", "-at_install")
class TestPlanVersions(ScenarioCommon):
    """T-13, M1-18: a version makes the work of its own time, and no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._pool("VERSION", any=2)
        cls.second = cls._new_user("cb_manager5", "manager")

    def _rule(self, **values):
        return {
            "name": "Version",
            "trigger": "coverage",
            "period": "month",
            "domain": repr([("ref", "=", "VERSION")]),
            **values,
        }

    def _follow(self, policy, first):
        """Put a new version in force from a day on, and return it."""
        action = policy.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        new.with_user(self.manager).date_from = first
        new.with_user(self.second).action_activate()
        return new

    def _plan(self, policy, first, last):
        rules = [Command.set(policy.rule_ids.ids)]
        plan = self._new_plan(policy, first, last, rule_ids=rules)
        plan.action_submit()
        return plan

    def _nightly(self):
        """Run the job of the night, without its commits."""
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=1):
            self.env["callback.plan"]._cron_generate()

    def _months(self, plan):
        return sorted({number // 100 % 100 for number in self._occurrences(plan)})

    def _occurrences(self, plan):
        return self._records(plan).mapped("occurrence")

    def test_t_13_the_version_before_goes_on_until_the_next_begins(self):
        policy = self._new_policy(self._rule(), date_from="2026-01-01")
        plan = self._plan(policy, "2026-01-01", "2026-12-31")
        with freeze_time(china("2026-03-10 09:00")):
            new = self._follow(policy, "2026-07-01")
            self.assertEqual(plan.action_generate(), 2 * 6)
            self._pool("VERSION", later=1)
            self.assertEqual(plan.action_generate(), 6)
        self.assertEqual(self._months(plan), [1, 2, 3, 4, 5, 6])
        coming = self._plan(new, "2026-01-01", "2026-12-31")
        self.assertEqual(coming.action_generate(), 3 * 6)
        self.assertEqual(self._months(coming), [7, 8, 9, 10, 11, 12])

    def test_t_13_a_period_belongs_to_the_version_of_its_first_day(self):
        policy = self._new_policy(self._rule(period="year"), date_from="2026-01-01")
        plan = self._plan(policy, "2026-01-01", "2026-12-31")
        new = self._follow(policy, "2026-03-16")
        coming = self._plan(new, "2026-03-16", "2027-12-31")
        self.assertEqual(plan.action_generate(), 2)
        self.assertEqual(coming.action_generate(), 2)
        self.assertEqual(set(self._occurrences(coming)), {20270101})

    def test_t_13_the_first_version_of_all_takes_the_period_it_begins_in(self):
        policy = self._new_policy(self._rule(period="year"), date_from="2026-03-16")
        plan = self._plan(policy, "2026-03-16", "2026-12-31")
        self.assertEqual(plan.action_generate(), 2)

    def test_t_13_dates_outside_the_validity_are_not_owed(self):
        policy = self._new_policy(
            self._rule(
                trigger="calendar", schedule_pattern="monthly_day", schedule_day=16
            ),
            date_from="2026-03-16",
            date_to="2026-05-15",
        )
        plan = self._plan(policy, "2026-01-01", "2026-12-31")
        plan.action_generate()
        self.assertEqual(set(self._occurrences(plan)), {20260316, 20260416})

    def test_t_13_a_plan_of_another_time_is_refused(self):
        policy = self._new_policy(self._rule(), date_from="2026-01-01")
        new = self._follow(policy, "2026-07-01")
        for version, first, last in (
            (policy, "2026-07-01", "2026-12-31"),
            (new, "2026-01-01", "2026-06-30"),
        ):
            with self.assertRaisesRegex(UserError, "2026-0[67]-"):
                self._plan(version, first, last)

    def test_ex_019_the_last_period_is_drawn_when_the_plan_is_over(self):
        """G1-33: by the job of the night too, once, and not when it is closed."""
        policy = self._new_policy(
            {
                "name": "METER",
                "trigger": "sample",
                "sample_rate": 0.05,
                "period": "month",
                "model_id": self.event_model,
                "event_field": "date_event",
                "domain": repr([("source_name", "=", "METER")]),
            }
        )
        for day in range(1, 31):
            self._document("METER", f"2026-11-{day:02} 09:00")
        plan = self._plan(policy, "2026-11-01", "2026-11-30")
        with freeze_time(china("2026-11-15 09:00")):
            self.assertEqual(plan.action_generate(), 0)
        with freeze_time(china("2026-12-02 03:00")):
            self._nightly()
            self.assertEqual(plan.record_count, 2)
            self._nightly()
        plan.invalidate_recordset()
        self.assertEqual(plan.record_count, 2)

    def test_base_03_a_plan_that_cannot_go_on_stops_no_other(self):
        """G1-20: the nightly job says why on the plan, and does the others."""
        strata = {"any": {"share": 0.9}, "none": {"share": 0.1}}
        broken = self._new_policy(
            self._sample_rule(
                "VERSION",
                sample_rate=0.5,
                strata_method="share",
                stratum_ids=self._strata(**strata),
            )
        )
        sound = self._new_policy(self._rule(period="year"))
        plans = [self._plan(p, "2026-01-01", "2026-12-31") for p in (broken, sound)]
        for plan in plans:
            plan.sudo().state = "running"
        with freeze_time(china("2026-03-10 09:00")):
            with self.assertLogs(LOGGER, "WARNING"):
                self._nightly()
        self.assertEqual([plan.record_count for plan in plans], [0, 2])
        self.assertFalse(plans[0].line_ids)
        self.assertIn("none is empty", plans[0].message_ids[0].body)
