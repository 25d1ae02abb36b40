# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

END = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]
ROLLING = {"half_year": "rolling"}


@tagged("post_install", "-at_install")
class TestRowsHalfYear(ScenarioCommon):
    """X-46: what “at least every half year” means is the policy's."""

    def _check_rule(self, code, **values):
        rule = self._event_rule(code, **values)
        return {**rule, "trigger": "coverage", "period": "half_year", "steps": END}

    def test_x_46_u4_13_six_months_after_the_last_check(self):
        rule = self._check_rule("CHECK")
        policy = self._new_policy(rule, **ROLLING)
        days = ("2026-08-31 09:00", "2026-03-01 23:30", "2025-12-31 10:00")
        for day in days:
            self._document("CHECK", day)
        plan, records = self._carried_out(policy, "2026-06-01", "2027-02-28")
        ends = ["2026-06-30 23:59:59", "2026-09-01 23:59:59", "2027-02-28 23:59:59"]
        self.assertEqual(local(records.mapped("deadline")), ends)
        self.assertEqual(
            sorted(records.mapped("occurrence")), [20251231, 20260301, 20260831]
        )
        self.assertEqual(plan.action_generate(), 0)

    def test_x_46_only_what_ends_in_the_plan(self):
        policy = self._new_policy(self._check_rule("CHECK"), **ROLLING)
        self._document("CHECK", "2026-08-30 09:00")
        self._document("CHECK", "2026-09-01 09:00")
        _plan, records = self._carried_out(policy, "2026-09-01", "2027-02-28")
        self.assertEqual(local(records.mapped("deadline")), ["2027-02-28 23:59:59"])

    def test_x_46_a_check_that_was_made_begins_the_next_six_months(self):
        policy = self._new_policy(self._check_rule("CHECK"), **ROLLING)
        checked = self._document("CHECK", "2026-01-15 09:00")
        plan, first = self._carried_out(policy, "2026-01-01", "2027-12-31")
        with freeze_time(china("2026-05-20 10:00:00")):
            self._finish(first)
        # As a sector's document would be: the day of the last check moves on.
        checked.date_event = china("2026-05-20 10:00:00")
        self.assertEqual(plan.action_generate(), 1)
        second = self._records(plan) - first
        self.assertEqual(local(second.mapped("deadline")), ["2026-11-20 23:59:59"])

    def test_x_46_by_hand_and_in_bulk_count_the_same(self):
        policy = self._new_policy(self._check_rule("CHECK"), **ROLLING)
        self._document("CHECK", "2026-08-31 00:10")
        _plan, made = self._carried_out(policy, "2026-09-01", "2027-12-31")
        typed = self._create_record(
            step_id=policy.rule_ids.step_ids.id,
            date_event=china("2026-08-31 00:10"),
        )
        self.assertEqual(typed.deadline, made.deadline)
        self.assertEqual(typed.deadline_basis, made.deadline_basis)

    def test_x_46_u5_08_the_same_rule_by_calendar_halves(self):
        domain = repr([("id", "in", self.customers[:2].ids)])
        rule = {"trigger": "coverage", "period": "half_year", "steps": END}
        policy = self._new_policy({**rule, "domain": domain})
        _plan, records = self._carried_out(policy, "2027-01-01", "2027-12-31")
        halves = ["2027-06-30 23:59:59"] * 2 + ["2027-12-31 23:59:59"] * 2
        self.assertEqual(local(records.mapped("deadline")), halves)

    def test_u5_09_two_owners_are_two_tasks_each_half_year(self):
        units = self.env["callback.unit"].create(
            [
                {"name": "Marketing", "department_id": self.branch.id},
                {"name": "Dispatch", "department_id": self.other_branch.id},
            ]
        )
        rules = [
            {
                "name": unit.name,
                "trigger": "coverage",
                "period": "half_year",
                "domain": repr([("id", "in", self.customers[:3].ids)]),
                "routing": "unit",
                "unit_id": unit.id,
                "steps": END,
            }
            for unit in units
        ]
        policy = self._new_policy(*rules)
        _plan, records = self._carried_out(policy, "2026-07-01", "2026-12-31")
        owners = records.grouped("partner_id").values()
        self.assertEqual(len(records), 6)
        for mine in owners:
            self.assertEqual(mine.department_id, self.branch | self.other_branch)
            ends = {"2026-12-31 23:59:59"}
            self.assertEqual(set(local(mine.mapped("deadline"))), ends)

    def test_x_46_rules_that_cannot_be_rolling_are_refused(self):
        domain = repr([("id", "in", self.customers.ids)])
        rule = {"trigger": "coverage", "period": "half_year", "steps": END}
        with self.assertRaisesRegex(ValidationError, "event time"):
            self._new_policy({**rule, "domain": domain}, **ROLLING)
        with self.assertRaisesRegex(ValidationError, "called once"):
            self._new_policy(
                {**self._check_rule("TWICE"), "coverage_count": 2}, **ROLLING
            )
        policy = self._new_policy({**rule, "domain": domain})
        draft = policy.copy({"version": 2})
        with self.assertRaisesRegex(ValidationError, "event time"):
            draft.half_year = "rolling"

    def test_x_46_the_forecast_knows_it(self):
        policy = self._new_policy(self._check_rule("CHECK"), **ROLLING)
        for day in ("2026-08-31 09:00", "2026-10-15 09:00"):
            self._document("CHECK", day)
        plan = self._new_plan(policy, "2026-09-01", "2027-04-30")
        plan.with_user(self.manager).action_submit()
        action = plan.with_user(self.supervisor).action_forecast()
        forecast = self.env[action["res_model"]].sudo().browse(action["res_id"])
        rule = policy.rule_ids
        [occasion] = rule._get_occasions(plan.date_from, plan.date_to, plan.company_id)
        known, _again = forecast._count_step(rule.step_ids, occasion, {}, {})
        self.assertEqual(
            {str(day): number for day, number in known.items()},
            {"2027-02-28": 1, "2027-04-15": 1},
        )
