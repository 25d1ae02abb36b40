# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

END = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]


@tagged("post_install", "-at_install")
class TestRowsBlankNumbers(ScenarioCommon):
    """X-34: “not seen for some months” is a number that the policy has to decide."""

    def _policy(self, code, value=False, **values):
        setting = self.env["callback.setting"]._of_code(code)
        policy = self.env["callback.policy"].create(
            {
                "name": code,
                "code": f"{code}/{value}",
                "calendar_id": self.calendar.id,
                "plan_approval": "file",
                "clause_ids": [
                    Command.create({"code": code, "name": "Lost", "kind": "schedule"})
                ],
                "setting_ids": [
                    Command.create({"setting_id": setting.id, "value": value})
                ],
            }
        )
        return policy, setting

    def _lost_rule(self, policy, setting):
        step = {"name": "Call", "unit": "month", "quantity_setting_id": setting.id}
        rule = self._event_rule("LOST", (1, "month"))
        rule |= {"trigger": "coverage", "coverage_method": "interval"}
        return self._new_rule(policy, **{**rule, "steps": [step]})

    def test_ex_093_v1_02_the_setting_is_the_time_limit(self):
        policy, setting = self._policy("X-34")
        step = self._lost_rule(policy, setting).step_ids
        self.assertEqual(step.quantity, 0)
        with self.assertRaisesRegex(UserError, "X-34"), self.env.cr.savepoint():
            policy.action_activate()
        policy.setting_ids.value = "6"
        self.assertEqual(step.quantity, 6)
        policy.action_activate()
        days = ("2026-03-30", "2026-03-31", "2026-04-01")
        visits = [self._document("LOST", f"{day} 10:00") for day in days]
        _plan, records = self._carried_out(policy, "2026-09-01", "2026-09-30")
        self.assertEqual(records.mapped("res_id"), [v.id for v in visits[:2]])
        ends = {"2026-09-30 23:59:59"}
        self.assertEqual(set(local(records.mapped("deadline"))), ends)

    def test_v1_02_another_number_other_dates(self):
        for value, ends in (
            ("4", ["2026-07-30", "2026-07-31", "2026-08-01"]),
            ("11", ["2027-02-28", "2027-02-28", "2027-03-01"]),
        ):
            policy, setting = self._policy("X-34", value)
            self._lost_rule(policy, setting)
            policy.action_activate()
            days = ("2026-03-30", "2026-03-31", "2026-04-01")
            for day in days:
                self._document("LOST", f"{day} 10:00")
            _plan, records = self._carried_out(policy, "2026-04-01", "2027-03-31")
            found = sorted(set(local(records.mapped("deadline"))))
            expected = sorted({f"{end} 23:59:59" for end in ends})
            with self.subTest(value):
                self.assertEqual(found, expected)

    def test_x_34_the_number_is_not_typed_over(self):
        policy, setting = self._policy("X-34", "6")
        step = self._lost_rule(policy, setting).step_ids
        step.quantity = 9
        self.assertEqual(step.quantity, 6)
        policy.setting_ids.value = "8"
        self.assertEqual(step.quantity, 8)
        with self.assertRaisesRegex(ValidationError, "whole"), self.env.cr.savepoint():
            policy.setting_ids.value = "2.5"
        copied = policy.copy({"version": 2})
        copied.setting_ids.value = "3"
        self.assertEqual(copied.rule_ids.step_ids.quantity, 3)
        self.assertEqual(step.quantity, 8)

    def test_x_34_a_rule_needs_its_setting_also_without_a_line(self):
        policy, setting = self._policy("X-34", "6")
        self._lost_rule(policy, setting)
        policy.setting_ids.unlink()
        with self.assertRaisesRegex(UserError, "X-34"), self.env.cr.savepoint():
            policy.action_activate()

    def _absent_rule(self, policy, setting):
        return self._new_rule(
            policy,
            name="Monthly",
            trigger="coverage",
            period="month",
            model_id=self.event_model,
            domain=repr([("source_name", "=", "SEEN")]),
            absence_field="date_event",
            absence_unit="month",
            absence_setting_id=setting.id,
            steps=END,
        )

    def test_v1_04_each_month_those_not_seen_for_some_months(self):
        policy, setting = self._policy("X-34-V1-04")
        self._absent_rule(policy, setting)
        with self.assertRaisesRegex(UserError, "X-34-V1-04"), self.env.cr.savepoint():
            policy.action_activate()
        policy.setting_ids.value = "3"
        policy.action_activate()
        visits = {
            day: self._document("SEEN", f"{day} 10:00")
            for day in ("2026-01-01", "2026-01-02", "2026-02-28")
        }
        _plan, records = self._carried_out(policy, "2026-04-01", "2026-06-30")
        found = {
            day: local(
                records.filtered(lambda r, v=v: r.res_id == v.id).mapped("deadline")
            )
            for day, v in visits.items()
        }
        ends = [f"{day} 23:59:59" for day in ("2026-04-30", "2026-05-31", "2026-06-30")]
        self.assertEqual(found["2026-01-01"], ends)
        self.assertEqual(found["2026-01-02"], ends[1:])
        # 28 February and three months: 28 May, so in June only.
        self.assertEqual(found["2026-02-28"], ends[2:])
        figures = policy.rule_ids.get_coverage("2026-05-01", "2026-05-31")
        self.assertEqual(figures["population"], 2)

    def test_c2_04_ex_093_the_last_day_of_short_months_counts(self):
        """A letter on one date; the number typed on the rule, other than the text's."""
        policy, _setting = self._policy("X-34", "6")
        rule = self._new_rule(
            policy,
            name="Letter",
            trigger="calendar",
            schedule_pattern="once",
            schedule_start="2026-09-30",
            model_id=self.event_model,
            domain=repr([("source_name", "=", "BOUGHT")]),
            absence_field="date_event",
            absence_quantity=6,
            absence_unit="month",
        )
        days = ("2026-03-30", "2026-03-31", "2026-04-01")
        bought = [self._document("BOUGHT", f"{day} 23:59") for day in days]
        policy.action_activate()
        _plan, records = self._carried_out(policy, "2026-09-01", "2026-10-31")
        self.assertEqual(records.mapped("res_id"), [b.id for b in bought[:2]])
        self.assertEqual(str(rule._get_last_seen(date(2026, 9, 30))), "2026-03-31")

    def test_x_34_an_absence_without_length_is_refused(self):
        policy, _setting = self._policy("X-34", "6")
        with self.assertRaisesRegex(ValidationError, "how long"):
            self._new_rule(
                policy,
                trigger="coverage",
                period="month",
                model_id=self.event_model,
                absence_field="date_event",
                domain="[]",
            )


