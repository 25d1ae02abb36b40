# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .common import CallbackCommon

FIGURES = ("met", "late", "missed", "excused", "open")
NOW = "2026-06-15 04:00:00"


def numbers(part, path="figures"):
    """Yield (place, number) of every number that opens a list."""
    if isinstance(part, dict):
        if "drill" in part:
            yield path, part
            return
        for key, value in part.items():
            if key != "drills":
                yield from numbers(value, f"{path}.{key}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from numbers(value, f"{path}[{place}]")


class DashboardCommon(CallbackCommon):
    """Callbacks of two units and two months, and complaints."""

    #: A browser's clock cannot be stopped.
    _freezes = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls._freezes:
            cls.startClassPatcher(freeze_time(NOW))
        # What is in the database already is of another company.
        cls.company = cls.env["res.company"].create({"name": "Dashboard"})
        cls.company.callback_calendar_id = cls.calendar
        people = cls.caller | cls.other_caller | cls.supervisor | cls.chief
        people |= cls.manager | cls.auditor
        people.write(
            {"company_ids": [(4, cls.company.id)], "company_id": cls.company.id}
        )
        units = cls.head_office | cls.branch | cls.other_branch
        units.write({"company_id": cls.company.id})
        cls.env["hr.employee"].search([("user_id", "in", people.ids)]).write(
            {"company_id": cls.company.id}
        )

    @classmethod
    def _record(cls, deadline, **values):
        """A callback with that time limit and state, set below the actions."""
        columns = {"deadline": deadline, "covers_archive": False, **values}
        record = cls._create_record(
            company_id=cls.company.id,
            department_id=columns.pop("department_id", cls.branch.id),
            user_id=columns.pop("user_id", cls.caller.id),
            date_event=deadline - timedelta(days=1),
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE callback_record SET %s WHERE id = %s",
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), value)
                    for name, value in columns.items()
                ),
                record.id,
            )
        )
        cls.env.invalidate_all()
        return record

    @classmethod
    def _done(cls, day, on_time=True, satisfaction="satisfied", **values):
        return cls._record(
            day,
            state="done",
            is_complete=True,
            on_time=on_time,
            date_done=day + timedelta(hours=-1 if on_time else 2),
            date_contact=day - timedelta(hours=2),
            satisfaction=satisfaction,
            **values,
        )

    @classmethod
    def _complaint(cls, days, **values):
        received = fields.Datetime.now() - timedelta(days=days, hours=1)
        return cls.env["callback.complaint"].create(
            {
                "subject": "Noise",
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "department_id": cls.branch.id,
                "date_received": received,
                **values,
            }
        )

    @classmethod
    def _fill(cls):
        june, may = datetime(2026, 6, 8, 2), datetime(2026, 5, 12, 2)
        cls._done(june)
        cls._done(june, satisfaction="dissatisfied")
        cls._done(june, on_time=False, satisfaction="basically_satisfied")
        cls._done(may, satisfaction=None)
        cls._record(june)  # missed
        cls._record(june, state="cancelled")
        cls._record(june + timedelta(days=8))  # tomorrow
        cls._record(datetime(2026, 6, 15, 9))  # today
        cls._record(
            june, state="unreachable", is_complete=True, on_time=True, date_done=june
        )
        other = {"department_id": cls.other_branch.id, "user_id": cls.other_caller.id}
        cls._done(june, **other)
        cls._record(may, **other)  # missed in May, overdue still
        for days in (0, 3, 4, 8, 20, 50):
            cls._complaint(days)
        cls._complaint(5, department_id=cls.other_branch.id)

    def _figures(self, user, period="this_month"):
        self.env.flush_all()
        board = self.env["callback.dashboard"].with_user(user)
        return board.with_company(self.company).refresh(period)

    def _open(self, user, figures, number):
        """Count the documents a number opens, as the person who clicks it."""
        drill = figures["drills"][number["drill"]]
        model = self.env[drill["model"]].with_user(user).with_company(self.company)
        return model.search_count([*drill["domain"], *number["extra"]])


