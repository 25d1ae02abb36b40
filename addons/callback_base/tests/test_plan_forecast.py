# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .plan_common import UTC_OFFSET, PlanCommon, china

QUARTERLY = {
    "trigger": "coverage",
    "period": "quarter",
    "steps": [{"name": "Call", "quantity": 0, "unit": "day", "anchor": "period_end"}],
}


class ForecastCommon(PlanCommon):
    """Forecasts on Monday 2026-03-02, compared with what the plan then makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(china("2026-03-02 09:00:00"))
        clock.start()
        cls.addClassCleanup(clock.stop)
        # Eight open hours on the working days, with the holidays of the calendar.
        cls.calendar.attendance_ids.unlink()
        cls.calendar.attendance_ids = [
            Command.create(
                {"name": day, "dayofweek": day, "hour_from": 8, "hour_to": 16}
            )
            for day in "01234"
        ]

    @classmethod
    def _forecast(cls, plan, **values):
        """Return the forecast as a supervisor, worked out again with the values."""
        action = plan.with_user(cls.supervisor).action_forecast()
        forecast = cls.env[action["res_model"]].browse(action["res_id"])
        forecast = forecast.with_user(cls.supervisor)
        if values:
            forecast.write(values)
            forecast.action_compute()
        return forecast

    @classmethod
    def _due(cls, forecast):
        return dict(+forecast.sudo()._get_demand().due)

    @classmethod
    def _made_days(cls, plan):
        """Make the callbacks of a plan; return their number by local deadline day."""
        plan.action_submit()
        plan.action_generate()
        deadlines = cls._records(plan).mapped("deadline")
        return dict(Counter((limit + UTC_OFFSET).date() for limit in deadlines))

    @classmethod
    def _events(cls, name, *moments):
        """Documents with an event; finished callbacks stand in for them."""
        for moment in moments:
            cls._create_record(
                source_name=name, date_event=china(moment), department_id=False
            )

    def _assert_same_as_made(self, plan):
        before = self._due(self._forecast(plan))
        self.assertEqual(before, self._made_days(plan))
        # Made, they are open callbacks of the plan: the same forecast.
        self.assertEqual(before, self._due(self._forecast(plan)))


@tagged("post_install", "-at_install")
class TestPlanForecast(ForecastCommon):
    """Work a day against working hours, before a plan is approved (BASE-03)."""

    def test_coverage_by_period_is_what_is_made(self):
        plan = self._new_plan(self._new_policy(QUARTERLY))
        due = self._due(self._forecast(plan))
        days = [(3, 31), (6, 30), (9, 30), (12, 31)]
        self.assertEqual(due, {date(2026, *day): 7 for day in days})
        self._assert_same_as_made(plan)

    def test_calendar_rules_and_exclusions_are_what_is_made(self):
        weekly = {
            "trigger": "calendar",
            "schedule_pattern": "monthly_weekday",
            "schedule_weekday": "4",
            "schedule_nth": "-1",
            "steps": [
                {"name": "Soon", "quantity": 3, "unit": "working_day"},
                {"name": "Late", "quantity": 2, "unit": "week", "shift": "next"},
            ],
        }
        plan = self._new_plan(self._new_policy(weekly), "2026-03-01", "2026-06-30")
        left_out = self.env["callback.exclusion"].create(
            {
                "rule_id": plan.rule_ids.id,
                "res_id": self.customers[0].id,
                "reason": "Abroad",
                "evidence": "Letter",
                "date_to": "2026-04-30",
            }
        )
        left_out.sudo().state = "approved"
        self._assert_same_as_made(plan)

    def test_events_are_what_is_made(self):
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'EVENT')]",
                "event_field": "date_event",
                "steps": [
                    {"name": "Hours", "quantity": 30, "unit": "hour"},
                    {"name": "Days", "quantity": 5, "unit": "working_day"},
                ],
            }
        )
        self._events("EVENT", "2026-02-27 17:30:00", "2026-02-27 18:30:00")
        self._events("EVENT", "2026-03-01 00:00:00", "2026-01-31 23:59:59")
        plan = self._new_plan(policy, "2026-02-01", "2026-03-01")
        self._assert_same_as_made(plan)

    def test_intervals_come_again(self):
        self._events("VISIT", "2026-02-20 10:00:00", "2025-12-01 10:00:00")
        policy = self._new_policy(
            {
                "trigger": "coverage",
                "coverage_method": "interval",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'VISIT')]",
                "event_field": "date_event",
                "steps": [{"name": "Call", "quantity": 1, "unit": "month"}],
            }
        )
        plan = self._new_plan(policy, "2026-03-01", "2026-05-31")
        forecast = self._forecast(plan)
        self.assertEqual(
            self._due(forecast),
            {
                date(2026, 1, 1): 1,
                date(2026, 4, 2): 1,
                date(2026, 5, 2): 1,
                date(2026, 3, 20): 1,
                date(2026, 4, 20): 1,
                date(2026, 5, 20): 1,
            },
        )
        self.assertEqual((forecast.overdue_count, forecast.estimate_count), (1, 4))
        made = self._made_days(plan)
        self.assertEqual(made, {date(2026, 1, 1): 1, date(2026, 3, 20): 1})

    def test_events_to_come_are_estimated(self):
        policy = self._new_policy(
            {
                "trigger": "event",
                "model_id": self.env["ir.model"]._get_id("callback.record"),
                "domain": "[('source_name', '=', 'EVENT')]",
                "event_field": "date_event",
                "steps": [{"name": "Days", "quantity": 2, "unit": "day"}],
            }
        )
        days = [f"2026-02-{day:02} 10:00:00" for day in range(10, 20)]
        # Not in the ten days before today; the last one is known already.
        self._events("EVENT", *days, *["2026-02-28 10:00:00"] * 5)
        self._events("EVENT", "2026-03-04 10:00:00")
        plan = self._new_plan(policy, "2026-03-01", "2026-03-07")
        forecast = self._forecast(plan, estimate_days=10)
        # One every second day from the 2nd on: the 3rd, the 5th and the 7th.
        self.assertEqual(
            self._due(forecast),
            {
                date(2026, 3, 5): 1,
                date(2026, 3, 6): 1,
                date(2026, 3, 7): 1,
                date(2026, 3, 9): 1,
            },
        )
        self.assertEqual(forecast.estimate_count, 3)
        self.assertIn("3 are an estimate", forecast.summary)
        forecast.estimate_days = 0
        forecast.action_compute()
        self.assertEqual(self._due(forecast), {date(2026, 3, 6): 1})

    def test_lines_count_working_days_only(self):
        plan = self._new_plan(self._new_policy(QUARTERLY), "2026-03-01", "2026-06-30")
        plan.rule_ids.type_id.duration_minutes = 30
        forecast = self._forecast(plan)
        self.assertEqual(forecast.minutes, 30)
        self.assertEqual(forecast.caller_count, 1)
        lines = forecast.line_ids
        self.assertEqual(lines[0].date, date(2026, 3, 2))
        self.assertEqual(lines[0].capacity_total, 16)
        self.assertEqual(lines[1].capacity_total, 32)
        holiday = date(2026, 5, 1)
        self.assertNotIn(holiday, lines.mapped("date"))
        self.assertNotIn(date(2026, 3, 7), lines.mapped("date"))
        last = lines[-1]
        self.assertEqual(last.date, date(2026, 6, 30))
        self.assertEqual((last.due_count, last.due_total), (7, 14))
        self.assertTrue(all(lines.mapped("is_held")))
        self.assertEqual(forecast.needed_count, 1)
        self.assertFalse(forecast.date_miss)
        self.assertEqual(last.load, 14 / (16 * len(lines)))
        self.assertEqual(len(forecast.point_ids), 2 * len(lines))
        self.assertEqual(forecast.action_view_graph()["views"][0][1], "graph")

    def test_a_long_plan_is_shown_by_weeks(self):
        plan = self._new_plan(self._new_policy(QUARTERLY))
        lines = self._forecast(plan).line_ids
        self.assertLess(len(lines), 50)
        self.assertEqual(
            {line.date_last.isocalendar().week for line in lines} - {53},
            set(range(10, 53)),
        )
        self.assertEqual(sum(lines.mapped("due_count")), 28)

    def test_first_day_that_cannot_be_held_and_callers_needed(self):
        self._new_customers(93, ref="PLAN-M")
        daily = {
            "trigger": "calendar",
            "schedule_pattern": "once",
            "schedule_start": "2026-03-04",
        }
        plan = self._new_plan(self._new_policy(daily), "2026-03-01", "2026-03-31")
        # 100 callbacks by Wednesday; one caller has three days of 480 minutes.
        forecast = self._forecast(plan, minutes=14.4)
        self.assertFalse(forecast.date_miss)
        self.assertEqual(forecast.needed_count, 1)
        forecast = self._forecast(plan, minutes=14.41)
        self.assertEqual(forecast.date_miss, date(2026, 3, 4))
        self.assertEqual(forecast.needed_count, 2)
        self.assertIn("cannot be held with 1 callers; 2 are needed", forecast.summary)
        self.assertEqual(forecast.line_ids.mapped("is_held"), [True, True, False])
        for share, callers in ((0.5, 3), (0.1, 11)):
            forecast = self._forecast(plan, minutes=14.41, share=share)
            self.assertEqual(forecast.needed_count, callers)
            forecast.caller_count = callers
            forecast.action_compute()
            self.assertFalse(forecast.date_miss)

    def test_what_if_the_limit_were_shorter(self):
        monthly = {
            "trigger": "coverage",
            "period": "month",
            "steps": [{"name": "Call", "quantity": 10, "unit": "working_day"}],
        }
        plan = self._new_plan(self._new_policy(monthly), "2026-04-01", "2026-04-30")
        self.assertEqual(self._due(self._forecast(plan)), {date(2026, 4, 16): 7})
        forecast = self._forecast(plan, quantity=2, unit="day")
        self.assertEqual(self._due(forecast), {date(2026, 4, 3): 7})
        self.assertEqual(forecast.date_first, date(2026, 4, 1))
        forecast.date_first = date(2026, 4, 7)
        forecast.action_compute()
        self.assertEqual((forecast.overdue_count, forecast.total_count), (7, 7))
        self.assertIn("7 were due before", forecast.summary)
        self.assertEqual(plan.rule_ids.step_ids.quantity, 10)

    def test_nobody_works_before_the_deadline(self):
        daily = {
            "trigger": "calendar",
            "schedule_pattern": "once",
            "schedule_start": "2026-03-08",
        }
        plan = self._new_plan(self._new_policy(daily), "2026-03-01", "2026-03-31")
        forecast = self._forecast(plan, date_first=date(2026, 3, 7), caller_count=99)
        self.assertEqual(forecast.date_miss, date(2026, 3, 8))
        self.assertFalse(forecast.is_possible)
        self.assertIn("by anybody", forecast.summary)
        forecast = self._forecast(plan)
        self.assertFalse(forecast.date_miss)
        self.assertEqual(forecast.line_ids[-1].date, date(2026, 3, 6))

    def test_open_callbacks_of_the_same_people_count(self):
        plan = self._new_plan(self._new_policy(QUARTERLY), "2026-03-01", "2026-03-31")
        event = {"date_event": china("2026-03-05 20:00:00")}
        for values in (
            {"user_id": self.caller.id, "department_id": self.other_branch.id},
            {"department_id": self.branch.id},
            {"department_id": self.other_branch.id},
            {"user_id": self.other_caller.id},
        ):
            self._create_record(**event, **values)
        due = self._due(self._forecast(plan))
        self.assertEqual(due, {date(2026, 3, 6): 2, date(2026, 3, 31): 7})

    def test_minutes_are_weighted_by_the_callbacks(self):
        other = self.type.copy({"code": "long", "duration_minutes": 31})
        policy = self._new_policy(
            QUARTERLY, {**QUARTERLY, "ref": "LONG", "name": "Long", "type_id": other.id}
        )
        self._new_customers(14, ref="LONG")
        forecast = self._forecast(self._new_plan(policy))
        self.assertEqual(forecast.minutes, 24)

    def test_callers_of_the_units_when_the_plan_names_none(self):
        policy = self._new_policy(QUARTERLY)
        for units, count in ((self.branch, 2), (self.head_office, 5)):
            plan = self._new_plan(
                policy, user_ids=False, unit_ids=[Command.set(units.ids)]
            )
            callers = plan._get_plan_callers()
            self.assertEqual(len(callers), count, callers.mapped("login"))
            self.assertEqual(self._forecast(plan).caller_count, count)

    def test_it_writes_nothing(self):
        plan = self._new_plan(self._new_policy(QUARTERLY))
        self.env.flush_all()
        watched = ("callback.record", "callback.sample", "callback.plan.line")
        counts = [self.env[name].search_count([]) for name in watched]
        values = plan.read(load=None)
        self._forecast(plan, caller_count=3)
        self.env.invalidate_all()
        self.assertEqual(plan.read(load=None), values)
        self.assertEqual(counts, [self.env[n].search_count([]) for n in watched])

    def test_queries_do_not_grow_with_the_population(self):
        plan = self._new_plan(self._new_policy(QUARTERLY))
        forecast = self._forecast(plan).sudo()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        forecast._get_demand()
        few = self.env.cr.sql_log_count - before
        self._new_customers(200, ref="PLAN-Q")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        forecast._get_demand()
        self.assertLessEqual(self.env.cr.sql_log_count - before, few)

    def test_bad_input_is_refused_and_named(self):
        forecast = self._forecast(self._new_plan(self._new_policy(QUARTERLY)))
        for name, value, label in (
            ("caller_count", -1, "Callers"),
            ("minutes", -5, "Minutes"),
            ("share", 0, "Share"),
            ("share", 1.4, "140 %"),
            ("quantity", -1, "Other time limit"),
            ("rate", 1.5, "150 %"),
            ("estimate_days", -1, "Days of the average"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, label),
                self.env.cr.savepoint(),
            ):
                forecast.write({name: value})
        plan = self._new_plan(forecast.plan_id.policy_id, rule_ids=False)
        with self.assertRaisesRegex(UserError, "no rules"):
            self._forecast(plan)

    def test_roles(self):
        plan = self._new_plan(self._new_policy(QUARTERLY))
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                plan.with_user(user).action_forecast()
        foreign = self._new_user("cb_foreign", "supervisor", self.other_branch)
        with self.assertRaises(AccessError):
            plan.with_user(foreign).action_forecast()
        forecast = self._forecast(plan)
        with self.assertRaises(AccessError):
            forecast.with_user(foreign).action_compute()
        plan.with_user(self.manager).action_forecast()

    def test_the_form_can_be_filled_in(self):
        forecast = self._forecast(self._new_plan(self._new_policy(QUARTERLY)))
        with Form(forecast) as form:
            form.caller_count = 4
            form.unit = "week"
            form.quantity = 1
        forecast.action_compute()
        self.assertEqual(forecast.caller_count, 4)
        self.assertEqual(max(forecast.line_ids.mapped("date_last")).year, 2027)