@tagged("post_install", "-at_install")
class TestRowsNewMembers(ScenarioCommon):
    """F3-33, F3-34: who signed shortly before the end of the year."""

    def _yearly(self, code, quantity, unit, **values):
        rule = self._event_rule(code)
        return self._new_policy(
            {
                **rule,
                "trigger": "coverage",
                "period": "year",
                "event_field": False,
                "steps": END,
                "member_since_field": "date_event",
                "new_member_quantity": quantity,
                "new_member_unit": unit,
                **values,
            }
        )

    def _call_all_but(self, policy, left_out, moment):
        _plan, records = self._carried_out(
            policy, f"{moment[:4]}-01-01", f"{moment[:4]}-12-31"
        )
        with freeze_time(china(moment)):
            for record in records.filtered(lambda r: r.res_id not in left_out.ids):
                self._finish(record)
        return _plan

    def test_ex_035_the_clock_of_the_new_contract_is_running(self):
        old = self.env["callback.record"].union(
            *(self._document("CUST", "2024-05-05 10:00") for _n in range(118))
        )
        forgotten = self._document("CUST", "2025-03-03 10:00")
        signed = self._document("CUST", "2026-12-30 15:00")
        policy = self._yearly("CUST", 5, "working_day")
        plan = self._call_all_but(policy, forgotten | signed, "2026-12-31 23:00:00")
        rule = policy.rule_ids
        figures = rule.get_coverage("2026-01-01", "2026-12-31")
        self.assertEqual(figures["called"], len(old))
        self.assertEqual(set(figures["missing_ids"]), {forgotten.id, signed.id})
        self.assertEqual(figures["new_ids"], signed.ids)
        self.assertEqual(f"{figures['rate']:.2%}", "98.33%")
        line = plan.line_ids
        self.assertEqual((line.missing_count, line.new_count), (2, 1))
        self.assertEqual(line.action_view_new()["domain"][0][2], signed.ids)
        shown = line.action_view_missing()["domain"][0][2]
        self.assertEqual(set(shown), {forgotten.id, signed.id})
        # The policy leaves new members out: a number of the rule, not of the code.
        rule.sudo().new_member_excluded = True
        figures = rule.get_coverage("2026-01-01", "2026-12-31")
        self.assertEqual(figures["missing_ids"], forgotten.ids)
        self.assertEqual((figures["excluded"], figures["new"]), (1, 1))
        self.assertEqual(figures["population"], 120)
        self.assertEqual(figures["rate"], 118 / 119)
        line.invalidate_recordset()
        self.assertEqual((line.missing_count, line.excluded_count), (1, 1))
        self.assertEqual(line.action_view_missing()["domain"][0][2], forgotten.ids)

    def test_f3_34_another_limit_and_year(self):
        """One month: signed on 30 November it ends with 30 December, a day later
        with the last day, and from 1 December on it runs over."""
        ended = self._document("ACC", "2027-11-30 10:00")
        running = self._document("ACC", "2027-12-01 00:10")
        called = self._document("ACC", "2027-12-20 10:00")
        later = self._document("ACC", "2028-01-02 10:00")
        policy = self._yearly("ACC", 1, "month", new_member_excluded=True)
        self._call_all_but(policy, ended | running | later, "2027-12-28 10:00:00")
        figures = policy.rule_ids.get_coverage("2027-01-01", "2027-12-31")
        self.assertEqual(figures["called"], len(called))
        self.assertEqual(figures["new_ids"], running.ids)
        self.assertIn(ended.id, figures["missing_ids"])

    def test_f3_34_half_said_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "how long they are new"):
            self._yearly("HALF", 0, "day")
        with self.assertRaisesRegex(ValidationError, "field"):
            self._yearly("HALF", 5, "day", member_since_field="name")
