# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCommon
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


@tagged("post_install", "-at_install")
class TestVersionsByHand(CampaignCommon):
    """T-13: what is ordered or opened by hand is of the version of its time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign_policy.action_new_version()
        cls.new = cls.env["callback.policy"].search(
            [("code", "=", "CP"), ("state", "=", "draft")]
        )
        cls.new.date_from = "2026-07-01"
        cls.new.action_activate()

    def _order(self):
        order = self.env["callback.order"].with_user(self.supervisor)
        order = order.create(
            {
                "rule_id": self.order_rule.id,
                "department_id": self.branch.id,
                "request_department_id": self.branch.id,
                "reason": "Asked",
                "date_due": "2030-01-01 00:00:00",
                "partner_ids": [Command.set(self.customer.ids)],
            }
        )
        order.action_submit()
        order.with_user(self.manager).action_approve()
        return order

    def test_t_13_orders_of_the_version_before(self):
        self.assertEqual(self.campaign_policy.state, "superseded")
        with freeze_time(china("2026-06-30 23:59:59")):
            self.assertEqual(len(self._order().record_ids), 1)
        with (
            freeze_time(china("2026-07-01 00:00:00")),
            self.assertRaisesRegex(UserError, "policy in force"),
        ):
            self._order()

    def test_t_13_callbacks_by_hand_of_the_version_before(self):
        values = {
            "rule_id": self.manual_rule.id,
            "partner_ids": [Command.set(self.customer.ids)],
            "department_id": self.branch.id,
            "reason": "Asked",
        }
        wizards = self.env["callback.record.new"].with_user(self.supervisor)
        for moment, is_valid in (
            ("2026-06-30 23:59:59", True),
            ("2026-07-01 00:00:00", False),
        ):
            wizard = wizards.create({**values, "date_event": china(moment)})
            if is_valid:
                wizard.action_create()
                continue
            with self.assertRaisesRegex(UserError, "valid"):
                wizard.action_create()
        made = self.env["callback.record"].search(
            [("rule_id", "=", self.manual_rule.id)]
        )
        self.assertEqual(len(made), 1)

    def test_t_13_the_month_of_the_change_is_reported(self):
        """U1-32: the version that was followed still has its statement."""
        self.campaign_policy.statement_day = 5
        self._order_in_june()
        statements = self.env["callback.statement"]
        with freeze_time(china("2026-07-02 09:00")):
            statements._cron_prepare()
        found = statements.search([("policy_id", "=", self.campaign_policy.id)])
        self.assertIn(self.branch, found.department_id)
        self.assertEqual(set(map(str, found.mapped("date_from"))), {"2026-06-01"})

    def _order_in_june(self):
        with freeze_time(china("2026-06-10 09:00")):
            self._order()
