# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .duty_common import DutyCommon
from .plan_common import china
from .satisfaction_common import SatisfactionCommon

FIGURES = ("met", "late", "missed", "excused", "open")


class RuleCompliance:
    """Figures of a clause, each compared with the list that it opens."""

    def _figures(self, clause, first, last):
        value = clause.with_user(self.auditor).compliance(first, last)
        self.assertEqual(sum(value[name] for name in FIGURES), value["population"])
        documents = self.env[value["model"]].with_user(self.auditor)
        for name, domain in value["domain"].items():
            self.assertEqual(documents.search_count(domain), value[name], name)
        return value

    def _check(self, clause, period, expected, model):
        value = self._figures(clause, *period)
        self.assertEqual([value[name] for name in FIGURES], expected)
        self.assertEqual(value["model"], model)
        self.assertTrue(clause.is_measured)
        return value


@tagged("post_install", "-at_install")
class TestComplianceDuty(RuleCompliance, DutyCommon):
    """Regular duties prove their clauses (G1-42, S6-03, BASE-45)."""

    def setUp(self):
        super().setUp()
        clause = self.env["callback.policy.clause"]
        self.policy.clause_ids[1:].unlink()
        policy = self._lay_down({"kind": "recording", "clause_ids": []})
        self.duty_clause = clause.search(
            [("policy_id", "=", policy.id)], order="id", limit=1
        )
        self.measured = policy

    def _lay_down(self, *rules, **values):
        policy = self.policy.copy(
            {"code": "DPC", "name": "DPC", "date_from": "2026-03-02"}
        )
        listening = self.env["callback.policy.clause"].create(
            {"policy_id": policy.id, "code": "DP-9", "name": "Log", "kind": "role"}
        )
        policy.duty_rule_ids = [
            Command.create({"name": "Duty", **rule, "clause_ids": listening.ids})
            for rule in rules
        ]
        policy.action_activate()
        self.listening = listening
        return policy

    def _duties(self):
        for day in ("2026-03-03", "2026-03-04", "2026-03-05"):
            self._record(self.measured, day)
        with freeze_time(china("2026-03-05 12:00")):
            self.env["callback.breach"].sweep()
        return self.duties.search(
            [("policy_id", "=", self.measured.id)], order="date_from"
        )

    def test_missed_late_and_open_days(self):
        """A day without its log is missed, done later it is late, today is open."""
        found = self._duties()
        self.assertEqual(len(found), 3)
        period = ("2026-03-01", "2026-03-31")
        with freeze_time(china("2026-03-05 12:00")):
            self._check(self.listening, period, [0, 0, 2, 0, 1], "callback.duty")
            breach = self.env["callback.breach"].search(
                [("res_model", "=", "callback.duty"), ("res_id", "=", found[0].id)]
            )
            breach.with_user(self.supervisor).action_request_excuse("Power cut")
            breach.with_user(self.chief).action_excuse()
        with freeze_time(china("2026-03-05 13:00")):
            for duty in found[1:].with_user(self.supervisor):
                duty.action_load()
                duty.line_ids.is_done = True
                duty.action_done()
            value = self._check(
                self.listening, period, [1, 1, 0, 1, 0], "callback.duty"
            )
            self.assertEqual(value["rate_text"], "50.00 %")

    def test_a_clause_of_callbacks_and_duties(self):
        """Documents of two models are added up and listed together."""
        clause = self.measured.rule_ids.clause_ids[:1] or self.duty_clause
        self.measured.rule_ids.clause_ids |= clause
        rule = self.measured.duty_rule_ids
        self.env.cr.execute(
            "INSERT INTO callback_duty_rule_clause_rel VALUES (%s, %s)",
            [rule.id, clause.id],
        )
        self.env.invalidate_all()
        self._duties()
        with freeze_time(china("2026-03-05 12:00")):
            value = self._figures(clause, "2026-03-01", "2026-03-31")
            self.assertEqual(value["model"], "callback.compliance")
            rows = self.env["callback.compliance"].search(value["domain"]["population"])
            self.assertEqual(
                set(rows.mapped("res_model")), {"callback.record", "callback.duty"}
            )
            duty = rows.filtered(lambda row: row.res_model == "callback.duty")[0]
            self.assertEqual(duty.action_open()["res_id"], duty.res_id)