@tagged("post_install", "-at_install")
class TestDashboard(DashboardCommon):
    """Figures of the dashboard, each role's own, each with its list."""

    def test_every_number_opens_what_it_counts(self):
        """For every role, period and tile: as many documents as the tile shows."""
        self._fill()
        for user in (
            *(self.manager, self.auditor, self.chief),
            *(self.supervisor, self.caller, self.other_caller),
        ):
            director = user == self.manager
            for period in ("this_month", "last_month", "this_year")[: 1 + 2 * director]:
                figures = self._figures(user, period)
                found = list(numbers(figures))
                self.assertGreater(len(found), 40)
                for place, number in found:
                    with self.subTest(user=user.login, period=period, place=place):
                        if number["value"] is not None:
                            opened = self._open(user, figures, number)
                            self.assertEqual(opened, number["value"])

    def test_figures_of_the_month(self):
        """Rates are those of due work; the five figures add up in each unit."""
        self._fill()
        figures = self._figures(self.manager)
        counts = {name: figures["on_time"][name]["value"] for name in FIGURES}
        self.assertEqual(
            counts, {"met": 4, "late": 1, "missed": 1, "excused": 1, "open": 2}
        )
        self.assertEqual(figures["on_time"]["rate"], 66.66)
        self.assertEqual(figures["overdue"]["value"], 2)
        self.assertEqual(figures["due_today"]["value"], 1)
        self.assertEqual(figures["reach"]["rate"], 80)
        self.assertEqual(figures["satisfaction"]["rate"], 75)
        self.assertEqual(
            [u["name"] for u in figures["units"]], ["Branch", "Other branch"]
        )
        ages = {
            line["age"]: line["running"]["value"] + line["overdue"]["value"]
            for line in figures["complaints"]["ages"]
        }
        self.assertEqual(ages, {"d03": 2, "d07": 2, "d15": 1, "d30": 1, "older": 1})
        self.assertEqual(len(figures["months"]), 6)
        self.assertEqual(figures["months"][-2]["rate"], 50)

    def test_each_role_its_own(self):
        """A caller has the own work, a supervisor the own tree."""
        self._fill()
        own = self._figures(self.other_caller)
        self.assertEqual(own["role"], "caller")
        self.assertEqual(own["on_time"]["met"]["value"], 1)
        self.assertNotIn("decisions", own)
        tree = self._figures(self.supervisor)
        self.assertEqual(tree["role"], "supervisor")
        self.assertEqual([u["name"] for u in tree["units"]], ["Branch"])
        self.assertEqual(tree["complaints"]["open"]["value"], 6)

    def test_nothing_is_no_rate(self):
        """Nothing to count is no rate, and every number is zero."""
        for user in (self.manager, self.caller):
            figures = self._figures(user)
            for name in ("on_time", "reach", "satisfaction"):
                self.assertIsNone(figures[name]["rate"], name)
            for place, number in numbers(figures):
                self.assertFalse(number["value"], place)

    def test_hidden_customers_are_not_counted(self):
        """Neither the number nor its list knows a case hidden from the reader."""
        self._fill()
        before = self._figures(self.supervisor)
        self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.supervisor.id,
                "reason": "Relative",
                "company_id": False,
            }
        )
        self.env.invalidate_all()
        board = self.env["callback.dashboard"].with_user(self.supervisor)
        board = board.with_company(self.company)
        self.assertIsNone(
            board.get_figures(kept_only=True), "what was kept shows hidden cases"
        )
        after = board.get_figures()
        self.assertTrue(before["on_time"]["due"]["value"])
        self.assertFalse(after["on_time"]["due"]["value"])
        self.assertFalse(after["complaints"]["open"]["value"])
        self.assertEqual(self._figures(self.manager)["on_time"]["due"]["value"], 6)

    def test_kept_with_their_time(self):
        """Kept figures carry the moment they are true for, and grow old."""
        self._fill()
        board = self.env["callback.dashboard"].with_user(self.manager)
        board = board.with_company(self.company)
        self.assertIsNone(board.get_figures(kept_only=True))
        live = board.get_figures()
        self.assertFalse(live["is_kept"])
        board.refresh()
        kept = board.get_figures(kept_only=True)
        self.assertEqual(kept["computed"], NOW)
        self.assertFalse(kept["is_old"])
        self._record(datetime(2026, 6, 8, 2))
        with freeze_time("2026-06-15 05:00:00"):
            kept = board.get_figures(kept_only=True)
            self.assertTrue(kept["is_old"])
            self.assertEqual(kept["overdue"]["value"], 2, "as of the time it names")
            fresh = board.refresh()
            self.assertEqual(fresh["overdue"]["value"], 3)
            self.assertEqual(fresh["computed"], "2026-06-15 05:00:00")

    def test_nobody_gets_what_is_kept_for_another(self):
        """What was worked out with one person's rights is shown to that one only."""
        board = self.env["callback.dashboard"].with_company(self.company)
        board.with_user(self.manager).refresh()
        self.assertTrue(board.with_user(self.manager).get_figures(kept_only=True))
        for user in (self.auditor, self.chief, self.supervisor, self.caller):
            self.assertIsNone(board.with_user(user).get_figures(kept_only=True))

    def test_cron_refreshes(self):
        """The job works old figures out as their reader, and drops lost rights."""
        self._fill()
        self._figures(self.manager)
        self._figures(self.supervisor)
        results = self.env["callback.dashboard.result"]
        mine = results.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(mine), 2)
        group = self.env.ref("callback_base.callback_group_supervisor")
        self.supervisor.write({"group_ids": [(3, group.id)]})
        with freeze_time("2026-06-15 05:00:00"), self.enter_registry_test_mode():
            self.env.ref(
                "callback_base.callback_dashboard_cron_refresh"
            ).method_direct_trigger()
        self.env.invalidate_all()
        left = mine.exists()
        self.assertEqual(left.user_id, self.manager)
        self.assertEqual(left.date_computed, datetime(2026, 6, 15, 5))
        self.assertEqual(left.date_asked, datetime(2026, 6, 15, 4))

    def test_refusals(self):
        """Strangers get nothing; an unknown period is named."""
        stranger = self.env.ref("base.public_user")
        board = self.env["callback.dashboard"]
        with self.assertRaises(AccessError):
            board.with_user(stranger).get_figures()
        with self.assertRaisesRegex(UserError, "next_decade"):
            board.with_user(self.manager).get_figures("next_decade")
        with self.assertRaises(AccessError):
            self.env["callback.dashboard.result"].with_user(self.manager).search([])

    def test_workload(self):
        """What cannot be done in the opening hours is said with its day."""
        self.type.duration_minutes = 180
        for _n in range(20):
            self._record(datetime(2026, 6, 17, 2))
        work = self._figures(self.supervisor)["workload"]
        self.assertEqual(work["first_miss"], "2026-06-17")
        [day] = [d for d in work["days"] if d["date"] == "2026-06-17"]
        self.assertEqual((day["value"], day["hours"]), (20, 60))
        self.assertGreater(day["able"], 0)
        free = self._figures(self.other_caller)["workload"]
        self.assertFalse(free["first_miss"])
