# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from .common import CallbackCommon

FIGURES = ("met", "late", "missed", "excused", "open")
NOW = "2026-06-15 04:00:00"
MAY = ("2026-05-01", "2026-05-31")


@tagged("post_install", "-at_install")
class TestCompliance(CallbackCommon):
    """Each clause is measured by its documents; the figures always add up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clause = cls.policy.clause_ids
        cls.startClassPatcher(freeze_time(NOW))

    def _record(self, deadline, **values):
        """A callback with that time limit and state, set below the actions."""
        columns = {"deadline": deadline, "covers_archive": False, **values}
        department = columns.pop("department_id", self.branch.id)
        record = self._create_record(
            department_id=department, date_event=deadline - timedelta(days=1)
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE callback_record SET %s WHERE id = %s",
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), value)
                    for name, value in columns.items()
                ),
                record.id,
            )
        )
        self.env.invalidate_all()
        return record

    def _figures(self, *period, user=None, department=None):
        clause = self.clause.with_user(user or self.auditor)
        value = clause.compliance(*(period or MAY), department)
        self.assertEqual(sum(value[name] for name in FIGURES), value["population"])
        for name, domain in value["domain"].items():
            found = self.env[value["model"]].with_user(user or self.auditor)
            self.assertEqual(found.search_count(domain), value[name], name)
        return value

    def test_every_figure_and_its_list(self):
        """Met, late, missed, excused and open; each domain lists its callbacks."""
        day = datetime(2026, 5, 11, 2, 0)
        done = {"state": "done", "is_complete": True}
        self._record(day, **done, on_time=True)
        self._record(day, **done, on_time=True)
        late = self._record(day, **done, on_time=False)
        missed = self._record(day, state="ongoing", is_complete=False, on_time=False)
        self._record(day, state="cancelled", is_complete=False, on_time=False)
        value = self._figures()
        self.assertEqual(
            [value[name] for name in FIGURES], [2, 1, 1, 1, 0], "met … open"
        )
        self.assertEqual(value["population"], 5)
        self.assertEqual(value["rate"], 0.5)
        self.assertEqual(value["rate_text"], "50.00 %")
        records = self.env["callback.record"]
        self.assertEqual(records.search(value["domain"]["late"]), late)
        self.assertEqual(records.search(value["domain"]["missed"]), missed)

    def test_not_due_yet_is_open(self):
        """Neither kept nor missed, and no rate: zero due is not 100 %."""
        self._record(datetime(2026, 6, 20), state="planned")
        value = self._figures("2026-06-01", "2026-06-30")
        self.assertEqual((value["open"], value["population"]), (1, 1))
        self.assertIsNone(value["rate"])
        self.assertEqual(value["rate_text"], "")

    def test_nothing_is_zero_and_no_rate(self):
        value = self._figures("2026-01-01", "2026-01-31")
        self.assertEqual(value["population"], 0)
        self.assertIsNone(value["rate"])

    def test_an_extension_after_the_limit_leaves_it_missed(self):
        """BASE-06: moved to the future only after it had been missed."""
        day = datetime(2026, 6, 20)
        self._record(day, state="ongoing", deadline_breached=datetime(2026, 6, 10))
        self.assertEqual(self._figures("2026-06-01", "2026-06-30")["missed"], 1)

    def test_excused_by_a_second_person(self):
        """An excused breach leaves the rate, and is shown beside it."""
        record = self._record(datetime(2026, 5, 11), state="ongoing")
        self.env["callback.breach"].sweep(datetime(2026, 6, 15))
        breach = record.breach_ids
        breach.with_user(self.supervisor).action_request_excuse("Flood")
        breach.with_user(self.chief).action_excuse()
        value = self._figures()
        self.assertEqual((value["excused"], value["missed"]), (1, 0))
        self.assertIsNone(value["rate"])

    def test_month_is_local(self):
        """T-14: 00:30 on 1 May in Shanghai is still 30 April in UTC."""
        self._record(datetime(2026, 4, 30, 16, 30), state="ongoing")
        self._record(datetime(2026, 5, 31, 15, 59, 59), state="ongoing")
        self._record(datetime(2026, 5, 31, 16, 0), state="ongoing")
        self.assertEqual(self._figures()["missed"], 2)
        self.assertEqual(self._figures("2026-06-01", "2026-06-01")["missed"], 1)

    def test_department_tree(self):
        """A unit's figures are those of its tree."""
        day = datetime(2026, 5, 11)
        self._record(day, state="ongoing")
        self._record(day, state="ongoing", department_id=self.other_branch.id)
        for unit, count in (
            (self.branch, 1),
            (self.head_office, 2),
            (self.other_branch.id, 1),
            (None, 2),
        ):
            self.assertEqual(self._figures(department=unit)["missed"], count)

    def test_supervisors_see_their_tree(self):
        day = datetime(2026, 5, 11)
        self._record(day, state="ongoing")
        self._record(day, state="ongoing", department_id=self.other_branch.id)
        self.assertEqual(self._figures(user=self.supervisor)["missed"], 1)
        self.assertEqual(self._figures(user=self.chief)["missed"], 2)

    def test_callers_are_refused(self):
        with self.assertRaisesRegex(AccessError, "supervisors and auditors"):
            self.clause.with_user(self.caller).compliance(*MAY)

    def test_cut_not_rounded(self):
        """T-10: 9 999 of 10 000 … must not be shown as everything."""
        text = self.clause._judge(
            {"met": 99_999, "late": 1, "missed": 0, "excused": 0, "open": 0}
        )["rate_text"]
        self.assertEqual(text, "99.99 %")

    def test_random_data_adds_up_and_report_agrees(self):
        """The report screen and the call say the same of the same random data."""
        chance = random.Random(5)
        start = datetime(2026, 4, 25)
        for _number in range(60):
            state = chance.choice(["planned", "ongoing", "done", "cancelled"])
            complete = state == "done" and chance.random() < 0.8
            self._record(
                start + timedelta(minutes=chance.randrange(60 * 24 * 60)),
                state=state,
                is_complete=complete,
                on_time=complete and chance.random() < 0.7,
                department_id=chance.choice([self.branch.id, self.other_branch.id]),
            )
        report = self.env["callback.compliance"].with_user(self.auditor)
        total = 0
        for month in ("2026-04", "2026-05", "2026-06"):
            last = {"04": 30, "05": 31, "06": 30}[month[-2:]]
            value = self._figures(f"{month}-01", f"{month}-{last}")
            total += value["population"]
            lists = self.env["callback.record"].search(value["domain"]["population"])
            rows = report.search(
                [("clause_id", "=", self.clause.id), ("res_id", "in", lists.ids)]
            )
            for name in FIGURES:
                listed = self.env["callback.record"].search(value["domain"][name])
                shown = rows.filtered(lambda row, name=name: row.status == name)
                self.assertEqual(set(shown.mapped("res_id")), set(listed.ids))
        self.assertEqual(total, 60)

    def test_report_opens_the_document(self):
        record = self._record(datetime(2026, 5, 11), state="ongoing")
        row = self.env["callback.compliance"].search([("record_id", "=", record.id)])
        self.assertEqual(row.clause_id, self.clause)
        self.assertEqual(row.status, "missed")
        action = row.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (record._name, record.id)
        )

    def test_statements_prove_submission(self):
        """BASE-32, EX-005: 16:00:00 is met, 16:00:01 is late, none is missed."""
        clause = self.env["callback.policy.clause"].create(
            {
                "policy_id": self.policy.id,
                "code": "TP-9",
                "name": "By the 5th",
                "kind": "submission",
            }
        )
        sent = ("2026-05-05 08:00:00", "2026-05-05 08:00:01", None)
        units = (self.branch, self.other_branch, self.head_office)
        for unit, moment in zip(units, sent, strict=True):
            statement = self.env["callback.statement"].create(
                {
                    "policy_id": self.policy.id,
                    "department_id": unit.id,
                    "date_from": "2026-04-01",
                }
            )
            if moment:
                with freeze_time(moment):
                    statement.action_submit()
        value = clause.with_user(self.auditor).compliance(*MAY)
        self.assertEqual(value["model"], "callback.statement")
        self.assertEqual([value[name] for name in FIGURES], [1, 1, 1, 0, 0])
        self.assertEqual(value["rate_text"], "33.33 %")

    def test_a_clause_without_rule_says_so(self):
        clause = self.env["callback.policy.clause"].create(
            {
                "policy_id": self.policy.id,
                "code": "TP-8",
                "name": "Be polite",
                "kind": "role",
            }
        )
        value = clause.with_user(self.auditor).compliance(*MAY)
        self.assertEqual((value["model"], value["population"]), (False, 0))
        self.assertIsNone(value["rate"])
        self.assertFalse(clause.is_measured)
        message = clause.with_user(self.auditor).action_open_figure()["params"]
        self.assertIn("Nothing in the system measures TP-8", message["message"])

    def test_quotas_of_the_clause(self):
        """P1-19: the shares a clause demands stand beside its figures."""
        self.env["callback.quota"].create(
            {
                "name": "Signed visits",
                "policy_id": self.policy.id,
                "rate": 0.4,
                "period": "month",
                "basis": "deadline",
                "numerator_domain": "[('satisfaction', '=', 'satisfied')]",
                "clause_ids": [Command.set(self.clause.ids)],
            }
        )
        day = datetime(2026, 5, 11)
        for satisfaction in ("satisfied", "satisfied", "dissatisfied"):
            self._record(day, state="done", satisfaction=satisfaction)
        [quota] = self._figures()["quotas"]
        self.assertEqual(quota["name"], "Signed visits")
        self.assertTrue(quota["holds"])
        self.assertEqual(quota["rate_text"], "66.67 %")

    def test_bad_periods(self):
        clause = self.clause.with_user(self.auditor)
        for period, text in (
            (("2026-05-31", "2026-05-01"), "before it begins"),
            (("2026-07-01", "2026-07-31"), "in the future"),
            (("May", "June"), "no period"),
            ((None, "2026-05-01"), "no period"),
        ):
            with self.assertRaisesRegex(UserError, text):
                clause.compliance(*period)
        with self.assertRaisesRegex(UserError, "no department"):
            clause.compliance(*MAY, 999_999_999)

    def test_screen_of_a_clause(self):
        """Two clicks: the list of clauses, the clause; a figure opens its list."""
        record = self._record(datetime(2026, 5, 11), state="ongoing")
        clause = self.clause.with_user(self.auditor)
        self.assertEqual(clause.missed_count, 1, "last month by default")
        self.assertEqual(
            clause.with_context(callback_period="this_year").missed_count, 1
        )
        this_month = clause.with_context(callback_period="this_month")
        self.assertEqual(this_month.missed_count, 0)
        self.assertEqual(clause.period_text, "2026-05-01 – 2026-05-31")
        action = clause.with_context(callback_figure="missed").action_open_figure()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, record)
        form = Form(clause, view="callback_base.callback_policy_clause_view_form")
        self.assertEqual(form.population_count, 1)