@tagged("post_install", "-at_install")
class TestComplianceSurvey(RuleCompliance, SatisfactionCommon):
    """Rounds and service reports prove their clauses (BASE-36, F4-02)."""

    def test_rounds(self):
        """P3-07: to be reported within the time of the rule, else missed."""
        clause = self.survey_rule.clause_ids[0]
        rounds = self._round(date_start="2026-03-02")
        rounds |= self._round(date_start="2026-04-01")
        rounds.write({"recovery_target": 0.75})
        for survey in rounds:
            self._to_issuing(survey)
        self.assertTrue(all(rounds.mapped("deadline")))
        period = ("2026-01-01", "2026-06-30")
        # Rounds, and what stands for a round that nobody held.
        model = "callback.compliance"
        with freeze_time(china("2026-04-10 12:00")):
            due = [survey for survey in rounds if survey.deadline < china("2026-04-10")]
            missed = len(due)
            self._check(clause, period, [0, 0, missed, 0, 2 - missed], model)
        with freeze_time(china("2026-06-10 12:00")):
            self._check(clause, period, [0, 0, 2, 0, 0], model)

    def test_a_round_that_was_never_held_is_missed(self):
        """U1-26, P3-01: it has no document, so its breach stands for it."""
        rule = self._survey_rule("P3N", has_recovery_target=False)
        clause, period = rule.clause_ids[0], ("2026-01-01", "2026-06-30")
        model = "callback.compliance"
        with freeze_time(china("2026-06-30 23:00")):
            self.env["callback.breach"].sweep("2026-06-30 15:00:00")
            self._check(clause, period, [0, 0, 0, 0, 0], model)
        with freeze_time(china("2026-07-01 09:00")):
            for _time in range(2):
                self.env["callback.breach"].sweep("2026-07-01 01:00:00")
                value = self._check(clause, period, [0, 0, 1, 0, 0], model)
            row = self.env["callback.compliance"].search(value["domain"]["missed"])
            self.assertEqual(row.name, f"{rule.name} 2026-H1")
            breach = self.env["callback.breach"].browse(row.res_id)
            self.assertEqual(row.action_open()["res_model"], breach._name)
            breach.sudo().write({"state": "excused"})
            self._check(clause, period, [0, 0, 0, 1, 0], model)

    def test_copies_of_service_reports(self):
        """F4-02: each copy counts; the report is what opens."""
        policy = self._survey_policy("F4Q")
        partner = self.env["res.partner"]
        broker, insured = partner.create(
            [{"name": "Broker"}, {"name": "Insured", "ref": "F4Q"}]
        )
        rule = self.env["callback.service.rule"].create(
            {
                "name": "Report",
                "policy_id": policy.id,
                "clause_ids": [Command.set(policy.clause_ids[:1].ids)],
                "period": "quarter",
                "department_id": self.branch.id,
                "customer_domain": "[('ref', '=', 'F4Q')]",
                "recipient_ids": [Command.set(broker.ids)],
            }
        )
        policy.action_activate()
        with freeze_time("2026-05-10 02:00:00"):
            rule._cron_prepare()
            value = self._figures(rule.clause_ids, "2026-04-01", "2026-06-30")
            self.assertEqual(value["open"], value["population"])
            self.assertTrue(value["open"])
        with freeze_time("2026-07-01 02:00:00"):
            value = self._figures(rule.clause_ids, "2026-04-01", "2026-06-30")
            self.assertEqual(value["missed"], value["population"])
            self.assertEqual(value["model"], "callback.service.copy")
            row = self.env["callback.compliance"].search(
                [("clause_id", "=", rule.clause_ids.id)], limit=1
            )
            self.assertEqual(row.action_open()["res_model"], "callback.service.report")


@tagged("post_install", "-at_install")
class TestImprovementBreach(SatisfactionCommon):
    """A measure that is not carried out by its day is noted once (BASE-49, BASE-54)."""

    def _measure(self, due):
        values = {"subject": "Water pressure", "department_id": self.branch.id}
        with freeze_time("2026-03-02 02:00:00"):
            improvement = self.env["callback.improvement"].create(
                {**values, "user_id": self.caller.id, "measure": "M", "date_due": due}
            )
            improvement.with_user(self.supervisor).action_plan()
        return improvement

    def _breaches(self, improvement):
        return self.env["callback.breach"].search(
            [("res_model", "=", improvement._name), ("res_id", "=", improvement.id)]
        )

    def test_late_measure(self):
        """The day ends at local midnight; done afterwards it stays on file."""
        improvement = self._measure("2026-03-13")
        breaches = self.env["callback.breach"]
        breaches.sweep(china("2026-03-13 23:59:59"))
        self.assertFalse(self._breaches(improvement))
        breaches.sweep(china("2026-03-14 00:00:00"))
        breaches.sweep(china("2026-03-20 00:00:00"))
        breach = self._breaches(improvement)
        self.assertEqual((len(breach), breach.kind), (1, "improvement"))
        self.assertEqual(breach.date_limit, china("2026-03-13 23:59:59"))
        self.assertEqual(breach.department_id, self.branch)
        self.assertFalse(breach.date_met)
        with freeze_time(china("2026-03-21 10:00")):
            improvement.result = "Pump replaced"
            improvement.with_user(self.caller).action_done()
            breach.invalidate_recordset()
            self.assertEqual(breach.date_met, china("2026-03-21 10:00"))

    def test_in_time_is_no_breach(self):
        improvement = self._measure("2026-03-13")
        with freeze_time(china("2026-03-13 23:59:59")):
            improvement.result = "Pump replaced"
            improvement.with_user(self.caller).action_done()
        self.env["callback.breach"].sweep(china("2026-04-14 00:00:00"))
        self.assertFalse(self._breaches(improvement))
